import TorchTensors

/// The pair that the paper on implicit competitive regularization trains on CIFAR-10, and its variants of D.
///
/// G: linear 128 → 256 at 4×4, batch normalization, ReLU, then transposed convolutions 256 → 128 → 64 → 3 (4×4, stride
/// 2), with batch normalization and ReLU between and tanh at the end: 1,195,587 parameters. D: convolutions 3 → 64 →
/// 128 → 256 (4×4, stride 2) with LeakyReLU(0.01), then linear 4096 → 1: 662,977 parameters (663,873 with batch
/// normalization). Everything starts as PyTorch starts it. Names are those of the authors' modules. All widths between can be
/// divided by `divisor`: an eighth has 77,771 and 11,193 parameters.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852, section 5 and appendix; the details from the authors' code.
public struct CompetitiveCIFAR: Architecture {
  /// What is in D between its convolutions.
  public enum Variant: String, Sendable, CaseIterable {
    /// LeakyReLU alone.
    case plain
    /// Batch normalization before each LeakyReLU.
    case batchNorm
    /// Dropout (0.5) of whole channels after each LeakyReLU.
    case dropout
    /// Spectral normalization of all weights.
    case spectralNorm

    /// The end of such a pair's name, and the words behind its title.
    var words: (suffix: String, title: String) {
      switch self {
      case .plain: ("", "")
      case .batchNorm: ("-bn", ", batch normalization in D")
      case .dropout: ("-dropout", ", dropout in D")
      case .spectralNorm: ("-sn", ", spectral normalization in D")
      }
    }

    /// A convolution of D to `channels` channels with what follows it.
    func block(_ convolution: Conv2d, channels: Int) -> [any Layer] {
      switch self {
      case .plain: [convolution, Activation.leakyReLU()]
      case .batchNorm: [convolution, BatchNorm(channels), Activation.leakyReLU()]
      case .dropout: [convolution, Activation.leakyReLU(), Dropout(0.5, wholeChannels: true)]
      case .spectralNorm: [SpectralNorm(convolution), Activation.leakyReLU()]
      }
    }

    /// A linear layer of D.
    func linear(_ layer: Linear) -> any Layer { self == .spectralNorm ? SpectralNorm(layer) : layer }
  }

  /// What is in D.
  public var variant: Variant
  /// Channels of an image.
  public var channels: Int
  /// Numbers of a latent vector.
  public var latentSize: Int
  /// What the paper's widths are divided by.
  public var divisor: CompetitiveMNIST.Divisor

  /// With D in this variant, for images with `channels` channels.
  public init(
    _ variant: Variant = .plain, channels: Int = 3, latentSize: Int = 128, divisor: CompetitiveMNIST.Divisor = .whole
  ) {
    self.divisor = divisor
    self.variant = variant
    self.channels = channels
    self.latentSize = latentSize
  }

  private func width(_ whole: Int) -> Int { whole / divisor.rawValue }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    return ArchitectureCard(
      name: "icr-cifar" + divisor.suffix + variant.words.suffix,
      title: "convolutional pair of the ICR paper for CIFAR-10" + divisor.title + variant.words.title,
      sampleShape: [channels, 32, 32], latentSize: latentSize,
      source: "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, "
        + "section 5")
  }

  /// [n, latentSize] to [n, channels, 32, 32], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    try Network(named: [
      (
        name: "preprocess",
        layer: Sequential([Linear(latentSize, width(4096)), BatchNorm(width(4096)), Activation.relu])
      ),
      (name: "reshape", layer: Reshape([width(256), 4, 4])),
      (
        name: "main_module",
        layer: Sequential([
          ConvTranspose2d(width(256), width(128), kernel: 4, stride: 2, padding: 1), BatchNorm(width(128)),
          Activation.relu,
          ConvTranspose2d(width(128), width(64), kernel: 4, stride: 2, padding: 1), BatchNorm(width(64)),
          Activation.relu,
          ConvTranspose2d(width(64), channels, kernel: 4, stride: 2, padding: 1), Activation.tanh,
        ])
      ),
    ])
  }

  /// [n, channels, 32, 32] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    var main: [any Layer] = []
    for (from, to) in [(channels, width(64)), (width(64), width(128)), (width(128), width(256))] {
      main += variant.block(Conv2d(from, to, kernel: 4, stride: 2, padding: 1), channels: to)
    }
    return try Network(named: [
      (name: "main_module", layer: Sequential(main)), (name: "reshape", layer: Flatten()),
      (name: "linear", layer: variant.linear(Linear(width(4096), 1))),
    ])
  }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    return CompetitiveCIFAR(
      variant, channels: channels ?? self.channels, latentSize: latentSize ?? self.latentSize, divisor: divisor)
  }
}
