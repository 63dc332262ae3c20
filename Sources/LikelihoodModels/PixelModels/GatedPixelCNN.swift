import NeuralNetworks
import TorchTensors

/// A block of the gated PixelCNN: with * a convolution and p features a stream,
///
///     a = W_v * v + V_v c,                              v ← tanh(a₁) σ(a₂)
///     b = W_h * h + W_l * a + V_h c,                    h ← h + W_o * (tanh(b₁) σ(b₂))
///
/// v sees the rows above, h also its own row up to the pixel; c is the class, if there is one. The first block has masks A
/// and no residual connection.
///
/// Source: A. van den Oord et al., "Conditional Image Generation with PixelCNN Decoders", 2016, arXiv:1606.05328,
/// equations 2 and 4, figure 2.
struct GatedBlock: TwoStreamBlock {
  let children: [(name: String, layer: any RasterLayer)]
  private let isFirst: Bool

  init(_ plan: PixelNetworkPlan, kernel: Int, isFirst: Bool) {
    let p = plan.features
    self.isFirst = isFirst
    let inputs = isFirst ? plan.channels : p
    let rows: CausalWindow =
      isFirst
      ? .above(kernel) : CausalWindow(rows: 0...kernel / 2, columns: -(kernel / 2)...kernel / 2, own: .all)
    var children: [(name: String, layer: any RasterLayer)] = [
      ("vertical", MaskedConv2d(inputs, 2 * p, rows)),
      (
        "horizontal",
        MaskedConv2d(
          inputs, 2 * p, .row(kernel, isFirst ? .before : .upTo),
          inputRanks: isFirst ? plan.imageRanks : plan.ranks(p), outputRanks: plan.ranks(p) + plan.ranks(p))
      ),
      ("link", MaskedConv2d(2 * p, 2 * p, .square(1, .upTo))),
      ("output", plan.convolution(p, p, .square(1, .upTo))),
    ]
    if let classes = plan.classes {
      for stream in ["vertical", "horizontal"] {
        children.append((stream + "-class", ClassBias(classes: classes, channels: 2 * p)))
      }
    }
    self.children = children
  }

  var readers: [Int] { [0, 1] }

  func vertical(
    _ input: Tensor, skip: Tensor?, _ child: ChildEvaluation
  ) throws(TorchError) -> (output: Tensor, told: Tensor) {
    var a = try child(0, input)
    if children.count > 4 { a = try child(4, a) }
    return (try Self.gated(a), try child(2, a))
  }

  func horizontal(
    _ input: Tensor, told: Tensor, skip: (vertical: Tensor, horizontal: Tensor)?, _ child: ChildEvaluation
  ) throws(TorchError) -> Tensor {
    var b = try child(1, input) + told
    if children.count > 4 { b = try child(5, b) }
    let output = try child(3, Self.gated(b))
    return try isFirst ? output : input + output
  }

  private static func gated(_ x: Tensor) throws(TorchError) -> Tensor {
    let half = x.shape[1] / 2
    let parts = try x.split([half, half], 1)
    return try parts[0].tanh() * parts[1].sigmoid()
  }
}

extension PixelNetworkPlan {
  /// The gated PixelCNN: a first block of kernel 7, `layers` of kernel 3, two 1 x 1 convolutions.
  func gatedPixelCNN() throws -> Network {
    let blocks = (0...layers).map { GatedBlock(self, kernel: $0 == 0 ? 7 : 3, isFirst: $0 == 0) }
    return try Network([TwoStreamNetwork(blocks, output: outputLayers(of: features))])
  }
}
