// Elementwise operations: one function a signature, the operation named by an enumeration.
#ifndef COUNTERPLAY_CTARITHMETIC_H
#define COUNTERPLAY_CTARITHMETIC_H

#include "CTTensor.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  CTUnaryNegate,
  CTUnaryExp,
  CTUnaryExpm1,
  CTUnaryLog,
  CTUnaryLog1p,
  CTUnarySqrt,
  CTUnaryRsqrt,
  CTUnaryReciprocal,
  CTUnarySquare,
  CTUnaryAbs,
  CTUnarySign,
  CTUnarySin,
  CTUnaryCos,
  CTUnaryFloor,
  CTUnaryRound,
  CTUnaryIsFinite,
  CTUnaryLogicalNot,
  CTUnaryRelu,
  CTUnaryTanh,
  CTUnarySigmoid,
  CTUnaryLogSigmoid,
  CTUnarySilu,
  CTUnaryGelu,
} CTUnary;

typedef enum {
  CTBinaryAdd,
  CTBinarySubtract,
  CTBinaryMultiply,
  CTBinaryDivide,
  CTBinaryPower,
  CTBinaryMaximum,
  CTBinaryMinimum,
  CTBinaryEqual,
  CTBinaryNotEqual,
  CTBinaryLess,
  CTBinaryLessOrEqual,
  CTBinaryGreater,
  CTBinaryGreaterOrEqual,
} CTBinary;

/// A whole number beside a tensor of integers stays an integer, so that the result keeps the tensor's element type.
int ct_unary(CTUnary operation, CTTensor x, CTTensor *out);
int ct_binary(CTBinary operation, CTTensor x, CTTensor y, CTTensor *out);
int ct_binary_scalar(CTBinary operation, CTTensor x, double y, CTTensor *out);
int ct_scalar_binary(CTBinary operation, double x, CTTensor y, CTTensor *out);
/// x + alpha * y in one pass.
int ct_add_scaled(CTTensor x, CTTensor y, double alpha, CTTensor *out);
/// Limits each element to low...high; a bound that is NULL is no bound.
int ct_clamp(CTTensor x, const double *low, const double *high, CTTensor *out);
int ct_where(CTTensor condition, CTTensor yes, CTTensor no, CTTensor *out);

/// In place: x changes, nothing is returned.
int ct_add_(CTTensor x, CTTensor y, double alpha);
int ct_add_scalar_(CTTensor x, double y);
int ct_multiply_(CTTensor x, CTTensor y);
int ct_multiply_scalar_(CTTensor x, double y);
int ct_divide_(CTTensor x, CTTensor y);
int ct_maximum_(CTTensor x, CTTensor y);
int ct_sqrt_(CTTensor x);
int ct_clamp_(CTTensor x, const double *low, const double *high);
/// x + value * a * b, and x + value * a / b.
int ct_addcmul_(CTTensor x, CTTensor a, CTTensor b, double value);
int ct_addcdiv_(CTTensor x, CTTensor a, CTTensor b, double value);
/// x + weight * (end - x).
int ct_lerp_(CTTensor x, CTTensor end, double weight);
int ct_copy_(CTTensor x, CTTensor source);
int ct_fill_(CTTensor x, double value);

#ifdef __cplusplus
}
#endif
#endif
