// Rectifiers have no second derivative, and libtorch's give one of zeros, which then goes all the way back through the
// network. Here the slopes are constants: nothing leads back from them.
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/leaky_relu_backward.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/threshold_backward.h>
#include <torch/csrc/autograd/custom_function.h>

#include "Border.hpp"
#include "Differentiable.hpp"

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::Variable;
using torch::autograd::variable_list;

namespace {

struct LeakyReLU : Function<LeakyReLU> {
  static Variable forward(AutogradContext *context, const Variable &x, double slope) {
    context->save_for_backward({x});
    context->saved_data["slope"] = slope;
    context->set_materialize_grads(false);
    return slope == 0 ? at::relu(x) : at::leaky_relu(x, slope);
  }

  static variable_list backward(AutogradContext *context, variable_list cotangents) {
    if (!cotangents[0].defined()) return {Variable(), Variable()};
    const auto x = context->get_saved_variables()[0].detach();
    const double slope = context->saved_data["slope"].toDouble();
    const auto result = slope == 0 ? at::threshold_backward(cotangents[0], x, 0)
                                   : at::leaky_relu_backward(cotangents[0], x, slope, false);
    return {result, Variable()};
  }
};

}  // namespace

at::Tensor border::leaky_relu(const at::Tensor &x, double slope) { return LeakyReLU::apply(x, slope); }
