// Shape and selection. Those said to be views share the elements with their argument.
#ifndef COUNTERPLAY_CTSHAPE_H
#define COUNTERPLAY_CTSHAPE_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

int ct_reshape(CTTensor x, const int64_t *shape, int rank, CTTensor *out);  // a view where possible
int ct_view(CTTensor x, const int64_t *shape, int rank, CTTensor *out);     // a view or a failure
int ct_permute(CTTensor x, const int64_t *order, int rank, CTTensor *out);  // view
int ct_transpose(CTTensor x, int64_t a, int64_t b, CTTensor *out);          // view
int ct_squeeze(CTTensor x, int64_t dim, CTTensor *out);                     // view
int ct_unsqueeze(CTTensor x, int64_t dim, CTTensor *out);                   // view
int ct_expand(CTTensor x, const int64_t *shape, int rank, CTTensor *out);   // view
int ct_flatten(CTTensor x, int64_t first, int64_t last, CTTensor *out);     // a view where possible
int ct_flip(CTTensor x, const int64_t *dims, int count, CTTensor *out);
int ct_repeat(CTTensor x, const int64_t *times, int rank, CTTensor *out);
int ct_concatenate(const CTTensor *tensors, int count, int64_t dim, CTTensor *out);
int ct_stack(const CTTensor *tensors, int count, int64_t dim, CTTensor *out);
/// All tensors, flattened, end to end in one new tensor of rank 1.
int ct_flatten_all(const CTTensor *tensors, int count, CTTensor *out);

int ct_narrow(CTTensor x, int64_t dim, int64_t start, int64_t length, CTTensor *out);              // view
int ct_slice(CTTensor x, int64_t dim, int64_t start, int64_t end, int64_t step, CTTensor *out);    // view
/// Consecutive parts of these lengths, views: `count` of them into `out`. Their gradients are joined in one pass.
int ct_split(CTTensor x, const int64_t *lengths, int count, int64_t dim, CTTensor *out);
/// The parts of a dimension that is `count` long, which is gone from each, views; gradients as those of `ct_split`.
int ct_unbind(CTTensor x, int64_t dim, int count, CTTensor *out);
int ct_select(CTTensor x, int64_t dim, int64_t place, CTTensor *out);                              // view
int ct_index_select(CTTensor x, int64_t dim, CTTensor places, CTTensor *out);
int ct_gather(CTTensor x, int64_t dim, CTTensor places, CTTensor *out);
/// The elements in order along `dim`, without their places.
int ct_sort(CTTensor x, int64_t dim, bool descending, CTTensor *out);
/// The places of the elements in order along `dim`; equal ones stay in theirs.
int ct_argsort(CTTensor x, int64_t dim, CTTensor *out);
/// The `count` smallest elements along `dim`, ascending.
int ct_smallest(CTTensor x, int64_t count, int64_t dim, CTTensor *out);
int ct_one_hot(CTTensor places, int64_t classes, CTTensor *out);

#ifdef __cplusplus
}
#endif
#endif
