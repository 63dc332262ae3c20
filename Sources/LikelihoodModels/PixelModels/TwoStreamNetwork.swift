import NeuralNetworks
import TorchTensors

/// How a block evaluates its children: on whole images, or on a span of a row.
struct ChildEvaluation {
  private let evaluate: (Int, Tensor) throws(TorchError) -> Tensor

  init(_ evaluate: @escaping (Int, Tensor) throws(TorchError) -> Tensor) { self.evaluate = evaluate }

  /// The output of the child at this place.
  func callAsFunction(_ place: Int, _ input: Tensor) throws(TorchError) -> Tensor { try evaluate(place, input) }
}

/// One block of a network in two streams.
///
/// The formulas are written once, over children that are evaluated on whole images or on a span: training and sampling
/// cannot differ.
protocol TwoStreamBlock: Sendable {
  /// The layers inside, by names.
  var children: [(name: String, layer: any RasterLayer)] { get }
  /// The places of those that look at the block's input itself.
  var readers: [Int] { get }
  /// The vertical stream, which at a pixel knows the rows above alone: its next value, and what the horizontal stream is
  /// told of it. `skip` is the vertical stream of an earlier block.
  func vertical(
    _ input: Tensor, skip: Tensor?, _ child: ChildEvaluation
  ) throws(TorchError) -> (output: Tensor, told: Tensor)
  /// The horizontal stream, which knows its own row up to the pixel too. `skip` is that of an earlier block.
  func horizontal(
    _ input: Tensor, told: Tensor, skip: (vertical: Tensor, horizontal: Tensor)?, _ child: ChildEvaluation
  ) throws(TorchError) -> Tensor
}

/// A network in two streams: one sees all rows above a pixel, the other the pixel's row and what the first tells it, so
/// that no part of what comes before is hidden. The output is made of the horizontal stream.
///
/// A row's vertical stream is a function of the rows above, so a scan computes it once a row, and a pixel costs the
/// horizontal stream alone.
///
/// Names: block, child, parameter: `0.vertical.weight`; the output's layers are `output.0` and so on.
struct TwoStreamNetwork: RasterLayer {
  private let blocks: [any TwoStreamBlock]
  /// The block whose streams each is told besides; nil for none.
  private let skips: [Int?]
  private let layers: NamedLayers
  /// Where each block's children begin.
  private let firsts: [Int]
  /// Whether the image has a channel of ones beside it, which tells a black pixel from none.
  private let marksImage: Bool

  init(
    _ blocks: [any TwoStreamBlock], skips: [Int?]? = nil, output: [any Layer], marksImage: Bool = false
  ) {
    self.blocks = blocks
    self.skips = skips ?? blocks.map { _ in nil }
    self.marksImage = marksImage
    var named: [(name: String, layer: any Layer)] = []
    var firsts: [Int] = []
    for (number, block) in blocks.enumerated() {
      firsts.append(named.count)
      named += block.children.map { (name: "\(number).\($0.name)", layer: $0.layer) }
    }
    self.firsts = firsts
    layers = NamedLayers(named + [(name: "output", layer: Sequential(output))])
  }

  var parameters: [ParameterDeclaration] { layers.parameters }
  var buffers: [BufferDeclaration] { layers.buffers }
  var conditions: [String] { layers.conditions }

  func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let image = try marked(input)
    var streams: [(vertical: Tensor, horizontal: Tensor)] = []
    for (number, block) in blocks.enumerated() {
      let child = ChildEvaluation { (place, x) throws(TorchError) in
        try layers(firsts[number] + place, x, own, in: pass)
      }
      let before = streams.last ?? (image, image)
      let skip = skips[number].map { streams[$0] }
      let (vertical, told) = try block.vertical(before.vertical, skip: skip?.vertical, child)
      streams.append((vertical, try block.horizontal(before.horizontal, told: told, skip: skip, child)))
    }
    return try layers(layers.count - 1, streams.last?.horizontal ?? image, own, in: pass)
  }

  private func marked(_ image: Tensor) throws(TorchError) -> Tensor {
    marksImage ? try Tensor.concatenate([image, image.narrow(1, start: 0, length: 1).onesLike()], 1) : image
  }

  func scan(_ canvas: RasterCanvas, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> any RasterScan {
    let image = try layers.scans(canvas, own, in: pass)
    return TwoStreamScan(self, image, canvas, like: own[0])
  }

  private final class TwoStreamScan: RasterScan {
    private let network: TwoStreamNetwork
    private let scans: [any RasterScan]
    private let canvas: RasterCanvas
    private let like: Tensor
    /// This row's vertical streams, and what each tells the horizontal one.
    private var rows: [(output: Tensor, told: Tensor)] = []

    init(_ network: TwoStreamNetwork, _ scans: [any RasterScan], _ canvas: RasterCanvas, like: Tensor) {
      self.network = network
      self.scans = scans
      self.canvas = canvas
      self.like = like
    }

    private func child(_ number: Int, _ span: PixelSpan) -> ChildEvaluation {
      ChildEvaluation { [scans, first = network.firsts[number]] (place, x) throws(TorchError) in
        try scans[first + place].advance(x, over: span)
      }
    }

    func begin(row: Int) throws(TorchError) {
      for scan in scans { try scan.begin(row: row) }
      let span = PixelSpan(row: row, columns: 0..<canvas.width)
      // The row itself is not seen by the vertical stream.
      let channels = (network.layers.parameters.first?.shape[1] ?? 1)
      var signal = try Tensor.zeros(
        [canvas.batch, channels, 1, canvas.width], dtype: like.dtype ?? .float32, device: like.device)
      rows = []
      for (number, block) in network.blocks.enumerated() {
        let row = try block.vertical(
          signal, skip: network.skips[number].map { rows[$0].output }, child(number, span))
        rows.append(row)
        signal = row.output
      }
    }

    func advance(_ input: Tensor, over span: PixelSpan) throws(TorchError) -> Tensor {
      func here(_ row: Tensor) throws(TorchError) -> Tensor {
        try row.narrow(3, start: span.columns.lowerBound, length: span.columns.count)
      }
      var signals: [Tensor] = []
      var signal = try network.marked(input)
      for (number, block) in network.blocks.enumerated() {
        var skip: (vertical: Tensor, horizontal: Tensor)?
        if let place = network.skips[number] { skip = (try here(rows[place].output), signals[place]) }
        signal = try block.horizontal(signal, told: here(rows[number].told), skip: skip, child(number, span))
        signals.append(signal)
      }
      return try scans[scans.count - 1].advance(signal, over: span)
    }

    func write(_ input: Tensor, over span: PixelSpan) throws(TorchError) {
      let image = try network.marked(input)
      for place in network.blocks.first?.readers ?? [] { try scans[place].write(image, over: span) }
    }
  }
}
