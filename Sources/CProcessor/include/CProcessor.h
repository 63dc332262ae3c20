// What this machine's processor can do: which of the kernels that were compiled for newer processors may be called.
#ifndef C_PROCESSOR_H
#define C_PROCESSOR_H

#include "CKernels.h"
#include "CScratch.h"
#include "CThreads.h"

// The x86-64 microarchitecture level (System V ABI, x86-64-v1 to v4) that processor and operating system support:
// 1 to 4, and 0 on other architectures.
int cp_x86_64_level(void);

#endif
