import TorchTensors

/// The pair that the paper on implicit competitive regularization trains on MNIST.
///
/// G: linear 96 → 1024 → 128 at 7×7, each with ReLU and then batch normalization, transposed convolutions 128 → 64 → 1
/// (4×4, stride 2), tanh at the end: 6,675,009 parameters. D: convolutions 1 → 32 → 64 (5×5), each with
/// LeakyReLU(0.01) and 2×2 maxima, linear 1024 → 1024 → 1: 1,102,721 parameters. Everything starts as PyTorch starts
/// it. Names are those of the authors' modules.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852, section 4; the details from the authors' code.
public struct CompetitiveMNIST: Architecture {
  /// Channels of an image.
  public var channels: Int
  /// Numbers of a latent vector.
  public var latentSize: Int

  /// For images with `channels` channels, G from `latentSize` normal numbers.
  public init(channels: Int = 1, latentSize: Int = 96) {
    self.channels = channels
    self.latentSize = latentSize
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: "icr-mnist", title: "convolutional pair of the ICR paper for MNIST", sampleShape: [channels, 28, 28],
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
          Linear(latentSize, 1024), Activation.relu, BatchNorm(1024),
          Linear(1024, 6272), Activation.relu, BatchNorm(6272),
        ])
      ),
      (name: "reshape", layer: Reshape([128, 7, 7])),
      (
        name: "convt",
        layer: Sequential([
          ConvTranspose2d(128, 64, kernel: 4, stride: 2, padding: 1), Activation.relu, BatchNorm(64),
          ConvTranspose2d(64, channels, kernel: 4, stride: 2, padding: 1), Activation.tanh,
        ])
      ),
    ])
  }

  /// [n, channels, 28, 28] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    try Network(named: [
      (
        name: "conv",
        layer: Sequential([
          Conv2d(channels, 32, kernel: 5), Activation.leakyReLU(), Pool.max(window: 2),
          Conv2d(32, 64, kernel: 5), Activation.leakyReLU(), Pool.max(window: 2),
        ])
      ),
      (name: "reshape", layer: Flatten()),
      (name: "fc", layer: Sequential([Linear(1024, 1024), Activation.leakyReLU(), Linear(1024, 1)])),
    ])
  }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    return CompetitiveMNIST(channels: channels ?? self.channels, latentSize: latentSize ?? self.latentSize)
  }
}
