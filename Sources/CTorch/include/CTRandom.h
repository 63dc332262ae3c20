// Seeded random numbers. There is no global generator here: whoever draws names the generator.
#ifndef COUNTERPLAY_CTRANDOM_H
#define COUNTERPLAY_CTRANDOM_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A generator of random numbers of one device: one owned at::Generator. Freed by `ct_generator_free`.
typedef struct {
  void *object;
} CTGenerator;

/// On the CPU libtorch's Mersenne twister, all 64 bits of the seed used; a seed below 2^32 gives PyTorch's own numbers.
int ct_generator(uint64_t seed, CTDevice device, CTGenerator *out);
void ct_generator_free(CTGenerator generator);

int ct_normal(CTGenerator generator, const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out);
/// Uniform on [0, 1).
int ct_uniform(CTGenerator generator, const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out);
/// Uniform on low ..< high.
int ct_random_integers(
    CTGenerator generator, int64_t low, int64_t high, const int64_t *shape, int rank, CTType type, CTDevice device,
    CTTensor *out);
int ct_permutation(CTGenerator generator, int64_t count, CTDevice device, CTTensor *out);

#ifdef __cplusplus
}
#endif
#endif
