import TorchTensors

/// An LSTM that goes down an image row by row, a whole row at once: (N, inputs, H, W) to (N, width, H, W).
///
///     gates[i] = K_is ∗ in[i] + K_ss ∗ h[i - 1],   c[i], h[i] = LSTM(gates[i], c[i - 1])
///
/// K_is is masked, one row of three pixels (the left and the pixel itself are seen), K_ss is three pixels of the row above:
/// so a pixel sees a triangle above it, and a step has the cost of two convolutions of a row.
///
/// Names: `input.weight` [4 width, inputs, 1, 2], `input.bias`, `state.weight` [4 width, 3 width].
///
/// Source: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016,
/// arXiv:1601.06759, section 3.1.
public struct RowLSTM: RasterLayer {
  private let layers: NamedLayers
  private let width: Int

  /// An LSTM of this width; ranks as in `MaskedConv2d`, the outputs' also those of h.
  public init(_ inputs: Int, _ width: Int, inputRanks: [Int]? = nil, outputRanks: [Int]? = nil) {
    self.width = width
    layers = NamedLayers(
      gatesOf: inputs, width, .row(3, .upTo), seeing: 3, inputRanks: inputRanks, outputRanks: outputRanks)
  }

  /// Those of both maps.
  public var parameters: [ParameterDeclaration] { layers.parameters }

  /// Row after row. Takes 20 operations a row.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let rows = try layers(0, input, own, in: pass).pixelsFirst().unbind(0)
    var outputs: [Tensor] = []
    var state: LSTMState?
    for gates in rows {
      let next: LSTMState
      if let state {
        // h of the pixel above and of its neighbours, zero outside of the image.
        let framed = try state.hidden.pad([0, 0, 0, 0, 1, 1])
        let told =
          try gates
          + Self.neighbours(framed, at: 0, gates.shape[0]).throughMatrix {
            (x) throws(TorchError) in try layers(1, x, own, in: pass)
          }
        next = try LSTMState(gates: told, cell: state.cell)
      } else {
        next = try LSTMState(gates: gates, cell: nil)
      }
      outputs.append(next.hidden)
      state = next
    }
    return try Tensor.stack(outputs).pixelsLast()
  }

  /// Of positions framed by one on either side: the left neighbour, the position and the right one, side by side.
  private static func neighbours(_ framed: Tensor, at start: Int, _ count: Int) throws(TorchError) -> Tensor {
    var parts: [Tensor] = []
    for shift in 0..<3 { parts.append(try framed.narrow(0, start: start + shift, length: count)) }
    return try Tensor.concatenate(parts, 2)
  }

  /// A scan that keeps two rows of states.
  public func scan(
    _ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> any RasterScan {
    try RowLSTMScan(
      input: layers.firstScan(canvas, own, in: pass), like: own[0],
      shape: (width: canvas.width, batch: canvas.batch, size: width)
    ) { (x) throws(TorchError) in try layers(1, x, own, in: pass) }
  }

  private final class RowLSTMScan: RasterScan {
    private let input: any RasterScan
    private let matrix: (Tensor) throws(TorchError) -> Tensor
    private let empty: () throws(TorchError) -> LSTMState
    /// States of the row above and of this row, framed by one position on either side.
    private var above: LSTMState?, current: LSTMState?

    init(
      input: any RasterScan, like tensor: Tensor, shape: (width: Int, batch: Int, size: Int),
      matrix: @escaping (Tensor) throws(TorchError) -> Tensor
    ) throws(TorchError) {
      self.input = input
      self.matrix = matrix
      empty = { () throws(TorchError) in
        try LSTMState(zeros: [shape.width + 2, shape.batch, shape.size], like: tensor)
      }
    }

    func begin(row: Int) throws(TorchError) {
      try input.begin(row: row)
      above = row == 0 ? nil : current
      current = try empty()
    }

    func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) { try self.input.write(input, over: span) }

    func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor {
      let (start, count) = (span.columns.lowerBound, span.columns.count)
      var gates = try self.input.advance(input, over: span).pixelsFirst().select(0, 0)
      var cell: Tensor?
      if let above {
        gates = try gates + RowLSTM.neighbours(above.hidden, at: start, count).throughMatrix(matrix)
        cell = try above.cell.narrow(0, start: start + 1, length: count)
      }
      let next = try LSTMState(gates: gates, cell: cell)
      try current?.hidden.narrow(0, start: start + 1, length: count).copy_(next.hidden)
      try current?.cell.narrow(0, start: start + 1, length: count).copy_(next.cell)
      return try next.hidden.unsqueeze(0).pixelsLast()
    }
  }
}

extension NamedLayers {
  /// The two maps that an LSTM over images adds up to its four gates: of the input through a window, and of the states of as many
  /// pixels as it sees.
  init(
    gatesOf inputs: Int, _ width: Int, _ window: CausalWindow, seeing states: Int, inputRanks: [Int]?,
    outputRanks: [Int]?
  ) {
    self.init([
      (
        name: "input",
        layer: MaskedConv2d(
          inputs, 4 * width, window, inputRanks: inputRanks,
          outputRanks: outputRanks.map { $0 + $0 + $0 + $0 })
      ),
      (name: "state", layer: Linear(states * width, 4 * width, bias: false)),
    ])
  }

  /// The scan of the first child, where the others are no layers of images.
  func firstScan(_ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> any RasterScan
  {
    guard let (_, layer) = named.first, let first = layer as? any RasterLayer else {
      throw TorchError(operation: "scan", message: "a layer of images is required as the first child")
    }
    return try first.scan(canvas, tensors(of: 0, in: own), in: pass)
  }
}
