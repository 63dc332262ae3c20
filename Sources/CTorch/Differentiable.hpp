// Operations with derivatives of our own: libtorch's second derivatives of these do work that nobody asked for.
#pragma once

#include <ATen/core/Tensor.h>

#include "CTorch.h"

namespace border {

/// The convolution of x with the weight, differentiable to any order.
at::Tensor convolution(const at::Tensor &x, const at::Tensor &weight, const CTConvolution &how);

/// Its adjoint in x, differentiable to any order: the transposed convolution.
at::Tensor transposed_convolution(const at::Tensor &x, const at::Tensor &weight, const CTConvolution &how);

/// x weightᵀ + bias, differentiable to any order.
at::Tensor linear(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias);

/// Batch normalization by the batch's own statistics, differentiable to any order.
at::Tensor batch_norm_in_training(
    const at::Tensor &x, const std::optional<at::Tensor> &weight, const std::optional<at::Tensor> &bias,
    const std::optional<at::Tensor> &running_mean, const std::optional<at::Tensor> &running_variance, double momentum,
    double epsilon);

/// tanh x, differentiable to any order.
at::Tensor tanh(const at::Tensor &x);

/// x where positive, slope · x elsewhere, differentiable to any order; relu has slope zero.
at::Tensor leaky_relu(const at::Tensor &x, double slope);

}  // namespace border
