import CTorch

/// Operations that change the elements of their receiver, and so of every tensor that shares them. Each returns the
/// receiver. libtorch refuses to change a leaf that requires a gradient (outside `withoutGradient`), and notices at the
/// time of the gradient that a recorded operation needed elements that have changed since.
extension Tensor {
  @inline(__always)
  private func changing<Used>(
    _ name: StaticString, _ used: Used, _ call: () -> Int32
  ) throws(TorchError) -> Tensor {
    try check(name, using: (self, used), call)
    return self
  }

  /// x ← x + alpha · y.
  @discardableResult
  public func add_(_ other: Tensor, alpha: Double = 1) throws(TorchError) -> Tensor {
    try changing("add_", other) { ct_add_(handle, other.handle, alpha) }
  }

  /// x ← x + y for a number y.
  @discardableResult
  public func add_(_ other: Double) throws(TorchError) -> Tensor {
    try changing("add_", ()) { ct_add_scalar_(handle, other) }
  }

  /// x ← x y, elementwise.
  @discardableResult
  public func mul_(_ other: Tensor) throws(TorchError) -> Tensor {
    try changing("mul_", other) { ct_multiply_(handle, other.handle) }
  }

  /// x ← x y for a number y.
  @discardableResult
  public func mul_(_ other: Double) throws(TorchError) -> Tensor {
    try changing("mul_", ()) { ct_multiply_scalar_(handle, other) }
  }

  /// x ← x / y, elementwise.
  @discardableResult
  public func div_(_ other: Tensor) throws(TorchError) -> Tensor {
    try changing("div_", other) { ct_divide_(handle, other.handle) }
  }

  /// x ← max(x, y), elementwise.
  @discardableResult
  public func maximum_(_ other: Tensor) throws(TorchError) -> Tensor {
    try changing("maximum_", other) { ct_maximum_(handle, other.handle) }
  }

  /// x ← √x.
  @discardableResult
  public func sqrt_() throws(TorchError) -> Tensor { try changing("sqrt_", ()) { ct_sqrt_(handle) } }

  /// Limits each element to `low` … `high`; a bound that is nil is no bound. With -c and c:
  /// weight clipping.
  @discardableResult
  public func clamp_(low: Double? = nil, high: Double? = nil) throws(TorchError) -> Tensor {
    try changing("clamp_", ()) {
      withOptionalPointer(low) { low in withOptionalPointer(high) { ct_clamp_(handle, low, $0) } }
    }
  }

  /// x ← x + value · a b, elementwise.
  @discardableResult
  public func addcmul_(_ a: Tensor, _ b: Tensor, value: Double = 1) throws(TorchError) -> Tensor {
    try changing("addcmul_", (a, b)) { ct_addcmul_(handle, a.handle, b.handle, value) }
  }

  /// x ← x + value · a / b, elementwise.
  @discardableResult
  public func addcdiv_(_ a: Tensor, _ b: Tensor, value: Double = 1) throws(TorchError) -> Tensor {
    try changing("addcdiv_", (a, b)) { ct_addcdiv_(handle, a.handle, b.handle, value) }
  }

  /// x ← x + weight · (end - x): the moving average of weights.
  @discardableResult
  public func lerp_(_ end: Tensor, weight: Double) throws(TorchError) -> Tensor {
    try changing("lerp_", end) { ct_lerp_(handle, end.handle, weight) }
  }

  /// Takes over the elements of `source`, broadcast, converted and moved between devices as needed.
  @discardableResult
  public func copy_(_ source: Tensor) throws(TorchError) -> Tensor {
    try changing("copy_", source) { ct_copy_(handle, source.handle) }
  }

  /// Sets every element to `value`.
  @discardableResult
  public func fill_(_ value: Double) throws(TorchError) -> Tensor {
    try changing("fill_", ()) { ct_fill_(handle, value) }
  }

  /// Sets every element to 0.
  @discardableResult
  public func zero_() throws(TorchError) -> Tensor { try changing("zero_", ()) { ct_fill_(handle, 0) } }
}
