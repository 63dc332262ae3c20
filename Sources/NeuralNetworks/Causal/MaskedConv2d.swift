import TorchTensors

/// A convolution that sees no later pixel, and of its own pixel no later channel: (N, inputs, H, W) to
/// (N, outputs, H, W), stride 1, zeros outside of the image.
///
///     out[o, i, j] = bias[o] + Σ weight[o, c, r, k] · in[c, i - row(r), j + column(k)]   over what the window shows
///
/// `weight` is [outputs, inputs, rows, columns] of the window alone: what a square kernel has below its centre is not
/// kept, so a 3 x 3 kernel has 6 numbers a pair of channels, of which the mask (multiplied on at every evaluation) leaves 5
/// or 4. Channels of one pixel are told apart by **ranks**: an input counts as known to an output whose rank is larger
/// (mask A), or at least as large (mask B). Weights and biases start as U(±1/√fanIn), fanIn the inputs that are seen.
///
/// Source: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016,
/// arXiv:1601.06759, section 3.4.
public struct MaskedConv2d: RasterLayer {
  /// `weight`, and `bias` if there is one.
  public let parameters: [ParameterDeclaration]
  /// What it looks at.
  public let window: CausalWindow
  private let inputs: Int, outputs: Int
  private let mask: ConstantTensor?

  /// A convolution by this window. Without ranks all channels of a pixel are one: mask A then sees none of them, mask B
  /// all.
  public init(
    _ inputs: Int, _ outputs: Int, _ window: CausalWindow, inputRanks: [Int]? = nil, outputRanks: [Int]? = nil,
    bias: Bool = true
  ) {
    self.window = window
    self.inputs = inputs
    self.outputs = outputs
    var values: [Float] = []
    values.reserveCapacity(outputs * inputs * window.height * window.width)
    for output in 0..<outputs {
      for input in 0..<inputs {
        for row in window.rows.reversed() {
          for column in window.columns {
            let isSeen = window.sees(
              row: row, column: column, input: inputRanks?[input] ?? 0, output: outputRanks?[output] ?? 0)
            values.append(isSeen ? 1 : 0)
          }
        }
      }
    }
    let shape = [outputs, inputs, window.height, window.width]
    let seen = values.count { $0 == 1 }
    mask = seen == values.count ? nil : ConstantTensor(values, shape: shape)
    let standard = Initializer.torchStandard(fanIn: seen / max(1, outputs))
    parameters =
      [ParameterDeclaration("weight", shape, standard)]
      + (bias ? [ParameterDeclaration("bias", [outputs], standard)] : [])
  }

  private func weight(_ own: LayerTensors) throws(TorchError) -> Tensor {
    guard let mask else { return own[0] }
    return try own[0] * mask.tensor(like: own[0])
  }

  private func bias(_ own: LayerTensors) -> Tensor? { own.parameters.count > 1 ? own[1] : nil }

  /// The masked cross-correlation, plus the bias.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let (left, right) = (-window.columns.lowerBound, window.columns.upperBound)
    let isSymmetric = left == right
    let frame = [isSymmetric ? 0 : left, isSymmetric ? 0 : right, window.rows.upperBound, -window.rows.lowerBound]
    let padded = try frame.allSatisfy { $0 == 0 } ? input : input.pad(frame)
    return try padded.conv2d(
      weight: weight(own), bias: bias(own), padding: Pair(0, isSymmetric ? left : 0))
  }

  /// A scan that keeps the input's map; a pixel costs one product of a matrix.
  public func scan(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> any RasterScan {
    try MaskedConvolutionScan(
      window, weight: weight(own), bias: bias(own),
      map: Tensor.zeros(
        [
          canvas.batch, inputs, canvas.height + window.rows.upperBound,
          canvas.width - window.columns.lowerBound + max(0, window.columns.upperBound),
        ], dtype: own[0].dtype ?? .float32, device: own[0].device))
  }
}

private final class MaskedConvolutionScan: RasterScan {
  private let window: CausalWindow
  private let weight: Tensor, matrix: Tensor
  private let bias: Tensor?
  /// The input so far, framed by zeros as the window needs them.
  private let map: Tensor

  init(_ window: CausalWindow, weight: Tensor, bias: Tensor?, map: Tensor) throws(TorchError) {
    self.window = window
    self.weight = weight
    self.bias = bias
    self.map = map
    matrix = try weight.flatten(1)
  }

  func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) {
    try map.narrow(2, start: window.rows.upperBound + span.row, length: 1)
      .narrow(3, start: span.columns.lowerBound - window.columns.lowerBound, length: span.columns.count).copy_(input)
  }

  func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor {
    try write(input, over: span)
    let seen = try map.narrow(2, start: span.row, length: window.height)
      .narrow(3, start: span.columns.lowerBound, length: span.columns.count + window.width - 1)
    if span.columns.count > 1 { return try seen.conv2d(weight: weight, bias: bias) }
    let product = try seen.flatten(1).linear(weight: matrix, bias: bias)
    return try product.reshape(product.shape + [1, 1])
  }
}
