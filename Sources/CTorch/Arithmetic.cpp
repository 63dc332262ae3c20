#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/clamp_max.h>
#include <ATen/ops/clamp_min.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/div.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/expm1.h>
#include <ATen/ops/floor.h>
#include <ATen/ops/ge.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/gt.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/le.h>
#include <ATen/ops/log.h>
#include <ATen/ops/log1p.h>
#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/logical_not.h>
#include <ATen/ops/lt.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/ne.h>
#include <ATen/ops/neg.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/reciprocal.h>
#include <ATen/ops/round.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/rsub.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/sign.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/square.h>
#include <ATen/ops/sub.h>
#include <ATen/ops/where.h>

#include "Border.hpp"
#include "Differentiable.hpp"

using namespace border;

int ct_unary(CTUnary operation, CTTensor handle, CTTensor *out) {
  return returning(out, [&]() -> at::Tensor {
    const auto &x = tensor(handle);
    switch (operation) {
      case CTUnaryNegate: return at::neg(x);
      case CTUnaryExp: return at::exp(x);
      case CTUnaryExpm1: return at::expm1(x);
      case CTUnaryLog: return at::log(x);
      case CTUnaryLog1p: return at::log1p(x);
      case CTUnarySqrt: return at::sqrt(x);
      case CTUnaryRsqrt: return at::rsqrt(x);
      case CTUnaryReciprocal: return at::reciprocal(x);
      case CTUnarySquare: return at::square(x);
      case CTUnaryAbs: return at::abs(x);
      case CTUnarySign: return at::sign(x);
      case CTUnarySin: return at::sin(x);
      case CTUnaryCos: return at::cos(x);
      case CTUnaryFloor: return at::floor(x);
      case CTUnaryRound: return at::round(x);
      case CTUnaryIsFinite: return at::isfinite(x);
      case CTUnaryLogicalNot: return at::logical_not(x);
      case CTUnaryRelu: return leaky_relu(x, 0);
      case CTUnaryTanh: return border::tanh(x);
      case CTUnarySigmoid: return at::sigmoid(x);
      case CTUnaryLogSigmoid: return at::log_sigmoid(x);
      case CTUnarySilu: return at::silu(x);
      case CTUnaryGelu: return at::gelu(x);
    }
    TORCH_CHECK(false, "no elementwise operation has the number ", static_cast<int>(operation));
  });
}

namespace {
/// One table for tensor ∘ tensor and tensor ∘ number; at:: has an overload for each.
template <class Right>
at::Tensor binary(CTBinary operation, const at::Tensor &x, const Right &y) {
  switch (operation) {
    case CTBinaryAdd: return at::add(x, y);
    case CTBinarySubtract: return at::sub(x, y);
    case CTBinaryMultiply: return at::mul(x, y);
    case CTBinaryDivide: return at::div(x, y);
    case CTBinaryPower: return at::pow(x, y);
    case CTBinaryEqual: return at::eq(x, y);
    case CTBinaryNotEqual: return at::ne(x, y);
    case CTBinaryLess: return at::lt(x, y);
    case CTBinaryLessOrEqual: return at::le(x, y);
    case CTBinaryGreater: return at::gt(x, y);
    case CTBinaryGreaterOrEqual: return at::ge(x, y);
    case CTBinaryMaximum:
      if constexpr (std::is_same_v<Right, at::Tensor>) return at::maximum(x, y);
      else return at::clamp_min(x, y);
    case CTBinaryMinimum:
      if constexpr (std::is_same_v<Right, at::Tensor>) return at::minimum(x, y);
      else return at::clamp_max(x, y);
  }
  TORCH_CHECK(false, "no operation of two operands has the number ", static_cast<int>(operation));
}

std::optional<at::Scalar> bound(const double *value, const at::Tensor &beside) {
  if (value == nullptr) return std::nullopt;
  return scalar(*value, beside);
}
}  // namespace

int ct_binary(CTBinary operation, CTTensor x, CTTensor y, CTTensor *out) {
  return returning(out, [&] { return binary(operation, tensor(x), tensor(y)); });
}

int ct_binary_scalar(CTBinary operation, CTTensor x, double y, CTTensor *out) {
  return returning(out, [&] { return binary(operation, tensor(x), scalar(y, tensor(x))); });
}

int ct_scalar_binary(CTBinary operation, double x, CTTensor handle, CTTensor *out) {
  return returning(out, [&]() -> at::Tensor {
    const auto &y = tensor(handle);
    const auto number = scalar(x, y);
    switch (operation) {
      case CTBinaryAdd:
      case CTBinaryMultiply: return binary(operation, y, number);
      case CTBinarySubtract: return at::rsub(y, number);
      case CTBinaryDivide: return at::reciprocal(y).mul(number);
      case CTBinaryPower: return at::pow(number, y);
      default: TORCH_CHECK(false, "a number cannot stand on the left of operation ", static_cast<int>(operation));
    }
  });
}

int ct_add_scaled(CTTensor x, CTTensor y, double alpha, CTTensor *out) {
  return returning(out, [&] { return at::add(tensor(x), tensor(y), scalar(alpha, tensor(x))); });
}

int ct_clamp(CTTensor x, const double *low, const double *high, CTTensor *out) {
  return returning(out, [&] { return at::clamp(tensor(x), bound(low, tensor(x)), bound(high, tensor(x))); });
}

int ct_where(CTTensor condition, CTTensor yes, CTTensor no, CTTensor *out) {
  return returning(out, [&] { return at::where(tensor(condition), tensor(yes), tensor(no)); });
}

int ct_add_(CTTensor x, CTTensor y, double alpha) {
  return guarded([&] { tensor(x).add_(tensor(y), scalar(alpha, tensor(x))); });
}

int ct_add_scalar_(CTTensor x, double y) {
  return guarded([&] { tensor(x).add_(scalar(y, tensor(x))); });
}

int ct_multiply_(CTTensor x, CTTensor y) {
  return guarded([&] { tensor(x).mul_(tensor(y)); });
}

int ct_multiply_scalar_(CTTensor x, double y) {
  return guarded([&] { tensor(x).mul_(scalar(y, tensor(x))); });
}

int ct_divide_(CTTensor x, CTTensor y) {
  return guarded([&] { tensor(x).div_(tensor(y)); });
}

int ct_maximum_(CTTensor x, CTTensor y) {
  return guarded([&] { at::maximum_out(tensor(x), tensor(x), tensor(y)); });
}

int ct_sqrt_(CTTensor x) {
  return guarded([&] { tensor(x).sqrt_(); });
}

int ct_clamp_(CTTensor x, const double *low, const double *high) {
  return guarded([&] { at::clamp_(tensor(x), bound(low, tensor(x)), bound(high, tensor(x))); });
}

int ct_addcmul_(CTTensor x, CTTensor a, CTTensor b, double value) {
  return guarded([&] { tensor(x).addcmul_(tensor(a), tensor(b), scalar(value, tensor(x))); });
}

int ct_addcdiv_(CTTensor x, CTTensor a, CTTensor b, double value) {
  return guarded([&] { tensor(x).addcdiv_(tensor(a), tensor(b), scalar(value, tensor(x))); });
}

int ct_lerp_(CTTensor x, CTTensor end, double weight) {
  return guarded([&] { tensor(x).lerp_(tensor(end), weight); });
}

int ct_copy_(CTTensor x, CTTensor source) {
  return guarded([&] { tensor(x).copy_(tensor(source)); });
}

int ct_fill_(CTTensor x, double value) {
  return guarded([&] { tensor(x).fill_(scalar(value, tensor(x))); });
}
