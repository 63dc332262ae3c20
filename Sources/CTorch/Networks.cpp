#include <ATen/core/grad_mode.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/instance_norm.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/pad.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/upsample_nearest2d.h>

#include "Border.hpp"
#include "Differentiable.hpp"

using namespace border;

namespace {
at::IntArrayRef pair(const int64_t *first) { return at::IntArrayRef(first, 2); }

/// Whether cuDNN may be used is decided by libtorch; on the CPU the flag is not read.
constexpr bool cudnn = true;

/// Whether the derivatives shall be our own. What does not fit is libtorch's to refuse.
bool is_recorded(const at::Tensor &x) { return x.is_floating_point() && at::GradMode::is_enabled(); }

bool fits(const at::Tensor &x, const at::Tensor &weight, const CTConvolution &how) {
  if (x.dim() != 4 || weight.dim() != 4 || how.groups < 1 || x.size(1) != weight.size(0)) return false;
  if (weight.size(0) % how.groups != 0 || x.scalar_type() != weight.scalar_type()) return false;
  for (int i = 0; i < 2; ++i) {
    const auto length = (x.size(2 + i) - 1) * how.stride[i] - 2 * how.padding[i] +
                        how.dilation[i] * (weight.size(2 + i) - 1) + how.output_padding[i] + 1;
    if (how.stride[i] < 1 || how.padding[i] < 0 || how.dilation[i] < 1 || length < 1) return false;
    if (how.output_padding[i] < 0 || how.output_padding[i] >= std::max(how.stride[i], how.dilation[i])) return false;
  }
  return true;
}

at::Tensor with_bias(at::Tensor y, const std::optional<at::Tensor> &bias) {
  return bias ? y + bias->view({-1, 1, 1}) : y;
}
}  // namespace

int ct_linear(CTTensor x, CTTensor weight, CTTensor bias, CTTensor *out) {
  return returning(out, [&] { return border::linear(tensor(x), tensor(weight), optional(bias)); });
}

int ct_conv2d(CTTensor x, CTTensor weight, CTTensor bias, const CTConvolution *how, CTTensor *out) {
  return returning(out, [&] {
    if (is_recorded(tensor(x)) && tensor(x).dim() == 4)
      return with_bias(convolution(tensor(x), tensor(weight), *how), optional(bias));
    return at::conv2d(
        tensor(x), tensor(weight), optional(bias), pair(how->stride), pair(how->padding), pair(how->dilation),
        how->groups);
  });
}

int ct_conv_transpose2d(CTTensor x, CTTensor weight, CTTensor bias, const CTConvolution *how, CTTensor *out) {
  return returning(out, [&] {
    if (is_recorded(tensor(x)) && fits(tensor(x), tensor(weight), *how))
      return with_bias(transposed_convolution(tensor(x), tensor(weight), *how), optional(bias));
    return at::conv_transpose2d(
        tensor(x), tensor(weight), optional(bias), pair(how->stride), pair(how->padding), pair(how->output_padding),
        how->groups, pair(how->dilation));
  });
}

int ct_batch_norm(
    CTTensor x, CTTensor weight, CTTensor bias, CTTensor running_mean, CTTensor running_variance, bool training,
    double momentum, double epsilon, CTTensor *out) {
  return returning(out, [&] {
    const bool is_affine = optional(weight).has_value();
    if (training && is_recorded(tensor(x)) && tensor(x).is_cpu() && tensor(x).dim() >= 2 &&
        is_affine == optional(bias).has_value())
      return batch_norm_in_training(
          tensor(x), optional(weight), optional(bias), optional(running_mean), optional(running_variance), momentum,
          epsilon);
    return at::batch_norm(
        tensor(x), optional(weight), optional(bias), optional(running_mean), optional(running_variance), training,
        momentum, epsilon, cudnn);
  });
}

int ct_instance_norm(CTTensor x, CTTensor weight, CTTensor bias, double epsilon, CTTensor *out) {
  return returning(out, [&] {
    return at::instance_norm(
        tensor(x), optional(weight), optional(bias), std::nullopt, std::nullopt, true, 0, epsilon, cudnn);
  });
}

int ct_group_norm(CTTensor x, int64_t groups, CTTensor weight, CTTensor bias, double epsilon, CTTensor *out) {
  return returning(
      out, [&] { return at::group_norm(tensor(x), groups, optional(weight), optional(bias), epsilon, cudnn); });
}

int ct_layer_norm(
    CTTensor x, const int64_t *shape, int rank, CTTensor weight, CTTensor bias, double epsilon, CTTensor *out) {
  return returning(out, [&] {
    return at::layer_norm(tensor(x), numbers(shape, rank), optional(weight), optional(bias), epsilon, cudnn);
  });
}

int ct_leaky_relu(CTTensor x, double slope, CTTensor *out) {
  return returning(out, [&] { return border::leaky_relu(tensor(x), slope); });
}

int ct_elu(CTTensor x, double alpha, CTTensor *out) {
  return returning(out, [&] { return at::elu(tensor(x), alpha); });
}

int ct_softplus(CTTensor x, double beta, CTTensor *out) {
  return returning(out, [&] { return at::softplus(tensor(x), beta); });
}

int ct_softmax(CTTensor x, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return at::softmax(tensor(x), dim); });
}

int ct_log_softmax(CTTensor x, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return at::log_softmax(tensor(x), dim); });
}

int ct_max_pool2d(CTTensor x, const int64_t *kernel, const int64_t *stride, const int64_t *padding, CTTensor *out) {
  return returning(out, [&] { return at::max_pool2d(tensor(x), pair(kernel), pair(stride), pair(padding)); });
}

int ct_average_pool2d(CTTensor x, const int64_t *kernel, const int64_t *stride, const int64_t *padding, CTTensor *out) {
  return returning(out, [&] { return at::avg_pool2d(tensor(x), pair(kernel), pair(stride), pair(padding)); });
}

int ct_adaptive_average_pool2d(CTTensor x, const int64_t *size, CTTensor *out) {
  return returning(out, [&] { return at::adaptive_avg_pool2d(tensor(x), pair(size)); });
}

int ct_upsample_nearest2d(CTTensor x, const int64_t *size, CTTensor *out) {
  return returning(out, [&] { return at::upsample_nearest2d(tensor(x), pair(size)); });
}

int ct_pixel_shuffle(CTTensor x, int64_t factor, CTTensor *out) {
  return returning(out, [&] { return at::pixel_shuffle(tensor(x), factor); });
}

int ct_pad(CTTensor x, const int64_t *amounts, int count, const char *mode, double value, CTTensor *out) {
  return returning(out, [&] {
    // Modes other than "constant" take no value.
    const c10::string_view name(mode);
    const auto filling = name == "constant" ? std::optional<double>(value) : std::nullopt;
    return at::pad(tensor(x), numbers(amounts, count), name, filling);
  });
}

int ct_embedding(CTTensor weight, CTTensor places, CTTensor *out) {
  return returning(out, [&] { return at::embedding(tensor(weight), tensor(places)); });
}
