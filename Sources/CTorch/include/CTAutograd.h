// Reverse-mode differentiation of any order.
#ifndef COUNTERPLAY_CTAUTOGRAD_H
#define COUNTERPLAY_CTAUTOGRAD_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

bool ct_requires_grad(CTTensor x);
int ct_set_requires_grad(CTTensor x, bool required);
/// Shares the elements, not the graph.
int ct_detach(CTTensor x, CTTensor *out);

/// Vector-Jacobian products: gradients[j] = Σ_i cotangents[i]ᵀ ∂outputs[i]/∂inputs[j].
/// `cotangents` may be NULL (then each output must be a scalar, and its cotangent is 1) and so may single ones.
/// `retain_graph`: 0 no, 1 yes, -1 the same as create_graph. With `allow_unused`, an input that the outputs do not
/// depend on gets a handle of NULL; without, it is a failure. The handles written to `gradients` belong to the caller.
int ct_gradients(
    const CTTensor *outputs, const CTTensor *cotangents, int output_count, const CTTensor *inputs, int input_count,
    bool create_graph, int retain_graph, bool allow_unused, CTTensor *gradients);

/// Whether operations of this thread are recorded; the setter returns the old answer.
bool ct_gradient_mode(void);
bool ct_set_gradient_mode(bool recording);

#ifdef __cplusplus
}
#endif
#endif
