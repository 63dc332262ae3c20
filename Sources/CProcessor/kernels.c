#include "CKernels.h"

#include <stddef.h>

__attribute__((weak)) void *cp_linked_kernels(void) { return NULL; }
