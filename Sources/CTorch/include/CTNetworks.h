// What neural networks are made of. Images are indexed (N, C, H, W). Pairs are (vertical, horizontal).
#ifndef COUNTERPLAY_CTNETWORKS_H
#define COUNTERPLAY_CTNETWORKS_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// x wᵀ + b; the bias is optional.
int ct_linear(CTTensor x, CTTensor weight, CTTensor bias, CTTensor *out);

typedef struct {
  int64_t stride[2], padding[2], output_padding[2], dilation[2];
  int64_t groups;
} CTConvolution;

/// The bias is optional. `output_padding` is read by the transposed convolution alone.
int ct_conv2d(CTTensor x, CTTensor weight, CTTensor bias, const CTConvolution *how, CTTensor *out);
int ct_conv_transpose2d(CTTensor x, CTTensor weight, CTTensor bias, const CTConvolution *how, CTTensor *out);

/// Weight, bias, running mean and running variance are optional; the running ones change in place when training.
int ct_batch_norm(
    CTTensor x, CTTensor weight, CTTensor bias, CTTensor running_mean, CTTensor running_variance, bool training,
    double momentum, double epsilon, CTTensor *out);
int ct_instance_norm(CTTensor x, CTTensor weight, CTTensor bias, double epsilon, CTTensor *out);
int ct_group_norm(CTTensor x, int64_t groups, CTTensor weight, CTTensor bias, double epsilon, CTTensor *out);
int ct_layer_norm(
    CTTensor x, const int64_t *shape, int rank, CTTensor weight, CTTensor bias, double epsilon, CTTensor *out);

int ct_leaky_relu(CTTensor x, double slope, CTTensor *out);
int ct_elu(CTTensor x, double alpha, CTTensor *out);
int ct_softplus(CTTensor x, double beta, CTTensor *out);
int ct_softmax(CTTensor x, int64_t dim, CTTensor *out);
int ct_log_softmax(CTTensor x, int64_t dim, CTTensor *out);

int ct_max_pool2d(CTTensor x, const int64_t *kernel, const int64_t *stride, const int64_t *padding, CTTensor *out);
int ct_average_pool2d(CTTensor x, const int64_t *kernel, const int64_t *stride, const int64_t *padding, CTTensor *out);
int ct_adaptive_average_pool2d(CTTensor x, const int64_t *size, CTTensor *out);
int ct_upsample_nearest2d(CTTensor x, const int64_t *size, CTTensor *out);
int ct_pixel_shuffle(CTTensor x, int64_t factor, CTTensor *out);
/// `amounts` runs from the last dimension: (left, right, top, bottom, ...).
/// Modes: constant, reflect, replicate, circular.
int ct_pad(CTTensor x, const int64_t *amounts, int count, const char *mode, double value, CTTensor *out);
/// Rows of `weight` at `places`.
int ct_embedding(CTTensor weight, CTTensor places, CTTensor *out);

#ifdef __cplusplus
}
#endif
#endif
