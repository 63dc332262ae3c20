import TorchTensors

/// Perceptrons for images of 28 by 28 pixels.
///
/// G: latent - 256 - 512 - pixels, tanh at the end; D: pixels - 512 - 256 - 1; LeakyReLU(0.2) between. With 100 latent
/// numbers and one channel G has 559,632 parameters and D 533,505.
public struct ImageMLP: Architecture {
  /// Channels of an image.
  public var channels: Int
  /// Numbers of a latent vector.
  public var latentSize: Int

  /// Both for images with `channels` channels, G from `latentSize` normal numbers.
  public init(channels: Int = 1, latentSize: Int = 100) {
    self.channels = channels
    self.latentSize = latentSize
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: "mlp-28", title: "perceptrons of two hidden layers for images of 28 pixels",
      sampleShape: [channels, 28, 28],
      latentSize: latentSize,
      source:
        "I. Goodfellow et al., Generative Adversarial Networks, 2014, arXiv:1406.2661, section 5 (perceptrons; the "
        + "widths and LeakyReLU instead of maxout are ours)")
  }

  /// [n, latentSize] to [n, channels, 28, 28], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    try .mlp(
      widths: [latentSize, 256, 512, channels * 784], activation: .leakyReLU(slope: 0.2), output: .tanh,
      outputShape: [channels, 28, 28])
  }

  /// [n, channels, 28, 28] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    try .mlp(widths: [channels * 784, 512, 256, 1], activation: .leakyReLU(slope: 0.2), inputIsFlat: false)
  }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    return ImageMLP(channels: channels ?? self.channels, latentSize: latentSize ?? self.latentSize)
  }
}
