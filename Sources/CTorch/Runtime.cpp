#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <torch/version.h>

#include <mutex>
#include <string>

#include "Autograd.hpp"
#include "Border.hpp"

using namespace border;

namespace {
/// The folder that the dynamic linker took libtorch_cpu from.
std::string libtorch_folder() {
  Dl_info info;
  TORCH_CHECK(
      dladdr(reinterpret_cast<const void *>(&at::get_num_threads), &info) != 0 && info.dli_fname != nullptr,
      "the dynamic linker does not say where libtorch_cpu was loaded from");
  const std::string path(info.dli_fname);
  return path.substr(0, path.find_last_of('/') + 1);
}

/// Loads CUDA's kernels; the empty string means that it worked.
std::string load_cuda() {
  const auto library = libtorch_folder() + "libtorch_cuda.so";
  const bool late = autograd_engine_has_started();
  if (dlopen(library.c_str(), RTLD_LAZY | RTLD_GLOBAL) == nullptr) {
    const char *reason = dlerror();
    return "a CUDA device needs libtorch_cuda.so beside libtorch_cpu, which could not be loaded (" +
           std::string(reason ? reason : "no reason given") + "); install a CUDA build of libtorch or use the CPU";
  }
  // libtorch asks once whether CUDA is there and starts autograd's threads once; both must happen after the loading.
  if (late || !at::detail::getCUDAHooks().hasCUDART())
    return "CUDA was asked for after libtorch had settled on the CPU alone; ask for the device (or whether it is "
           "available) at the start of the program, before the first gradient and the first convolution";
  return "";
}
}  // namespace

const char *ct_version(void) { return TORCH_VERSION; }

int ct_thread_count(int *out) {
  return guarded([&] { *out = at::get_num_threads(); });
}

int ct_set_thread_count(int count) {
  return guarded([&] {
    TORCH_CHECK(count > 0, "the number of threads must be positive, given ", count);
    at::set_num_threads(count);
  });
}

void ct_keep_freed_memory(void) {
  border::keep_small_blocks();
#ifdef __GLIBC__
  // By default a tensor's megabytes are mapped anew, page by page, in every step.
  mallopt(M_MMAP_THRESHOLD, 256 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
}

int ct_load_cuda(void) {
  return guarded([] {
    static const std::string failure = load_cuda();
    TORCH_CHECK(failure.empty(), failure);
  });
}

at::Device border::device(CTDevice place) {
  switch (place.kind) {
    case CTDeviceCPU: return at::kCPU;
    case CTDeviceMPS: return at::Device(at::kMPS, 0);
    case CTDeviceCUDA: {
      if (ct_load_cuda() != 0) TORCH_CHECK(false, std::string(ct_last_error()));
      const auto count = at::detail::getCUDAHooks().deviceCount();
      TORCH_CHECK(
          place.index >= 0 && place.index < count, "CUDA device ", place.index, " was asked for, and this machine has ",
          static_cast<int>(count));
      at::globalContext().lazyInitDevice(at::kCUDA);
      return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(place.index));
    }
  }
  TORCH_CHECK(false, "no device has the kind ", static_cast<int>(place.kind));
}

bool ct_device_is_available(CTDevice place) {
  bool available = false;
  guarded([&] {
    device(place);
    available = place.kind != CTDeviceMPS || at::globalContext().hasMPS();
  });
  return available;
}

int ct_synchronize(CTDevice place) {
  return guarded([&] {
    const auto where = device(place);
    if (!where.is_cpu()) c10::impl::VirtualGuardImpl(where.type()).synchronizeDevice(where.index());
  });
}
