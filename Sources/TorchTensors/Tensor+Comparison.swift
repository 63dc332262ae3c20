import CTorch

/// Comparisons give tensors of type `bool` and have no gradient.
extension Tensor {
  /// x = y, element by element.
  public func equal(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("equal", CTBinaryEqual, self, other)
  }
  /// x = y for each element.
  public func equal(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("equal", CTBinaryEqual, self, other)
  }
  /// x ≠ y, element by element.
  public func notEqual(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("notEqual", CTBinaryNotEqual, self, other)
  }
  /// x ≠ y for each element.
  public func notEqual(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("notEqual", CTBinaryNotEqual, self, other)
  }
  /// x < y, element by element.
  public func less(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("less", CTBinaryLess, self, other)
  }
  /// x < y for each element.
  public func less(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("less", CTBinaryLess, self, other)
  }
  /// x ≤ y, element by element.
  public func lessOrEqual(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("lessOrEqual", CTBinaryLessOrEqual, self, other)
  }
  /// x ≤ y for each element.
  public func lessOrEqual(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("lessOrEqual", CTBinaryLessOrEqual, self, other)
  }
  /// x > y, element by element.
  public func greater(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("greater", CTBinaryGreater, self, other)
  }
  /// x > y for each element.
  public func greater(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("greater", CTBinaryGreater, self, other)
  }
  /// x ≥ y, element by element.
  public func greaterOrEqual(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("greaterOrEqual", CTBinaryGreaterOrEqual, self, other)
  }
  /// x ≥ y for each element.
  public func greaterOrEqual(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("greaterOrEqual", CTBinaryGreaterOrEqual, self, other)
  }

  /// Whether each element is neither infinite nor NaN.
  public func isFinite() throws(TorchError) -> Tensor { try unary("isFinite", CTUnaryIsFinite) }

  /// True where an element is zero or false.
  public func logicalNot() throws(TorchError) -> Tensor { try unary("logicalNot", CTUnaryLogicalNot) }

  /// Whether every element is neither infinite nor NaN; true for integers. One pass, and a wait for the device.
  public func isAllFinite() throws(TorchError) -> Bool {
    var result = false
    try check("isAllFinite", using: self) { ct_is_all_finite(handle, &result) }
    return result
  }

  /// Whether all elements are true (or not zero), as a tensor of rank 0.
  public func all() throws(TorchError) -> Tensor { try Tensor.make("all", using: self) { ct_all(handle, $0) } }

  /// Whether any element is true (or not zero), as a tensor of rank 0.
  public func any() throws(TorchError) -> Tensor { try Tensor.make("any", using: self) { ct_any(handle, $0) } }

  /// `yes` where `condition` (a tensor of type `bool`) holds and `no` elsewhere; the three are broadcast.
  public static func select(where condition: Tensor, _ yes: Tensor, else no: Tensor) throws(TorchError) -> Tensor {
    try make("select(where:)", using: (condition, yes, no)) {
      ct_where(condition.handle, yes.handle, no.handle, $0)
    }
  }
}
