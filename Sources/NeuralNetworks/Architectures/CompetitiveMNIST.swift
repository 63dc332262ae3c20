import TorchTensors

/// The pair that the paper on implicit competitive regularization trains on MNIST.
///
/// G: linear 96 → 1024 → 128 at 7×7, each with ReLU and then batch normalization, transposed convolutions 128 → 64 → 1
/// (4×4, stride 2), tanh at the end: 6,675,009 parameters. D: convolutions 1 → 32 → 64 (5×5), each with
/// LeakyReLU(0.01) and 2×2 maxima, linear 1024 → 1024 → 1: 1,102,721 parameters. Everything starts as PyTorch starts
/// it. Names are those of the authors' modules. All widths between can be divided by `divisor`: a quarter as many
/// channels take about a fifteenth of the time.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852, section 4; the details from the authors' code.
public struct CompetitiveMNIST: Architecture {
  /// Channels of an image.
  public var channels: Int
  /// Numbers of a latent vector.
  public var latentSize: Int
  /// What the paper's widths are divided by: 1, 2, 4 or 8.
  public var divisor: Divisor
  /// What is in D between its layers: in the paper nothing but LeakyReLU.
  public var variant: CompetitiveCIFAR.Variant

  /// How much narrower than the paper's a pair is.
  public enum Divisor: Int, Sendable, CaseIterable {
    /// The paper's own widths.
    case whole = 1
    /// Half of them: 1,699,105 and 276,417 parameters.
    case half = 2
    /// A quarter.
    case quarter = 4
    /// An eighth.
    case eighth = 8

    /// In such a pair's name, and in its title.
    var suffix: String { self == .whole ? "" : "-\(self)" }
    var title: String { self == .whole ? "" : ", widths divided by \(rawValue)" }
  }

  /// For images with `channels` channels, G from `latentSize` normal numbers.
  public init(
    channels: Int = 1, latentSize: Int = 96, divisor: Divisor = .whole,
    variant: CompetitiveCIFAR.Variant = .plain
  ) {
    self.channels = channels
    self.latentSize = latentSize
    self.divisor = divisor
    self.variant = variant
  }

  private func width(_ whole: Int) -> Int { whole / divisor.rawValue }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: "icr-mnist" + divisor.suffix + variant.words.suffix,
      title: "convolutional pair of the ICR paper for MNIST" + divisor.title + variant.words.title,
      sampleShape: [channels, 28, 28],
      latentSize: latentSize,
      source: "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, "
        + "section 4")
  }

  /// [n, latentSize] to [n, channels, 28, 28], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    try Network(named: [
      (
        name: "fc",
        layer: Sequential([
          Linear(latentSize, width(1024)), Activation.relu, BatchNorm(width(1024)),
          Linear(width(1024), width(6272)), Activation.relu, BatchNorm(width(6272)),
        ])
      ),
      (name: "reshape", layer: Reshape([width(128), 7, 7])),
      (
        name: "convt",
        layer: Sequential([
          ConvTranspose2d(width(128), width(64), kernel: 4, stride: 2, padding: 1), Activation.relu,
          BatchNorm(width(64)),
          ConvTranspose2d(width(64), channels, kernel: 4, stride: 2, padding: 1), Activation.tanh,
        ])
      ),
    ])
  }

  /// [n, channels, 28, 28] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    let hidden = width(1024)
    return try Network(named: [
      (
        name: "conv",
        layer: Sequential(
          variant.block(Conv2d(channels, width(32), kernel: 5), channels: width(32)) + [Pool.max(window: 2)]
            + variant.block(Conv2d(width(32), width(64), kernel: 5), channels: width(64)) + [Pool.max(window: 2)])
      ),
      (name: "reshape", layer: Flatten()),
      (
        name: "fc",
        layer: Sequential([
          variant.linear(Linear(hidden, hidden)), Activation.leakyReLU(), variant.linear(Linear(hidden, 1)),
        ])
      ),
    ])
  }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    return CompetitiveMNIST(
      channels: channels ?? self.channels, latentSize: latentSize ?? self.latentSize, divisor: divisor,
      variant: variant)
  }
}
