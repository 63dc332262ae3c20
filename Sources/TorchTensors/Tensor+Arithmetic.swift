import CTorch

/// Shapes of operands are broadcast as in NumPy: aligned at the last dimension, lengths of 1 stretched. A number beside
/// a tensor of integers stays an integer if it is whole. Every operator throws `TorchError` when shapes do not fit or
/// the operands are on different devices.
extension Tensor {
  @inline(__always)
  static func binary(
    _ name: StaticString, _ operation: CTBinary, _ x: Tensor, _ y: Tensor
  ) throws(TorchError) -> Tensor {
    try make(name, using: (x, y)) { ct_binary(operation, x.handle, y.handle, $0) }
  }

  @inline(__always)
  static func binary(
    _ name: StaticString, _ operation: CTBinary, _ x: Tensor, _ y: Double
  ) throws(TorchError) -> Tensor {
    try make(name, using: x) { ct_binary_scalar(operation, x.handle, y, $0) }
  }

  @inline(__always)
  static func binary(
    _ name: StaticString, _ operation: CTBinary, _ x: Double, _ y: Tensor
  ) throws(TorchError) -> Tensor {
    try make(name, using: y) { ct_scalar_binary(operation, x, y.handle, $0) }
  }

  /// Elementwise sum.
  public static func + (x: Tensor, y: Tensor) throws(TorchError) -> Tensor { try binary("+", CTBinaryAdd, x, y) }
  /// Adds a number to each element.
  public static func + (x: Tensor, y: Double) throws(TorchError) -> Tensor { try binary("+", CTBinaryAdd, x, y) }
  /// Adds a number to each element.
  public static func + (x: Double, y: Tensor) throws(TorchError) -> Tensor { try binary("+", CTBinaryAdd, x, y) }

  /// Elementwise difference.
  public static func - (x: Tensor, y: Tensor) throws(TorchError) -> Tensor { try binary("-", CTBinarySubtract, x, y) }
  /// Subtracts a number from each element.
  public static func - (x: Tensor, y: Double) throws(TorchError) -> Tensor { try binary("-", CTBinarySubtract, x, y) }
  /// Subtracts each element from a number.
  public static func - (x: Double, y: Tensor) throws(TorchError) -> Tensor { try binary("-", CTBinarySubtract, x, y) }

  /// Elementwise product. The matrix product is `matmul`.
  public static func * (x: Tensor, y: Tensor) throws(TorchError) -> Tensor { try binary("*", CTBinaryMultiply, x, y) }
  /// Multiplies each element by a number.
  public static func * (x: Tensor, y: Double) throws(TorchError) -> Tensor { try binary("*", CTBinaryMultiply, x, y) }
  /// Multiplies each element by a number.
  public static func * (x: Double, y: Tensor) throws(TorchError) -> Tensor { try binary("*", CTBinaryMultiply, x, y) }

  /// Elementwise quotient, in floating point also for integers.
  public static func / (x: Tensor, y: Tensor) throws(TorchError) -> Tensor { try binary("/", CTBinaryDivide, x, y) }
  /// Divides each element by a number.
  public static func / (x: Tensor, y: Double) throws(TorchError) -> Tensor { try binary("/", CTBinaryDivide, x, y) }
  /// Divides a number by each element.
  public static func / (x: Double, y: Tensor) throws(TorchError) -> Tensor { try binary("/", CTBinaryDivide, x, y) }

  /// x + s · y in one pass.
  public func adding(_ other: Tensor, times s: Double) throws(TorchError) -> Tensor {
    try Tensor.make("adding", using: (self, other)) { ct_add_scaled(handle, other.handle, s, $0) }
  }

  /// -x.
  public static prefix func - (x: Tensor) throws(TorchError) -> Tensor { try x.unary("-", CTUnaryNegate) }

  /// xᵖ with one exponent for each element.
  public func pow(_ exponent: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("pow", CTBinaryPower, self, exponent)
  }

  /// xᵖ.
  public func pow(_ exponent: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("pow", CTBinaryPower, self, exponent)
  }

  /// The larger of each pair of elements; half of the gradient goes to each where they are equal.
  public func maximum(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("maximum", CTBinaryMaximum, self, other)
  }

  /// The larger of each element and a number.
  public func maximum(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("maximum", CTBinaryMaximum, self, other)
  }

  /// The smaller of each pair of elements.
  public func minimum(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor.binary("minimum", CTBinaryMinimum, self, other)
  }

  /// The smaller of each element and a number.
  public func minimum(_ other: Double) throws(TorchError) -> Tensor {
    try Tensor.binary("minimum", CTBinaryMinimum, self, other)
  }
}
