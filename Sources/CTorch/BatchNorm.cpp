// Batch normalization in training. Its adjoint
//
//   pull(g; x, w) = (w r (g - mean(g) - n mean(n g)), Σ n g, Σ g),   n = (x - mean(x)) r,  r = 1 / √(var(x) + ε)
//
// is linear in g, with the adjoint (u, a, b) ↦ w r (u - mean(u) - n mean(n u)) + n a + b: the kernel that is there for
// the first derivative does most of it. Where derivatives in x and w are asked for too, which the Jacobian's products
// are not, pull is put together from elementary operations and those are differentiated.
#include <ATen/TensorOperators.h>
#include <ATen/ops/native_batch_norm.h>
#include <ATen/ops/native_batch_norm_backward.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include "Border.hpp"
#include "Differentiable.hpp"

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::Variable;
using torch::autograd::variable_list;

namespace {

/// One number a channel, to stand beside x.
at::Tensor beside(const at::Tensor &x, const at::Tensor &channels) {
  std::vector<int64_t> sizes(x.dim(), 1);
  sizes[1] = channels.numel();
  return channels.reshape(sizes);
}

std::vector<int64_t> all_but_channels(const at::Tensor &x) {
  std::vector<int64_t> dimensions{0};
  for (int64_t i = 2; i < x.dim(); ++i) dimensions.push_back(i);
  return dimensions;
}

std::optional<at::Tensor> given(const at::Tensor &x) {
  return x.defined() ? std::optional<at::Tensor>(x) : std::nullopt;
}

variable_list elementary_pull(const Variable &g, const Variable &x, const Variable &w, double epsilon) {
  const auto over = all_but_channels(x);
  const auto centred = x - x.mean(over, true);
  const auto r = (centred.square().mean(over, true) + epsilon).rsqrt();
  const auto n = centred * r;
  const auto scaled = w.defined() ? r * beside(x, w) : r;
  const auto of_x = scaled * (g - g.mean(over, true) - n * (n * g).mean(over, true));
  if (!w.defined()) return {of_x};
  return {of_x, (n * g).sum(over), g.sum(over)};
}

struct Pull : Function<Pull> {
  static variable_list forward(
      AutogradContext *context, const Variable &g, const Variable &x, const std::optional<at::Tensor> &w,
      const Variable &mean, const Variable &r, double epsilon) {
    context->save_for_backward({g, x, w.value_or(Variable()), mean, r});
    context->saved_data["epsilon"] = epsilon;
    context->set_materialize_grads(false);
    const bool affine = w.has_value();
    auto [of_x, of_w, of_b] = at::native_batch_norm_backward(
        g.contiguous(x.suggest_memory_format()), x, w, std::nullopt, std::nullopt, mean, r, true, epsilon,
        {true, affine, affine});
    if (!affine) return {of_x};
    return {of_x, of_w, of_b};
  }

  static variable_list backward(AutogradContext *context, variable_list cotangents) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[1], &w = saved[2], &mean = saved[3], &r = saved[4];
    const double epsilon = context->saved_data["epsilon"].toDouble();
    variable_list result(6);
    const bool is_recorded = at::GradMode::is_enabled();
    if (is_recorded || context->needs_input_grad(1) || context->needs_input_grad(2)) {
      // Of these three alone: g is itself a function of x and w, through what comes after, and that is not meant here.
      at::AutoGradMode recording(true);
      variable_list outputs, vectors, inputs;
      std::vector<int> places;
      Variable own[3];
      for (int i = 0; i < 3; ++i) {
        if (!saved[i].defined()) continue;
        own[i] = saved[i].view_as(saved[i]);
        if (!own[i].requires_grad() || !context->needs_input_grad(i)) continue;
        inputs.push_back(own[i]);
        places.push_back(i);
      }
      const auto pulled = elementary_pull(own[0], own[1], own[2], epsilon);
      for (size_t i = 0; i < pulled.size(); ++i) {
        if (!cotangents[i].defined() || !pulled[i].requires_grad()) continue;
        outputs.push_back(pulled[i]);
        vectors.push_back(cotangents[i]);
      }
      if (outputs.empty() || inputs.empty()) return result;
      const auto found = torch::autograd::grad(outputs, inputs, vectors, std::nullopt, is_recorded, true);
      for (size_t i = 0; i < places.size(); ++i) result[places[i]] = found[i];
      return result;
    }
    if (!context->needs_input_grad(0)) return result;
    at::Tensor sum;
    if (cotangents[0].defined()) {
      sum = std::get<0>(at::native_batch_norm_backward(
          cotangents[0].contiguous(x.suggest_memory_format()), x, given(w), std::nullopt, std::nullopt, mean, r, true,
          epsilon, {true, false, false}));
    }
    const auto &a = cotangents.size() > 1 ? cotangents[1] : cotangents[0];
    const auto &b = cotangents.size() > 2 ? cotangents[2] : cotangents[0];
    if (cotangents.size() > 1 && a.defined()) {
      // n a = x (r a) - mean (r a).
      const auto scale = r * a;
      const auto shift = beside(x, mean * scale);
      sum = sum.defined() ? sum.addcmul_(x, beside(x, scale)).sub_(shift) : x * beside(x, scale) - shift;
    }
    if (cotangents.size() > 2 && b.defined()) {
      sum = sum.defined() ? sum.add_(beside(x, b)) : beside(x, b).expand_as(x).contiguous();
    }
    result[0] = sum;
    return result;
  }
};

struct Normalize : Function<Normalize> {
  static Variable forward(
      AutogradContext *context, const Variable &x, const std::optional<at::Tensor> &w,
      const std::optional<at::Tensor> &b, const std::optional<at::Tensor> &running_mean, const std::optional<at::Tensor> &running_variance,
      double momentum, double epsilon) {
    auto [y, mean, r] = at::native_batch_norm(
        x, w, b, running_mean, running_variance, true, momentum, epsilon);
    context->save_for_backward({x, w.value_or(Variable()), mean, r});
    context->saved_data["epsilon"] = epsilon;
    context->set_materialize_grads(false);
    return y;
  }

  static variable_list backward(AutogradContext *context, variable_list cotangents) {
    variable_list result(7);
    if (!cotangents[0].defined()) return result;
    const auto saved = context->get_saved_variables();
    const auto pulled = Pull::apply(
        cotangents[0], saved[0], given(saved[1]), saved[2], saved[3], context->saved_data["epsilon"].toDouble());
    for (size_t i = 0; i < pulled.size(); ++i) result[i] = pulled[i];
    return result;
  }
};

}  // namespace

at::Tensor border::batch_norm_in_training(
    const at::Tensor &x, const std::optional<at::Tensor> &weight, const std::optional<at::Tensor> &bias,
    const std::optional<at::Tensor> &running_mean, const std::optional<at::Tensor> &running_variance, double momentum,
    double epsilon) {
  return Normalize::apply(
      x, weight, bias, running_mean, running_variance, momentum, epsilon);
}
