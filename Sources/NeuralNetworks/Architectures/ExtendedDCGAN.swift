import TorchTensors

/// "dcganx", the extension of DCGAN that composite functional gradients are learned with: every strided convolution but the
/// image's own is followed by one of 1×1.
///
/// With width w and images of 32 (64) pixels, L = 3 (4) halvings, convolutions 5×5, stride 2, padding 2:
///
///     D: image → w, leaky │ w → 2w, norm, leaky, 1×1, norm, leaky │ 2w → 4w, … │ (4w → 8w, …) │ linear → 1
///     G: linear z → 2^{L-1} w at 4×4 │ ReLU, → half as many channels, norm, ReLU, 1×1, norm │ … │ ReLU, → image, tanh
///
/// LeakyReLU(0.2). `normalizes` is batch normalization, of all blocks but D's first. All weights start as N(0, 0.01²), biases
/// at zero, gains of normalization at one, as in the paper's runs; how far a functional step of a given η goes at first hangs
/// on D's last layer. (The authors' later code starts linear layers by He's law and gains in U(0, 1). With He's law and gains of
/// one D is 4 times as steep at the beginning, and of three runs of xICFG at the paper's η two run away.)
///
/// Source: R. Johnson and T. Zhang, "Composite Functional Gradient Learning of Generative Adversarial Models", 2018,
/// arXiv:1801.06309, section 5 and appendix; the details from the authors' code. In the later one the biases of D's blocks are
/// declared and by a slip never used; here they are.
public struct ExtendedDCGAN: Architecture {
  /// The sizes of images that there are.
  public enum Size: Int, Sendable, CaseIterable {
    /// 32 by 32: SVHN, and MNIST in a frame of 2.
    case pixels32 = 32
    /// 64 by 64: LSUN.
    case pixels64 = 64

    /// How often it is halved, down to 4 by 4.
    var halvings: Int { self == .pixels32 ? 3 : 4 }
  }

  /// Height and width.
  public var size: Size
  /// Channels of an image.
  public var channels: Int
  /// Channels after D's first layer.
  public var width: Int
  /// Numbers of a latent vector.
  public var latentSize: Int
  /// Whether there is batch normalization.
  public var normalizes: Bool

  /// The authors' widths are 32 for MNIST, else 64.
  public init(
    size: Size = .pixels32, channels: Int = 1, width: Int = 32, latentSize: Int = 100, normalizes: Bool = true
  ) {
    self.size = size
    self.channels = channels
    self.width = width
    self.latentSize = latentSize
    self.normalizes = normalizes
  }

  static let source =
    "Johnson and Zhang, Composite Functional Gradient Learning of Generative Adversarial Models, 2018, "
    + "arXiv:1801.06309, section 5"

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: "cfg-dcganx-\(size.rawValue)" + suffix,
      title: "extended DCGAN of the CFG paper for \(size.rawValue) pixels, width \(width)"
        + (normalizes ? "" : ", no normalization"),
      sampleShape: [channels, size.rawValue, size.rawValue], latentSize: latentSize, source: Self.source)
  }

  /// What a name says of width and normalization, where they are not the standard.
  var suffix: String {
    (width == (size == .pixels32 ? 32 : 64) ? "" : "-w\(width)") + (normalizes ? "" : "-plain")
  }

  static let initializer = Initializer.normal(deviation: 0.01)

  private func norm(_ channels: Int) -> [any Layer] { normalizes ? [BatchNorm(channels)] : [] }
  private func pointwise(_ channels: Int) -> Conv2d {
    Conv2d(channels, channels, kernel: 1, initializer: Self.initializer)
  }

  /// [n, latentSize] to [n, channels, size, size], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    var inputs = width << (size.halvings - 1)
    func doubling(_ from: Int, _ to: Int) -> ConvTranspose2d {
      ConvTranspose2d(from, to, kernel: 5, stride: 2, padding: 2, outputPadding: 1, initializer: Self.initializer)
    }
    var layers: [(name: String, layer: any Layer)] = [
      (name: "linear", layer: Linear(latentSize, 16 * inputs, initializer: Self.initializer)),
      (name: "reshape", layer: Reshape([inputs, 4, 4])),
    ]
    for number in 1..<size.halvings {
      let outputs = inputs / 2
      let block: [any Layer] =
        [Activation.relu, doubling(inputs, outputs)] + norm(outputs) + [Activation.relu, pointwise(outputs)]
        + norm(outputs)
      layers.append((name: "block\(number)", layer: Sequential(block)))
      inputs = outputs
    }
    layers.append((name: "image", layer: Sequential([Activation.relu, doubling(inputs, channels), Activation.tanh])))
    return try Network(named: layers)
  }

  /// [n, channels, size, size] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    func halving(_ from: Int, _ to: Int) -> Conv2d {
      Conv2d(from, to, kernel: 5, stride: 2, padding: 2, initializer: Self.initializer)
    }
    let leaky = Activation.leakyReLU(slope: 0.2)
    var layers: [(name: String, layer: any Layer)] = [
      (name: "image", layer: Sequential([halving(channels, width), leaky]))
    ]
    var inputs = width
    for number in 1..<size.halvings {
      let outputs = 2 * inputs
      let block: [any Layer] =
        [halving(inputs, outputs)] + norm(outputs) + [leaky, pointwise(outputs)] + norm(outputs) + [leaky]
      layers.append((name: "block\(number)", layer: Sequential(block)))
      inputs = outputs
    }
    layers.append((name: "flatten", layer: Flatten()))
    layers.append((name: "linear", layer: Linear(16 * inputs, 1, initializer: Self.initializer)))
    return try Network(named: layers)
  }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    var result = self
    result.channels = channels ?? self.channels
    result.latentSize = latentSize ?? self.latentSize
    return result
  }
}
