// Reductions and products that sum. `dims` names the reduced dimensions; NULL means all of them.
#ifndef COUNTERPLAY_CTREDUCTION_H
#define COUNTERPLAY_CTREDUCTION_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  CTReductionSum,
  CTReductionMean,
  CTReductionMaximum,
  CTReductionMinimum,
  CTReductionLogSumExp,
} CTReduction;

int ct_reduce(CTReduction operation, CTTensor x, const int64_t *dims, int count, bool keep, CTTensor *out);
/// Σ(x - mean)² / (n - correction).
int ct_variance(CTTensor x, double correction, const int64_t *dims, int count, bool keep, CTTensor *out);
/// (Σ|x|^order)^(1/order).
int ct_norm(CTTensor x, double order, const int64_t *dims, int count, bool keep, CTTensor *out);
/// The place of the largest (smallest) element along `dim`; of the flattened tensor where dim is NULL.
int ct_argmax(CTTensor x, const int64_t *dim, bool keep, CTTensor *out);
int ct_argmin(CTTensor x, const int64_t *dim, bool keep, CTTensor *out);
int ct_all(CTTensor x, CTTensor *out);
int ct_any(CTTensor x, CTTensor *out);

int ct_matmul(CTTensor x, CTTensor y, CTTensor *out);
int ct_dot(CTTensor x, CTTensor y, CTTensor *out);
int ct_outer(CTTensor x, CTTensor y, CTTensor *out);
/// beta * bias + alpha * x y.
int ct_addmm(CTTensor bias, CTTensor x, CTTensor y, double beta, double alpha, CTTensor *out);
/// x = q r with orthonormal columns in q (reduced form).
int ct_qr(CTTensor x, CTTensor *q, CTTensor *r);
/// A symmetric matrix's eigenvalues, ascending, and its eigenvectors as columns: x = v diag(values) v'. The lower half is
/// read alone.
int ct_symmetric_eigen(CTTensor x, CTTensor *values, CTTensor *vectors);
/// x = u diag(values) v' in the reduced form, values descending.
int ct_svd(CTTensor x, CTTensor *u, CTTensor *values, CTTensor *v_transposed);
/// The singular values alone, descending.
int ct_singular_values(CTTensor x, CTTensor *values);
/// Sums of the elements up to each place along `dim`.
int ct_cumulative_sum(CTTensor x, int64_t dim, CTTensor *out);

/// Σ x_i y_i of two tensors of one shape as a double. float32 on the CPU is accumulated in double by one thread, so the
/// sum does not depend on the number of threads; elsewhere in double where the device has it.
int ct_dot_double(CTTensor x, CTTensor y, double *out);
/// Whether every element is finite.
int ct_is_all_finite(CTTensor x, bool *out);

#ifdef __cplusplus
}
#endif
#endif
