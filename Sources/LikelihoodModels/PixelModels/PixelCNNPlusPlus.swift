import NeuralNetworks
import TorchTensors

/// The first block of PixelCNN++, of the image alone: v is a convolution of two rows above, h one of the row above and one
/// of the two pixels to the left, in the own row and in the one above.
struct ImageBlock: TwoStreamBlock {
  let children: [(name: String, layer: any RasterLayer)]

  init(channels: Int, features: Int) {
    children = [
      ("vertical", MaskedConv2d(channels, features, .above(5).narrowed(to: 3))),
      ("above", MaskedConv2d(channels, features, CausalWindow(rows: 1...1, columns: -1...1, own: .all))),
      ("left", MaskedConv2d(channels, features, CausalWindow(rows: 0...1, columns: -1 ... -1, own: .before))),
    ]
  }

  var readers: [Int] { [0, 1, 2] }

  func vertical(
    _ input: Tensor, skip: Tensor?, _ child: ChildEvaluation
  ) throws(TorchError) -> (output: Tensor, told: Tensor) {
    (try child(0, input), try child(1, input))
  }

  func horizontal(
    _ input: Tensor, told: Tensor, skip: (vertical: Tensor, horizontal: Tensor)?, _ child: ChildEvaluation
  ) throws(TorchError) -> Tensor { try child(2, input) + told }
}

/// A gated residual block of PixelCNN++ in either stream, with F features and e = concat-ELU:
///
///     y = W₁ * e(x) + W_s * e(s),   z = W₂ * dropout(e(y)) + V c,   x ← x + z₁ σ(z₂)
///
/// s is what is told besides: to the horizontal stream the vertical one, to both the streams of the block that a skip
/// connection comes from. c is the class, if there is one.
///
/// Source: T. Salimans, A. Karpathy, X. Chen and D. Kingma, "PixelCNN++", 2017, arXiv:1701.05517, section 2.
struct ResidualBlock: TwoStreamBlock {
  let children: [(name: String, layer: any RasterLayer)]
  private let hasSkip: Bool, hasClasses: Bool

  /// The places of a stream's layers, after the block's own elu and what the horizontal stream is told.
  private enum Stream: Int {
    case vertical = 2, horizontal = 5
    var first: Int { rawValue }
    var dropout: Int { rawValue + 1 }
    var last: Int { rawValue + 2 }
    /// Where its class bias is, if there is one.
    var classBias: Int { self == .vertical ? 8 : 9 }
  }

  init(_ plan: PixelNetworkPlan, hasSkip: Bool) {
    let f = plan.features
    self.hasSkip = hasSkip
    hasClasses = plan.classes != nil
    // The vertical stream's own row stands for rows above the pixel's; the horizontal one looks to the left.
    let windows = [
      ("vertical", CausalWindow(rows: 0...1, columns: -1...1, own: .all)),
      ("horizontal", CausalWindow(rows: 0...1, columns: -1...0, own: .upTo)),
    ]
    var children: [(name: String, layer: any RasterLayer)] = [
      ("elu", ConcatELU()), ("told", MaskedConv2d(hasSkip ? 4 * f : 2 * f, f, .square(1, .upTo))),
    ]
    for (stream, window) in windows {
      children.append((stream + ".first", MaskedConv2d(2 * f, f, window)))
      children.append((stream + ".dropout", Dropout(plan.dropout)))
      children.append((stream + ".last", MaskedConv2d(2 * f, 2 * f, window)))
    }
    if let classes = plan.classes {
      for (stream, _) in windows { children.append((stream + ".class", ClassBias(classes: classes, channels: 2 * f))) }
    }
    if hasSkip { children.append(("skip", MaskedConv2d(2 * f, f, .square(1, .upTo)))) }
    self.children = children
  }

  var readers: [Int] { [] }

  func vertical(
    _ input: Tensor, skip: Tensor?, _ child: ChildEvaluation
  ) throws(TorchError) -> (output: Tensor, told: Tensor) {
    let besides = try skip.map { (skip) throws(TorchError) in try child(children.count - 1, child(0, skip)) }
    let output = try moved(input, besides, .vertical, child)
    return (output, output)
  }

  func horizontal(
    _ input: Tensor, told: Tensor, skip: (vertical: Tensor, horizontal: Tensor)?, _ child: ChildEvaluation
  ) throws(TorchError) -> Tensor {
    let both = try skip.map { (skip) throws(TorchError) in try Tensor.concatenate([told, skip.horizontal], 1) } ?? told
    return try moved(input, child(1, child(0, both)), .horizontal, child)
  }

  /// x after the block, with what is added to its first convolution.
  private func moved(
    _ x: Tensor, _ besides: Tensor?, _ stream: Stream, _ child: ChildEvaluation
  ) throws(TorchError) -> Tensor {
    var y = try child(stream.first, child(0, x))
    if let besides { y = try y + besides }
    var z = try child(stream.last, child(stream.dropout, child(0, y)))
    if hasClasses { z = try child(stream.classBias, z) }
    let half = z.shape[1] / 2
    let parts = try z.split([half, half], 1)
    return try x + parts[0] * parts[1].sigmoid()
  }
}

extension CausalWindow {
  /// The same rows and fewer columns, as many to the left as to the right.
  fileprivate func narrowed(to width: Int) -> CausalWindow {
    CausalWindow(rows: rows, columns: -(width / 2)...width / 2, own: own)
  }
}

extension PixelNetworkPlan {
  /// PixelCNN++ at one resolution: the image's block, `layers` residual blocks, and as many more that are told the streams
  /// of the first half in reverse (a U on its side); concat-ELU and a 1 x 1 convolution to the outputs. The image has a
  /// channel of ones beside it.
  ///
  /// Of the paper's network the two halvings of the resolution, weight normalisation and its initialisation by data are left
  /// out.
  func pixelCNNPlusPlus() throws -> Network {
    var blocks: [any TwoStreamBlock] = [ImageBlock(channels: channels + 1, features: features)]
    for _ in 0..<layers { blocks.append(ResidualBlock(self, hasSkip: false)) }
    for _ in 0..<layers { blocks.append(ResidualBlock(self, hasSkip: true)) }
    let skips = [Int?](repeating: nil, count: layers + 1) + (0..<layers).map { layers - 1 - $0 }
    let output: [any Layer] = [
      ConcatELU(), MaskedConv2d(2 * features, distribution.outputs(channels: channels), .square(1, .upTo)),
    ]
    return try Network([TwoStreamNetwork(blocks, skips: skips, output: output, marksImage: true)])
  }
}
