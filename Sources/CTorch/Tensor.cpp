#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include <cstring>
#include <string>

#include "Border.hpp"

static_assert(CTTypeUInt8 == static_cast<int>(at::kByte) && CTTypeInt64 == static_cast<int>(at::kLong));
static_assert(CTTypeFloat32 == static_cast<int>(at::kFloat) && CTTypeFloat64 == static_cast<int>(at::kDouble));
static_assert(CTTypeBool == static_cast<int>(at::kBool) && CTTypeBFloat16 == static_cast<int>(at::kBFloat16));

using namespace border;

namespace {
thread_local std::string last_error;
}

void border::remember(const char *words) noexcept {
  try {
    last_error = words;
    // Nested failures carry the backtrace inside their words.
    last_error.erase(std::min(last_error.find("\nException raised from"), last_error.size()));
    while (!last_error.empty() && std::isspace(static_cast<unsigned char>(last_error.back()))) last_error.pop_back();
  } catch (...) {
    // No memory for the words: better no words than no status.
  }
}

const char *ct_last_error(void) { return last_error.c_str(); }

void ct_free(CTTensor handle) { delete static_cast<at::Tensor *>(handle.object); }

int ct_empty(const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out) {
  return returning(out, [&] { return at::empty(numbers(shape, rank), options(type, device)); });
}

int ct_full(const int64_t *shape, int rank, double value, CTType type, CTDevice device, CTTensor *out) {
  return returning(out, [&] { return at::empty(numbers(shape, rank), options(type, device)).fill_(value); });
}

int ct_arange(double start, double end, double step, CTType type, CTDevice device, CTTensor *out) {
  return returning(out, [&] { return at::arange(start, end, step, options(type, device)); });
}

int ct_full_like(CTTensor x, double value, CTTensor *out) {
  return returning(out, [&] { return at::empty_like(tensor(x)).fill_(value); });
}

int ct_empty_like(CTTensor x, CTTensor *out) {
  return returning(out, [&] { return at::empty_like(tensor(x)); });
}

namespace {
void check_size(const at::Tensor &x, size_t bytes) {
  TORCH_CHECK(
      x.nbytes() == bytes, "a tensor of shape ", x.sizes(), " and type ", x.scalar_type(), " holds ", x.nbytes(),
      " bytes, but ", bytes, " were given");
}
}  // namespace

int ct_from_bytes(
    const void *source, size_t bytes, const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out) {
  return returning(out, [&] {
    const CTDevice cpu{CTDeviceCPU, 0};
    auto x = at::empty(numbers(shape, rank), options(type, cpu));
    check_size(x, bytes);
    if (bytes > 0) std::memcpy(x.mutable_data_ptr(), source, bytes);
    return x.to(border::device(device));
  });
}

int ct_to_bytes(CTTensor x, CTType type, void *destination, size_t bytes) {
  return guarded([&] {
    // In two steps: not every device has every type.
    auto y = tensor(x).detach().to(at::kCPU).to(border::type(type)).contiguous();
    check_size(y, bytes);
    if (bytes > 0) std::memcpy(destination, y.const_data_ptr(), bytes);
  });
}

int ct_item(CTTensor x, double *out) {
  return guarded([&] { *out = tensor(x).item().toDouble(); });
}

int ct_to(CTTensor x, CTType type, CTDevice device, CTTensor *out) {
  return returning(out, [&] { return tensor(x).to(border::device(device), border::type(type)); });
}

int ct_clone(CTTensor x, CTTensor *out) {
  return returning(out, [&] { return tensor(x).clone(); });
}

namespace {
at::MemoryFormat format(bool channels_last) {
  return channels_last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
}
}  // namespace

int ct_contiguous(CTTensor x, bool channels_last, CTTensor *out) {
  return returning(out, [&] { return tensor(x).contiguous(format(channels_last)); });
}

int ct_is_contiguous(CTTensor x, bool channels_last, bool *out) {
  return guarded([&] { *out = tensor(x).is_contiguous(format(channels_last)); });
}

int ct_rank(CTTensor x) {
  int rank = 0;
  guarded([&] { rank = static_cast<int>(tensor(x).dim()); });
  return rank;
}

void ct_shape(CTTensor x, int64_t *out) {
  guarded([&] {
    const auto sizes = tensor(x).sizes();
    std::copy(sizes.begin(), sizes.end(), out);
  });
}

int64_t ct_count(CTTensor x) {
  int64_t count = 0;
  guarded([&] { count = tensor(x).numel(); });
  return count;
}

int ct_type(CTTensor x) {
  int type = -1;
  guarded([&] { type = static_cast<int>(tensor(x).scalar_type()); });
  return type;
}

size_t ct_element_size(CTTensor x) {
  size_t size = 0;
  guarded([&] { size = tensor(x).element_size(); });
  return size;
}

CTDevice ct_device(CTTensor x) {
  CTDevice device{CTDeviceCPU, 0};
  guarded([&] {
    const auto place = tensor(x).device();
    device.kind = static_cast<CTDeviceKind>(place.type());
    device.index = place.has_index() ? place.index() : 0;
  });
  return device;
}

bool ct_is_unshared(CTTensor x) {
  bool unshared = false;
  guarded([&] {
    const auto &t = tensor(x);
    unshared = t.use_count() == 1 && t.has_storage() && t.storage().use_count() == 1 && !t.requires_grad();
  });
  return unshared;
}
