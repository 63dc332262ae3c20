// Convolution as three bilinear maps, each of which has the two others as its derivatives:
//
//   output(x, w)          the convolution
//   input(g, w)           its adjoint in x, which is the transposed convolution
//   weight(x, g)          its adjoint in w
//
// so that the derivatives of any order are made of nothing else, one map for each that is asked for. libtorch's own
// second derivative puts them together from convolutions of transposed copies.
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/pixel_shuffle.h>
#include <torch/csrc/autograd/custom_function.h>

#include "Border.hpp"
#include "Differentiable.hpp"

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::Variable;
using torch::autograd::variable_list;

namespace {

/// Stride, padding and dilation, each (vertical, horizontal), and the number of groups.
struct Geometry {
  std::vector<int64_t> numbers;

  explicit Geometry(const CTConvolution &how)
      : numbers{how.stride[0], how.stride[1], how.padding[0], how.padding[1], how.dilation[0], how.dilation[1],
                how.groups} {}
  explicit Geometry(std::vector<int64_t> numbers) : numbers(std::move(numbers)) {}

  at::IntArrayRef stride() const { return at::IntArrayRef(numbers.data(), 2); }
  at::IntArrayRef padding() const { return at::IntArrayRef(numbers.data() + 2, 2); }
  at::IntArrayRef dilation() const { return at::IntArrayRef(numbers.data() + 4, 2); }
  int64_t groups() const { return numbers[6]; }
};

/// The order of numbers in memory that the CPU's kernels in single precision are fastest with.
at::MemoryFormat format(const at::Tensor &x) {
  return x.is_cpu() && x.scalar_type() == at::kFloat ? at::MemoryFormat::ChannelsLast : x.suggest_memory_format();
}

at::Tensor ordered(const at::Tensor &x) { return x.contiguous(format(x)); }

/// A tensor that is only asked for its shape.
at::Tensor shaped(at::IntArrayRef sizes, const at::Tensor &like) {
  return at::empty(sizes, like.options(), format(like));
}

constexpr int64_t none[2] = {0, 0};

/// The adjoint in x where x has few channels, as one convolution and a shuffle; nothing where that is not quicker.
///
/// With stride s, x[s q + r] = Σ_d g[q + d] w[r + padding - s d]: each of the s phases r of x is a convolution of g at
/// stride 1, and all of them together have s² as many channels as x. The CPU's adjoint kernels work on blocks of
/// channels and leave most of a block idle at an image's 1 or 3 (6 of some 150 Gflop/s a core, measured); the
/// convolution multiplies by some zeros and is several times as fast.
std::optional<at::Tensor> few_channels_adjoint(
    const at::Tensor &g, const at::Tensor &w, const std::vector<int64_t> &sizes, const Geometry &how) {
  constexpr int64_t few = 8;
  const int64_t s = how.stride()[0], k = w.size(2), p = how.padding()[0], channels = w.size(1);
  const bool is_square = how.stride()[1] == s && w.size(3) == k && how.padding()[1] == p && how.dilation()[0] == 1 &&
                         how.dilation()[1] == 1 && how.groups() == 1;
  if (!is_square || s < 2 || k < s || p >= k || channels > few) return std::nullopt;
  if (!g.is_cpu() || g.scalar_type() != at::kFloat || g.size(0) == 0) return std::nullopt;
  // d goes from -before to after.
  const int64_t before = (k - 1 - p) / s, after = (s - 1 + p) / s, taps = before + 1 + after;
  if (before != after || sizes[2] != s * g.size(2) || sizes[3] != s * g.size(3)) return std::nullopt;
  const int64_t left = s * after - p, right = s * taps - left - k;
  const auto phases = at::constant_pad_nd(w, {left, right, left, right})
                          .reshape({w.size(0), channels, taps, s, taps, s})
                          .flip({2, 4})
                          .permute({1, 3, 5, 0, 2, 4})
                          .reshape({channels * s * s, w.size(0), taps, taps});
  return at::pixel_shuffle(at::conv2d(ordered(g), phases, {}, 1, before), s);
}

struct Output : Function<Output> {
  static Variable forward(AutogradContext *context, const Variable &x, const Variable &w, const Geometry &how);
  static variable_list backward(AutogradContext *context, variable_list cotangents);
};

struct Input : Function<Input> {
  static Variable forward(
      AutogradContext *context, const Variable &g, const Variable &w, std::vector<int64_t> sizes, const Geometry &how);
  static variable_list backward(AutogradContext *context, variable_list cotangents);
};

struct Weight : Function<Weight> {
  static Variable forward(
      AutogradContext *context, const Variable &x, const Variable &g, std::vector<int64_t> sizes, const Geometry &how);
  static variable_list backward(AutogradContext *context, variable_list cotangents);
};

void keep(AutogradContext *context, const Variable &a, const Variable &b, const Geometry &how) {
  context->save_for_backward({a, b});
  context->saved_data["geometry"] = how.numbers;
  context->set_materialize_grads(false);
}

Geometry geometry(AutogradContext *context) { return Geometry(context->saved_data["geometry"].toIntVector()); }

Variable Output::forward(AutogradContext *context, const Variable &x, const Variable &w, const Geometry &how) {
  keep(context, x, w, how);
  return at::convolution(
      ordered(x), w, std::nullopt, how.stride(), how.padding(), how.dilation(), false, none, how.groups());
}

variable_list Output::backward(AutogradContext *context, variable_list cotangents) {
  const auto saved = context->get_saved_variables();
  const auto &x = saved[0], &w = saved[1], &u = cotangents[0];
  const auto how = geometry(context);
  variable_list result(3);
  if (!u.defined()) return result;
  if (context->needs_input_grad(0)) result[0] = Input::apply(u, w, x.sizes().vec(), how);
  if (context->needs_input_grad(1)) result[1] = Weight::apply(x, u, w.sizes().vec(), how);
  return result;
}

Variable Input::forward(
    AutogradContext *context, const Variable &g, const Variable &w, std::vector<int64_t> sizes, const Geometry &how) {
  keep(context, g, w, how);
  if (auto found = few_channels_adjoint(g, w, sizes, how)) return *found;
  return std::get<0>(at::convolution_backward(
      ordered(g), shaped(sizes, g), w, at::OptionalIntArrayRef(), how.stride(), how.padding(), how.dilation(), false,
      none, how.groups(), {true, false, false}));
}

variable_list Input::backward(AutogradContext *context, variable_list cotangents) {
  const auto saved = context->get_saved_variables();
  const auto &g = saved[0], &w = saved[1], &u = cotangents[0];
  const auto how = geometry(context);
  variable_list result(4);
  if (!u.defined()) return result;
  if (context->needs_input_grad(0)) result[0] = Output::apply(u, w, how);
  if (context->needs_input_grad(1)) result[1] = Weight::apply(u, g, w.sizes().vec(), how);
  return result;
}

Variable Weight::forward(
    AutogradContext *context, const Variable &x, const Variable &g, std::vector<int64_t> sizes, const Geometry &how) {
  keep(context, x, g, how);
  return std::get<1>(at::convolution_backward(
      ordered(g), ordered(x), at::empty(sizes, x.options()), at::OptionalIntArrayRef(), how.stride(), how.padding(),
      how.dilation(), false, none, how.groups(), {false, true, false}));
}

variable_list Weight::backward(AutogradContext *context, variable_list cotangents) {
  const auto saved = context->get_saved_variables();
  const auto &x = saved[0], &g = saved[1], &u = cotangents[0];
  const auto how = geometry(context);
  variable_list result(4);
  if (!u.defined()) return result;
  if (context->needs_input_grad(0)) result[0] = Input::apply(g, u, x.sizes().vec(), how);
  if (context->needs_input_grad(1)) result[1] = Output::apply(x, u, how);
  return result;
}

}  // namespace

at::Tensor border::convolution(const at::Tensor &x, const at::Tensor &weight, const CTConvolution &how) {
  return Output::apply(x, weight, Geometry(how));
}

at::Tensor border::transposed_convolution(const at::Tensor &x, const at::Tensor &weight, const CTConvolution &how) {
  const Geometry geometry(how);
  std::vector<int64_t> sizes{x.size(0), weight.size(1) * how.groups};
  for (int i = 0; i < 2; ++i) {
    sizes.push_back(
        (x.size(2 + i) - 1) * how.stride[i] - 2 * how.padding[i] + how.dilation[i] * (weight.size(2 + i) - 1) +
        how.output_padding[i] + 1);
  }
  return Input::apply(x, weight, sizes, geometry);
}
