import CTorch

/// A vertical and a horizontal number, of steps or pixels.
public struct Pair: Hashable, Sendable, Codable, ExpressibleByIntegerLiteral {
  /// Along the height.
  public var vertical: Int
  /// Along the width.
  public var horizontal: Int

  /// Different numbers for the two directions.
  public init(_ vertical: Int, _ horizontal: Int) {
    self.vertical = vertical
    self.horizontal = horizontal
  }

  /// The same number for both directions.
  public init(_ both: Int) { self.init(both, both) }

  /// The same number for both directions.
  public init(integerLiteral both: Int) { self.init(both) }

  /// In the C face's form.
  var native: (Int64, Int64) { (Int64(vertical), Int64(horizontal)) }

  @inline(__always)
  func withNumbers<R>(_ body: (UnsafePointer<Int64>?) -> R) -> R {
    [vertical, horizontal].withNumbers { numbers, _ in body(numbers) }
  }
}

/// Images are (N, C, H, W).
extension Tensor {
  /// Convolution (cross-correlation) of images (N, in, H, W) with `weight` (out, in / groups, kernel H, kernel W).
  ///
  /// Each length becomes ⌊(L + 2 padding - dilation (kernel - 1) - 1) / stride⌋ + 1.
  public func conv2d(
    weight: Tensor, bias: Tensor? = nil, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: Int = 1
  ) throws(TorchError) -> Tensor {
    var how = CTConvolution(
      stride: stride.native, padding: padding.native, output_padding: (0, 0), dilation: dilation.native,
      groups: Int64(groups))
    return try Tensor.make("conv2d", using: (self, weight, bias)) {
      ct_conv2d(handle, weight.handle, bias.handle, &how, $0)
    }
  }

  /// The transposed convolution, the adjoint of `conv2d`, of images (N, in, H, W) with `weight`
  /// (in, out / groups, kernel H, kernel W).
  ///
  /// Each length becomes (L - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1.
  public func convTranspose2d(
    weight: Tensor, bias: Tensor? = nil, stride: Pair = 1, padding: Pair = 0, outputPadding: Pair = 0,
    dilation: Pair = 1, groups: Int = 1
  ) throws(TorchError) -> Tensor {
    var how = CTConvolution(
      stride: stride.native, padding: padding.native, output_padding: outputPadding.native, dilation: dilation.native,
      groups: Int64(groups))
    return try Tensor.make("convTranspose2d", using: (self, weight, bias)) {
      ct_conv_transpose2d(handle, weight.handle, bias.handle, &how, $0)
    }
  }
}
