import TorchTensors

/// main(x) + shortcut(x): a residual block. An empty shortcut is x itself.
///
/// Names: `main.0.weight`, …, `shortcut.0.weight`, ….
///
/// Source: K. He et al., "Deep Residual Learning for Image Recognition", 2015, arXiv:1512.03385; the blocks of GANs as
/// in I. Gulrajani et al., arXiv:1704.00028, appendix, and T. Miyato et al., arXiv:1802.05957, appendix B.4.
public struct Residual: Layer {
  let branches: NamedLayers
  let hasShortcut: Bool

  /// A block with these branches.
  public init(main: [any Layer], shortcut: [any Layer] = []) {
    hasShortcut = !shortcut.isEmpty
    branches = NamedLayers(
      [(name: "main", layer: Sequential(main))] + (hasShortcut ? [(name: "shortcut", layer: Sequential(shortcut))] : [])
    )
  }

  /// Those of both branches.
  public var parameters: [ParameterDeclaration] { branches.parameters }
  /// Those of both branches.
  public var buffers: [BufferDeclaration] { branches.buffers }
  /// Those of both branches.
  public var conditions: [String] { branches.conditions }

  /// main(input) + shortcut(input); the input itself where there is no shortcut.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let main = try branches(0, input, own, in: pass)
    return try main + (hasShortcut ? branches(1, input, own, in: pass) : input)
  }
}

extension Residual {
  /// The block of ResNet generators, which doubles height and width: norm, ReLU, upsample, 3×3, norm, ReLU, 3×3; its
  /// shortcut is 1×1 and upsampled. (1×1 and copying pixels commute; the cheap order is taken.)
  ///
  /// 3×3 kernels start with Glorot's uniform law and gain √2, the 1×1 with gain 1. `spectral` puts `SpectralNorm`
  /// around every convolution.
  public static func generatorBlock(
    _ inputs: Int, _ outputs: Int, spectral: Bool = false,
    norm: (_ channels: Int) -> any Layer = { BatchNorm($0) }
  ) -> Residual {
    func wrapped(_ layer: Conv2d) -> any Layer { spectral ? SpectralNorm(layer) : layer }
    return Residual(
      main: [
        norm(inputs), Activation.relu, UpsampleNearest(2), wrapped(convolution3(inputs, outputs)),
        norm(outputs), Activation.relu, wrapped(convolution3(outputs, outputs)),
      ],
      shortcut: [wrapped(convolution1(inputs, outputs)), UpsampleNearest(2)])
  }

  /// The block of ResNet discriminators: ReLU, 3×3, ReLU, 3×3 and, when it halves height and width, the mean of 2×2;
  /// its shortcut is the mean and 1×1, or x itself where neither size nor channels change. (1×1 and the mean commute.)
  ///
  /// The first block of a network leaves out the first ReLU, which would cut off half of the image. `spectral` puts
  /// `SpectralNorm` around every convolution.
  public static func discriminatorBlock(
    _ inputs: Int, _ outputs: Int, downsample: Bool, isFirst: Bool = false, spectral: Bool = false
  ) -> Residual {
    func wrapped(_ layer: Conv2d) -> any Layer { spectral ? SpectralNorm(layer) : layer }
    let pool: [any Layer] = downsample ? [Pool.average(window: 2)] : []
    return Residual(
      main: (isFirst ? [] : [Activation.relu])
        + [wrapped(convolution3(inputs, outputs)), Activation.relu, wrapped(convolution3(outputs, outputs))] + pool,
      shortcut: downsample || inputs != outputs ? pool + [wrapped(convolution1(inputs, outputs))] : [])
  }

  private static func convolution3(_ inputs: Int, _ outputs: Int) -> Conv2d {
    Conv2d(
      inputs, outputs, kernel: 3, padding: 1,
      initializer: .xavierUniform(fanIn: 9 * inputs, fanOut: 9 * outputs, gain: 2.0.squareRoot()))
  }

  private static func convolution1(_ inputs: Int, _ outputs: Int) -> Conv2d {
    Conv2d(inputs, outputs, kernel: 1, initializer: .xavierUniform(fanIn: inputs, fanOut: outputs))
  }
}
