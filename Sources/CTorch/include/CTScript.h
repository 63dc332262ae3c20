// Networks in TorchScript files, as PyTorch's `torch.jit.save` writes them.
#ifndef COUNTERPLAY_CTSCRIPT_H
#define COUNTERPLAY_CTSCRIPT_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A loaded network in evaluation mode. Freed by `ct_script_free`.
typedef struct {
  void *object;
} CTScript;

int ct_script_load(const char *path, CTDevice device, CTScript *out);
void ct_script_free(CTScript script);
/// `forward` of one tensor, without gradients: a tensor, or a tuple or list of tensors, of which the first `capacity`
/// are handed out and `count` says how many. Fails where it returns anything else.
int ct_script_run(CTScript script, CTTensor input, CTTensor *outputs, int capacity, int *count);

#ifdef __cplusplus
}
#endif
#endif
