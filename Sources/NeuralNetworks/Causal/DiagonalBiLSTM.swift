import TorchTensors

/// Two LSTMs along the diagonals, one from the upper left corner and one from the upper right, whose map is moved down one
/// row before the two are added: so each pixel sees everything before it.
///
///     out[i, j] = left[i, j] + right[i - 1, j]
///
/// Names: `left.input.weight`, `left.state.weight`, …, `right.…`, as `DiagonalLSTM`'s.
///
/// Source: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016,
/// arXiv:1601.06759, section 3.2.
public struct DiagonalBiLSTM: RasterLayer {
  private let layers: NamedLayers

  /// Two LSTMs of this width; ranks as in `MaskedConv2d`. The one from the right needs none: its row is a row above.
  public init(_ inputs: Int, _ width: Int, inputRanks: [Int]? = nil, outputRanks: [Int]? = nil) {
    layers = NamedLayers([
      (name: "left", layer: DiagonalLSTM(inputs, width, inputRanks: inputRanks, outputRanks: outputRanks)),
      (name: "right", layer: DiagonalLSTM(inputs, width)),
    ])
  }

  /// Those of both.
  public var parameters: [ParameterDeclaration] { layers.parameters }

  /// The sum of both maps.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let left = try layers(0, input, own, in: pass)
    let right = try layers(1, input.flip([3]), own, in: pass).flip([3])
    return try left + right.pad([0, 0, 1, -1])
  }

  /// A scan that goes through each row from the right when it is complete.
  public func scan(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> any RasterScan {
    let scans = try layers.scans(canvas, own, in: pass)
    return BidirectionalScan(left: scans[0], right: scans[1], width: canvas.width)
  }
}

private final class BidirectionalScan: RasterScan {
  private let left: any RasterScan, right: any RasterScan
  private let width: Int
  /// This row's input so far, and what the row above has to add.
  private var row: [Tensor?]
  private var fromAbove: Tensor?

  init(left: any RasterScan, right: any RasterScan, width: Int) {
    self.left = left
    self.right = right
    self.width = width
    row = Array(repeating: nil, count: width)
  }

  func begin(row number: Int) throws(TorchError) {
    try left.begin(row: number)
    if number > 0 {
      let mirrored = try Tensor.concatenate(row.compactMap { $0 }.reversed(), 3)
      try right.begin(row: number - 1)
      fromAbove = try right.advance(mirrored, over: PixelSpan(row: number - 1, columns: 0..<width)).flip([3])
    }
  }

  func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) {
    try left.write(input, over: span)
    try keep(input, over: span)
  }

  func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor {
    try keep(input, over: span)
    let output = try left.advance(input, over: span)
    guard let fromAbove else { return output }
    return try output + fromAbove.narrow(3, start: span.columns.lowerBound, length: span.columns.count)
  }

  private func keep(_ input: Tensor, over span: PixelSpan) throws(TorchError) {
    for (place, column) in span.columns.enumerated() { row[column] = try input.narrow(3, start: place, length: 1) }
  }
}
