import TorchTensors

/// An LSTM that goes through an image along its diagonals, from the upper left corner: (N, inputs, H, W) to
/// (N, width, H, W).
///
///     gates[i, j] = K_is in[i, j] + K_ss (h[i - 1, j], h[i, j - 1]),   c[i, j], h[i, j] = LSTM(gates[i, j], c[i, j - 1])
///
/// and zero outside of the image. All pixels with one i + j are one step, H + W - 1 of them, of min(H, W) pixels at most: the
/// image is skewed, and what skewing leaves empty is not computed at all.
///
/// Names: `input.weight` [4 width, inputs, 1, 1], `input.bias`, `state.weight` [4 width, 2 width].
///
/// Source: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016,
/// arXiv:1601.06759, section 3.2.
public struct DiagonalLSTM: RasterLayer {
  private let layers: NamedLayers
  private let width: Int

  /// An LSTM of this width; ranks as in `MaskedConv2d`, the outputs' also those of h.
  public init(_ inputs: Int, _ width: Int, inputRanks: [Int]? = nil, outputRanks: [Int]? = nil) {
    self.width = width
    layers = NamedLayers(
      gatesOf: inputs, width, .square(1, .upTo), seeing: 2, inputRanks: inputRanks, outputRanks: outputRanks)
  }

  /// Those of both maps.
  public var parameters: [ParameterDeclaration] { layers.parameters }

  /// Diagonal after diagonal. Takes 20 operations a diagonal.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let shape = input.shape
    guard shape.count == 4 else {
      throw TorchError(
        operation: "DiagonalLSTM", message: "images (N, C, H, W) are required, given the shape \(shape)")
    }
    let diagonals = Diagonals(height: shape[2], width: shape[3])
    let pixels = try layers(0, input, own, in: pass).pixelsFirst().flatten(0, 1)
    let ordered = try pixels.indexSelect(0, Tensor(int64s: diagonals.order, device: input.device))
    var outputs: [Tensor] = []
    var state: LSTMState?
    for (number, gates) in try ordered.split(diagonals.lengths).enumerated() {
      let next: LSTMState
      if let state {
        let count = gates.shape[0]
        // One more position than this diagonal has: of each pixel the one above, then the one to the left.
        let (top, bottom) = diagonals.frame(number)
        let hidden = try state.hidden.pad([0, 0, 0, 0, top, bottom])
        let seen = try Tensor.concatenate(
          [hidden.narrow(0, start: 0, length: count), hidden.narrow(0, start: 1, length: count)], 2)
        let told = try gates + seen.throughMatrix { (x) throws(TorchError) in try layers(1, x, own, in: pass) }
        next = try LSTMState(gates: told, cell: state.cell.pad([0, 0, 0, 0, top - 1, bottom]))
      } else {
        next = try LSTMState(gates: gates, cell: nil)
      }
      outputs.append(next.hidden)
      state = next
    }
    let joined = try Tensor.concatenate(outputs, 0)
    return try joined.indexSelect(0, Tensor(int64s: diagonals.inverse, device: input.device))
      .reshape([shape[2], shape[3], shape[0], width]).pixelsLast()
  }

  /// A scan that keeps two rows of states.
  public func scan(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> any RasterScan {
    try DiagonalLSTMScan(
      input: layers.firstScan(canvas, own, in: pass), like: own[0],
      shape: (width: canvas.width, batch: canvas.batch, size: width)
    ) { (x) throws(TorchError) in try layers(1, x, own, in: pass) }
  }
}

/// The diagonals of an image: pixels i, j of one i + j, ascending in i.
private struct Diagonals {
  /// Places in raster order, diagonal after diagonal; and of each place in raster order where it is among those.
  private(set) var order: [Int64] = [], inverse: [Int64]
  /// How many pixels each diagonal has.
  private(set) var lengths: [Int] = []
  private let height: Int, width: Int

  init(height: Int, width: Int) {
    self.height = height
    self.width = width
    inverse = Array(repeating: 0, count: height * width)
    for number in 0..<height + width - 1 {
      let rows = rows(number)
      lengths.append(rows.count)
      for row in rows {
        let place = row * width + number - row
        inverse[place] = Int64(order.count)
        order.append(Int64(place))
      }
    }
  }

  private func rows(_ number: Int) -> ClosedRange<Int> { max(0, number - width + 1)...min(height - 1, number) }

  /// What the diagonal before needs above and below to have the row above the first of this diagonal, up to its last.
  func frame(_ number: Int) -> (top: Int, bottom: Int) {
    let (rows, before) = (rows(number), rows(number - 1))
    return (before.lowerBound - rows.lowerBound + 1, rows.upperBound - before.upperBound)
  }
}

final class DiagonalLSTMScan: RasterScan {
  private let input: any RasterScan
  private let matrix: (Tensor) throws(TorchError) -> Tensor
  private let empty: () throws(TorchError) -> LSTMState
  /// States of the row above, and of this row with nothing to the left of its first.
  private var above: LSTMState?, current: LSTMState?

  init(
    input: any RasterScan, like tensor: Tensor, shape: (width: Int, batch: Int, size: Int),
    matrix: @escaping (Tensor) throws(TorchError) -> Tensor
  ) throws(TorchError) {
    self.input = input
    self.matrix = matrix
    empty = { () throws(TorchError) in
      try LSTMState(zeros: [shape.width + 1, shape.batch, shape.size], like: tensor)
    }
  }

  func begin(row: Int) throws(TorchError) {
    try input.begin(row: row)
    above = try row == 0 ? empty() : current
    current = try empty()
  }

  func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) { try self.input.write(input, over: span) }

  func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor {
    guard let above, let current else {
      throw TorchError(operation: "DiagonalLSTM", message: "a row must begin before its pixels are asked for")
    }
    let gates = try self.input.advance(input, over: span).pixelsFirst().select(0, 0).unbind(0)
    var outputs: [Tensor] = []
    for (column, own) in zip(span.columns, gates) {
      let seen = try Tensor.concatenate([above.hidden.select(0, column + 1), current.hidden.select(0, column)], 1)
      let next = try LSTMState(gates: own + matrix(seen), cell: current.cell.select(0, column))
      try current.hidden.select(0, column + 1).copy_(next.hidden)
      try current.cell.select(0, column + 1).copy_(next.cell)
      outputs.append(next.hidden)
    }
    return try Tensor.stack(outputs).unsqueeze(0).pixelsLast()
  }
}
