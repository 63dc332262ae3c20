// libtorch itself: version, threads, devices.
#ifndef COUNTERPLAY_CTRUNTIME_H
#define COUNTERPLAY_CTRUNTIME_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The version of libtorch that this was compiled against, such as "2.13.0".
const char *ct_version(void);
int ct_thread_count(int *out);
int ct_set_thread_count(int count);
/// Keeps what is freed for the next allocation: small blocks by size, and where the C library is glibc, large ones too.
void ct_keep_freed_memory(void);

/// Loads libtorch_cuda from the folder of libtorch_cpu, once; later calls repeat the first answer. Its kernels register
/// themselves. Fails where the library is not there, cannot be loaded, or comes too late (see the message).
int ct_load_cuda(void);
/// Whether the device can be used. CUDA is loaded for the answer.
bool ct_device_is_available(CTDevice device);
int ct_synchronize(CTDevice device);

#ifdef __cplusplus
}
#endif
#endif
