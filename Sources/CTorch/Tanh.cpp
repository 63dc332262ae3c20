// The hyperbolic tangent in single precision on the CPU. libtorch takes MKL's, which on processors of other makers runs
// its code for any processor: a fifth of a step of a small network.
#include <ATen/Parallel.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/tanh_backward.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <cstdint>
#include <cstring>

#include "Border.hpp"
#include "Differentiable.hpp"

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::Variable;
using torch::autograd::variable_list;

namespace {

/// exp z for 0 ≤ z ≤ 20, to about an ulp: 2ⁿ eʳ with |r| ≤ log 2 / 2 and the Taylor polynomial of eʳ, whose next term
/// r⁸/8! is below 6e-9.
inline float exponential(float z) {
  // Adding 1.5·2²³ leaves the nearest integer in the last bits, without a branch.
  const float shifted = z * 1.44269504f + 12582912.0f, n = shifted - 12582912.0f;
  const float r = (z - n * 0.693145752f) - n * 1.42860677e-6f;
  float p = 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  int32_t bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 127) << 23;
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return p * power;
}

/// tanh of every number, without a branch, so that the compiler makes vectors of it.
///
/// Small |x|: five levels of Lambert's continued fraction x / (1 + x²/(3 + x²/(5 + …))), whose error at 0.6 is below
/// 1e-9. Others: 1 - 2 / (exp 2|x| + 1), where nothing cancels; from 10 on it is 1 in single precision.
#if defined(__x86_64__) && defined(__linux__)
__attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
void hyperbolic_tangents(const float *x, float *y, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    const float size = std::fabs(x[i]), s = x[i] * x[i];
    const float small = x[i] * (945 + s * (105 + s)) / (945 + s * (420 + s * 15));
    const float bounded = size > 10 ? 10 : size;  // NaN stays NaN
    const float large = std::copysign(1 - 2 / (exponential(2 * bounded) + 1), x[i]);
    y[i] = size < 0.6f ? small : large;
  }
}

struct Tanh : Function<Tanh> {
  static Variable forward(AutogradContext *context, const Variable &x) {
    // Dense memory in any order of dimensions (channels last) stays in that order, which the result takes over.
    const auto source = x.is_non_overlapping_and_dense() ? x : x.contiguous();
    const auto result = at::empty_like(source);
    const auto *from = source.const_data_ptr<float>();
    auto *to = result.mutable_data_ptr<float>();
    at::parallel_for(0, source.numel(), 8192, [&](int64_t first, int64_t end) {
      hyperbolic_tangents(from + first, to + first, end - first);
    });
    context->save_for_backward({result});
    context->set_materialize_grads(false);
    return result;
  }

  static variable_list backward(AutogradContext *context, variable_list cotangents) {
    if (!cotangents[0].defined()) return {Variable()};
    return {at::tanh_backward(cotangents[0], context->get_saved_variables()[0])};
  }
};

}  // namespace

at::Tensor border::tanh(const at::Tensor &x) {
  return x.is_cpu() && x.scalar_type() == at::kFloat ? Tanh::apply(x) : at::tanh(x);
}
