import CTorch

extension Tensor {
  @inline(__always)
  func unary(_ name: StaticString, _ operation: CTUnary) throws(TorchError) -> Tensor {
    try Tensor.make(name, using: self) { ct_unary(operation, handle, $0) }
  }

  /// eˣ.
  public func exp() throws(TorchError) -> Tensor { try unary("exp", CTUnaryExp) }
  /// eˣ - 1, exact for small x.
  public func expm1() throws(TorchError) -> Tensor { try unary("expm1", CTUnaryExpm1) }
  /// The natural logarithm.
  public func log() throws(TorchError) -> Tensor { try unary("log", CTUnaryLog) }
  /// log(1 + x), exact for small x.
  public func log1p() throws(TorchError) -> Tensor { try unary("log1p", CTUnaryLog1p) }
  /// √x.
  public func sqrt() throws(TorchError) -> Tensor { try unary("sqrt", CTUnarySqrt) }
  /// 1 / √x.
  public func rsqrt() throws(TorchError) -> Tensor { try unary("rsqrt", CTUnaryRsqrt) }
  /// 1 / x.
  public func reciprocal() throws(TorchError) -> Tensor { try unary("reciprocal", CTUnaryReciprocal) }
  /// x².
  public func square() throws(TorchError) -> Tensor { try unary("square", CTUnarySquare) }
  /// |x|.
  public func abs() throws(TorchError) -> Tensor { try unary("abs", CTUnaryAbs) }
  /// -1, 0 or 1.
  public func sign() throws(TorchError) -> Tensor { try unary("sign", CTUnarySign) }
  /// The sine of x in radians.
  public func sin() throws(TorchError) -> Tensor { try unary("sin", CTUnarySin) }
  /// The cosine of x in radians.
  public func cos() throws(TorchError) -> Tensor { try unary("cos", CTUnaryCos) }
  /// The largest whole number that is not above x.
  public func floor() throws(TorchError) -> Tensor { try unary("floor", CTUnaryFloor) }
  /// The nearest whole number, the even one of two.
  public func round() throws(TorchError) -> Tensor { try unary("round", CTUnaryRound) }

  /// Each element limited to `low` … `high`; a bound that is nil is no bound.
  /// - Throws: `TorchError` when both are nil.
  public func clamp(low: Double? = nil, high: Double? = nil) throws(TorchError) -> Tensor {
    try Tensor.make("clamp", using: self) { out in
      withOptionalPointer(low) { low in withOptionalPointer(high) { ct_clamp(handle, low, $0, out) } }
    }
  }
}

/// Lends an optional number to the C face, where nil is NULL.
@inline(__always)
func withOptionalPointer<T, R>(_ value: T?, _ body: (UnsafePointer<T>?) -> R) -> R {
  guard let value else { return body(nil) }
  return withUnsafePointer(to: value) { body($0) }
}
