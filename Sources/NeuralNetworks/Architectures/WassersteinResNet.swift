import TorchTensors

/// The residual networks that WGAN-GP trains on CIFAR-10.
///
/// G: linear 128 → 128 at 4×4, three blocks that double the size, batch normalization, ReLU, 3×3 convolution, tanh:
/// 1,204,483 parameters. D: two blocks that halve the size, two that keep it, all of 128 channels and without
/// normalization, ReLU, the mean over pixels, linear: 1,053,825 parameters.
///
/// Source: I. Gulrajani et al., "Improved Training of Wasserstein GANs", 2017, arXiv:1704.00028, appendix F. Biases in
/// all convolutions, 1×1 shortcuts, and Glorot's law where the authors' code has He's, as in later reimplementations.
public struct WassersteinResNet: Architecture {
  /// Channels of an image.
  public var channels: Int
  /// Channels inside.
  public var width: Int
  /// Numbers of a latent vector.
  public var latentSize: Int

  /// Both for images with `channels` channels, their blocks `width` channels wide.
  public init(channels: Int = 3, width: Int = 128, latentSize: Int = 128) {
    self.channels = channels
    self.width = width
    self.latentSize = latentSize
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: "wgan-gp-resnet-32", title: "residual networks of WGAN-GP for 32 pixels", sampleShape: [channels, 32, 32],
      latentSize: latentSize,
      source: "Gulrajani et al., Improved Training of Wasserstein GANs, 2017, arXiv:1704.00028, appendix F")
  }

  /// [n, latentSize] to [n, channels, 32, 32], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    try Network(named: [
      (
        name: "linear",
        layer: Linear(
          latentSize, 16 * width, initializer: .xavierUniform(fanIn: latentSize, fanOut: 16 * width))
      ),
      (name: "reshape", layer: Reshape([width, 4, 4])),
      (name: "block1", layer: Residual.generatorBlock(width, width)),
      (name: "block2", layer: Residual.generatorBlock(width, width)),
      (name: "block3", layer: Residual.generatorBlock(width, width)),
      (name: "norm", layer: BatchNorm(width)), (name: "relu", layer: Activation.relu),
      (
        name: "conv",
        layer: Conv2d(
          width, channels, kernel: 3, padding: 1,
          initializer: .xavierUniform(fanIn: 9 * width, fanOut: 9 * channels))
      ),
      (name: "tanh", layer: Activation.tanh),
    ])
  }

  /// [n, channels, 32, 32] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    try Network(named: [
      (name: "block1", layer: Residual.discriminatorBlock(channels, width, downsample: true, isFirst: true)),
      (name: "block2", layer: Residual.discriminatorBlock(width, width, downsample: true)),
      (name: "block3", layer: Residual.discriminatorBlock(width, width, downsample: false)),
      (name: "block4", layer: Residual.discriminatorBlock(width, width, downsample: false)),
      (name: "relu", layer: Activation.relu), (name: "pool", layer: Pool.globalAverage),
      (name: "linear", layer: Linear(width, 1, initializer: .xavierUniform(fanIn: width, fanOut: 1))),
    ])
  }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    return WassersteinResNet(
      channels: channels ?? self.channels, width: width, latentSize: latentSize ?? self.latentSize)
  }
}
