// Matrix products in single precision on the CPU, by oneDNN. libtorch takes MKL for them, which on processors of other
// makers leaves half of the registers unused (measured on an AMD EPYC with AVX-512: 93 against 190 Gflop/s a core);
// oneDNN's kernels go by what the processor can do. Products of the two operands as they lie in memory or transposed are
// closed under differentiation, so derivatives of any order are such products again.
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <torch/csrc/autograd/custom_function.h>

#include <string_view>

#include "Border.hpp"
#include "Differentiable.hpp"

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::Variable;
using torch::autograd::variable_list;

namespace {

using Pointwise = at::Tensor(
    const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, std::string_view,
    c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);

/// oneDNN's x wᵀ, which libtorch registers by name alone; none in builds without oneDNN.
const std::optional<c10::TypedOperatorHandle<Pointwise>> &one_dnn() {
  static const auto handle = []() -> std::optional<c10::TypedOperatorHandle<Pointwise>> {
    const auto found = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""});
    if (!found || !at::globalContext().userEnabledMkldnn()) return std::nullopt;
    return found->typed<Pointwise>();
  }();
  return handle;
}

/// Below so many multiplications the call costs more than the better kernel saves.
constexpr int64_t few = 1 << 18;
/// Beyond so many results, gathering a transposed operand first is quicker.
constexpr int64_t many = 1 << 20;

/// op(a) op(b) + bias, where op transposes or not.
at::Tensor multiply(
    const at::Tensor &a, const at::Tensor &b, bool ta, bool tb, const std::optional<at::Tensor> &bias = std::nullopt) {
  const auto x = ta ? a.t() : a;
  const auto w = tb ? b : b.t();
  if (x.numel() * w.size(0) < few) return bias ? at::addmm(*bias, x, w.t()) : at::mm(x, w.t());
  const bool is_large = x.size(0) * w.size(0) > many;
  return one_dnn()->call(
      is_large ? x.contiguous() : x, ta && is_large ? w.contiguous() : w, bias, "none",
      c10::List<std::optional<at::Scalar>>(), std::nullopt);
}

template <bool TA, bool TB>
struct Product : Function<Product<TA, TB>> {
  static Variable forward(AutogradContext *context, const Variable &a, const Variable &b) {
    context->save_for_backward({a, b});
    context->set_materialize_grads(false);
    return multiply(a, b, TA, TB);
  }

  static variable_list backward(AutogradContext *context, variable_list cotangents) {
    const auto &u = cotangents[0];
    variable_list result(2);
    if (!u.defined()) return result;
    const auto saved = context->get_saved_variables();
    const auto &a = saved[0], &b = saved[1];
    if (context->needs_input_grad(0)) {
      if constexpr (TA) {
        result[0] = Product<TB, true>::apply(b, u);
      } else {
        result[0] = Product<false, !TB>::apply(u, b);
      }
    }
    if (context->needs_input_grad(1)) {
      if constexpr (TB) {
        result[1] = Product<true, TA>::apply(u, a);
      } else {
        result[1] = Product<!TA, false>::apply(a, u);
      }
    }
    return result;
  }
};

/// x wᵀ + bias in one pass; derivatives are products and sums.
struct Affine : Function<Affine> {
  static Variable forward(AutogradContext *context, const Variable &x, const Variable &weight, const Variable &bias) {
    context->save_for_backward({x, weight});
    context->set_materialize_grads(false);
    return multiply(x, weight, false, true, bias);
  }

  static variable_list backward(AutogradContext *context, variable_list cotangents) {
    const auto &u = cotangents[0];
    variable_list result(3);
    if (!u.defined()) return result;
    const auto saved = context->get_saved_variables();
    if (context->needs_input_grad(0)) result[0] = Product<false, false>::apply(u, saved[1]);
    if (context->needs_input_grad(1)) result[1] = Product<true, false>::apply(u, saved[0]);
    if (context->needs_input_grad(2)) result[2] = u.sum(0);
    return result;
  }
};

bool is_ours(const at::Tensor &x) { return x.dim() == 2 && x.is_cpu() && x.scalar_type() == at::kFloat; }

}  // namespace

at::Tensor border::linear(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias) {
  if (!is_ours(x) || !is_ours(weight) || x.size(1) != weight.size(1) || x.numel() * weight.size(0) < few || !one_dnn())
    return at::linear(x, weight, bias);
  return bias ? Affine::apply(x, weight, *bias) : Product<false, true>::apply(x, weight);
}
