import TorchTensors

/// The residual networks that spectral normalization is trained with on CIFAR-10, their class-conditional form, and the
/// form with self-attention.
///
/// G: linear 128 → 256 at 4×4, three blocks that double the size, batch normalization, ReLU, 3×3 convolution, tanh:
/// 4,276,739 parameters. D, every weight spectrally normalized: two blocks that halve the size, two that keep it, all
/// of 128 channels, ReLU, the sum over pixels, linear: 1,053,825 parameters.
///
/// With classes the generator's blocks have conditional batch normalization and the discriminator is a projection
/// discriminator. With attention, self-attention stands at 16×16 pixels in both and the generator is spectrally
/// normalized too.
///
/// Source: T. Miyato et al., "Spectral Normalization for Generative Adversarial Networks", 2018, arXiv:1802.05957,
/// appendix B.4, table 4; conditional: T. Miyato and M. Koyama, 2018, arXiv:1802.05637; attention: H. Zhang et al.,
/// 2018, arXiv:1805.08318 (which has 128 pixels; the place at 16×16 is that of later reimplementations).
public struct SpectralResNet: Architecture {
  /// Channels of an image.
  public var channels: Int
  /// Channels inside G and inside D.
  public var generatorWidth: Int, discriminatorWidth: Int
  /// Numbers of a latent vector.
  public var latentSize: Int
  /// Classes of the conditional form; nil for none.
  public var classes: Int?
  /// Whether there is self-attention.
  public var attention: Bool

  /// Both for images with `channels` channels; class-conditional with `classes`, with self-attention where asked.
  public init(
    channels: Int = 3, generatorWidth: Int = 256, discriminatorWidth: Int = 128, latentSize: Int = 128,
    classes: Int? = nil, attention: Bool = false
  ) {
    self.channels = channels
    self.generatorWidth = generatorWidth
    self.discriminatorWidth = discriminatorWidth
    self.latentSize = latentSize
    self.classes = classes
    self.attention = attention
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: (attention ? "sagan-32" : "sngan-resnet-32") + (classes == nil ? "" : "-conditional"),
      title: "spectrally normalized residual networks for 32 pixels" + (attention ? ", self-attention" : "")
        + (classes == nil ? "" : ", conditional batch normalization and projection"),
      sampleShape: [channels, 32, 32], latentSize: latentSize, classes: classes,
      source: "Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018, arXiv:1802.05957, "
        + "appendix B.4, table 4" + (classes == nil ? "" : "; Miyato and Koyama, 2018, arXiv:1802.05637")
        + (attention ? "; Zhang et al., 2018, arXiv:1805.08318" : ""))
  }

  /// [n, latentSize] to [n, channels, 32, 32], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    let width = generatorWidth
    let linear = Linear(latentSize, 16 * width, initializer: .xavierUniform(fanIn: latentSize, fanOut: 16 * width))
    let last = Conv2d(
      width, channels, kernel: 3, padding: 1, initializer: .xavierUniform(fanIn: 9 * width, fanOut: 9 * channels))
    func norm(_ channels: Int) -> any Layer {
      if let classes { return ConditionalBatchNorm(channels, classes: classes) }
      return BatchNorm(channels)
    }
    func block() -> any Layer { Residual.generatorBlock(width, width, spectral: attention, norm: norm) }
    var layers: [(name: String, layer: any Layer)] = [
      (name: "linear", layer: attention ? SpectralNorm(linear) : linear),
      (name: "reshape", layer: Reshape([width, 4, 4])),
      (name: "block1", layer: block()), (name: "block2", layer: block()),
    ]
    if attention { layers.append((name: "attention", layer: SelfAttention(width, spectral: true))) }
    layers += [
      (name: "block3", layer: block()), (name: "norm", layer: BatchNorm(width)),
      (name: "relu", layer: Activation.relu),
      (name: "conv", layer: attention ? SpectralNorm(last) : last),
      (name: "tanh", layer: Activation.tanh),
    ]
    return try Network(named: layers)
  }

  /// [n, channels, 32, 32] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    let width = discriminatorWidth
    func block(_ inputs: Int, halving: Bool, isFirst: Bool = false) -> any Layer {
      Residual.discriminatorBlock(inputs, width, downsample: halving, isFirst: isFirst, spectral: true)
    }
    var head: any Layer = SpectralNorm(Linear(width, 1, initializer: .xavierUniform(fanIn: width, fanOut: 1)))
    if let classes { head = ProjectionHead(width, classes: classes, spectral: true) }
    var layers: [(name: String, layer: any Layer)] = [
      (name: "block1", layer: block(channels, halving: true, isFirst: true))
    ]
    if attention { layers.append((name: "attention", layer: SelfAttention(width, spectral: true))) }
    layers += [
      (name: "block2", layer: block(width, halving: true)), (name: "block3", layer: block(width, halving: false)),
      (name: "block4", layer: block(width, halving: false)), (name: "relu", layer: Activation.relu),
      (name: "pool", layer: Pool.globalSum), (name: "head", layer: head),
    ]
    return try Network(named: layers)
  }

  /// All wishes are possible.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    try positive(channels, "channels")
    try positive(classes, "classes")
    try positive(latentSize, "latent numbers")
    return SpectralResNet(
      channels: channels ?? self.channels, generatorWidth: generatorWidth, discriminatorWidth: discriminatorWidth,
      latentSize: latentSize ?? self.latentSize, classes: classes ?? self.classes, attention: attention)
  }
}
