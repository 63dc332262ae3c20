// Networks written as TorchScript files, which PyTorch loads by `torch.jit.load`.
#ifndef COUNTERPLAY_CTSCRIPTWRITING_H
#define COUNTERPLAY_CTSCRIPTWRITING_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Compiles `source`, the methods of a module called `name` whose parameters and buffers are these tensors, and writes both
/// to `path`.
int ct_script_write(
    const char *name, const char *source, const char *const *names, const CTTensor *tensors, const bool *are_buffers,
    int count, const char *path);

#ifdef __cplusplus
}
#endif
#endif
