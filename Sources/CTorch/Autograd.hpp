#pragma once

namespace border {

/// Whether a gradient was asked for in this process. The engine then has its threads, one a device that it knew of.
bool autograd_engine_has_started() noexcept;

}  // namespace border
