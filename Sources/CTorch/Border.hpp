// The border: how a handle becomes an at::Tensor and back, and the one place where C++ exceptions end.
#pragma once

#include <ATen/core/Tensor.h>

#include <cmath>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "CTorch.h"

namespace border {

/// Keeps the words of a failure for `ct_last_error`.
void remember(const char *words) noexcept;

/// Runs the body; any exception becomes status 1 and words for `ct_last_error`.
template <class Body>
int guarded(Body &&body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error &error) {
    remember(error.what_without_backtrace());
  } catch (const std::exception &error) {
    remember(error.what());
  } catch (...) {
    remember("an exception that is no std::exception");
  }
  return 1;
}

inline at::Tensor &tensor(CTTensor handle) {
  TORCH_CHECK(handle.object != nullptr, "a tensor is required here, and none was given");
  return *static_cast<at::Tensor *>(handle.object);
}

inline std::optional<at::Tensor> optional(CTTensor handle) {
  if (handle.object == nullptr) return std::nullopt;
  return tensor(handle);
}

inline std::vector<at::Tensor> list(const CTTensor *handles, int count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; ++i) tensors.push_back(tensor(handles[i]));
  return tensors;
}

/// The caller owns the handle.
inline CTTensor handle(at::Tensor tensor) { return CTTensor{new at::Tensor(std::move(tensor))}; }

/// The commonest shape of function: one tensor out.
template <class Body>
int returning(CTTensor *out, Body &&body) noexcept {
  return guarded([&] { *out = handle(body()); });
}

inline at::IntArrayRef numbers(const int64_t *first, int count) { return at::IntArrayRef(first, count); }

inline at::OptionalIntArrayRef dimensions(const int64_t *first, int count) {
  return first == nullptr ? at::OptionalIntArrayRef() : at::OptionalIntArrayRef(at::IntArrayRef(first, count));
}

/// A whole number beside integers is an integer.
inline at::Scalar scalar(double value, const at::Tensor &beside) {
  const bool whole = std::trunc(value) == value && std::abs(value) <= 9007199254740992.0;
  if (whole && at::isIntegralType(beside.scalar_type(), true)) return static_cast<int64_t>(value);
  return value;
}

inline at::ScalarType type(CTType type) { return static_cast<at::ScalarType>(type); }

/// The device in libtorch's terms; a CUDA device loads CUDA first, so every way of naming one passes here.
at::Device device(CTDevice device);

inline at::TensorOptions options(CTType elements, CTDevice place) {
  return at::TensorOptions().dtype(type(elements)).device(device(place));
}

/// From now on, freed blocks of up to half a megabyte are kept for tensors of their size.
void keep_small_blocks();

}  // namespace border
