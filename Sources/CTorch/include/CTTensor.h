// Tensors: lifetime, creation, facts about them, reading and writing their elements, errors.
#ifndef COUNTERPLAY_CTTENSOR_H
#define COUNTERPLAY_CTTENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A tensor: one owned at::Tensor. Freed by `ct_free`.
typedef struct {
  void *object;
} CTTensor;

/// Element types; the numbers are libtorch's own.
typedef enum {
  CTTypeUInt8 = 0,
  CTTypeInt64 = 4,
  CTTypeFloat32 = 6,
  CTTypeFloat64 = 7,
  CTTypeBool = 11,
  CTTypeBFloat16 = 15,
} CTType;

/// Kinds of device; the numbers are libtorch's own.
typedef enum { CTDeviceCPU = 0, CTDeviceCUDA = 1, CTDeviceMPS = 13 } CTDeviceKind;

/// A device: its kind and its number (0 for the CPU).
typedef struct {
  CTDeviceKind kind;
  int index;
} CTDevice;

/// The words of this thread's last failure, without the C++ backtrace. Valid until the thread's next failure.
const char *ct_last_error(void);

/// Frees a handle; NULL is allowed.
void ct_free(CTTensor tensor);

int ct_empty(const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out);
int ct_full(const int64_t *shape, int rank, double value, CTType type, CTDevice device, CTTensor *out);
/// start, start + step, ... as long as it is below end.
int ct_arange(double start, double end, double step, CTType type, CTDevice device, CTTensor *out);
int ct_full_like(CTTensor tensor, double value, CTTensor *out);
int ct_empty_like(CTTensor tensor, CTTensor *out);
/// Copies `bytes` bytes of contiguous elements of `type`; fails where they are not exactly the shape's elements.
int ct_from_bytes(
    const void *source, size_t bytes, const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out);
/// Writes the elements, converted to `type`, contiguous, in `bytes` bytes; fails where they do not fit exactly.
int ct_to_bytes(CTTensor tensor, CTType type, void *destination, size_t bytes);
/// The one element of a tensor, as a double; fails where there is not exactly one.
int ct_item(CTTensor tensor, double *out);

int ct_to(CTTensor tensor, CTType type, CTDevice device, CTTensor *out);
int ct_clone(CTTensor tensor, CTTensor *out);
/// A contiguous tensor, in rows (channels_last false) or with the channels innermost (NHWC in memory, NCHW by index).
int ct_contiguous(CTTensor tensor, bool channels_last, CTTensor *out);
int ct_is_contiguous(CTTensor tensor, bool channels_last, bool *out);

/// Facts. They cannot fail for a handle that came out of this library.
int ct_rank(CTTensor tensor);
void ct_shape(CTTensor tensor, int64_t *out_of_rank_numbers);
int64_t ct_count(CTTensor tensor);
/// libtorch's number of the element type; it can be one that CTType lacks.
int ct_type(CTTensor tensor);
size_t ct_element_size(CTTensor tensor);
CTDevice ct_device(CTTensor tensor);
/// Whether nothing but this handle can see the tensor's elements: no other at::Tensor, no view, no saved variable of an
/// autograd graph. Only then may the elements be changed in place behind the back of a value type.
bool ct_is_unshared(CTTensor tensor);

#ifdef __cplusplus
}
#endif
#endif
