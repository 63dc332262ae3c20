import TorchTensors

/// A generator of two fully connected hidden layers, which has no idea of images, beside the discriminator "dcganx": what
/// composite functional gradients can fit where the generator is weak.
///
///     z → 512, ReLU → 512, ReLU (+ the first 512, with `hasShortcuts`) → pixels, tanh
///
/// Weights start as N(0, 0.01²), biases at zero. For 32 pixels, one channel and 100 latent numbers 839,680 parameters.
///
/// Source: R. Johnson and T. Zhang, "Composite Functional Gradient Learning of Generative Adversarial Models", 2018,
/// arXiv:1801.06309, section 5. The authors' code has no shortcuts.
public struct FullyConnectedApproximator: Architecture {
  /// The discriminator, and what images are like.
  public var opponent: ExtendedDCGAN
  /// Numbers of a hidden layer.
  public var hidden: Int
  /// Whether the second hidden layer is added to the first.
  public var hasShortcuts: Bool

  /// Beside this pair's discriminator.
  public init(opponent: ExtendedDCGAN = ExtendedDCGAN(), hidden: Int = 512, hasShortcuts: Bool = false) {
    self.opponent = opponent
    self.hidden = hidden
    self.hasShortcuts = hasShortcuts
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    let beside = opponent.card
    return ArchitectureCard(
      name: "cfg-fc-\(opponent.size.rawValue)" + (hidden == 512 ? "" : "-h\(hidden)")
        + (hasShortcuts ? "-shortcuts" : "")
        + opponent.suffix,
      title: "fully connected approximator of the CFG paper, 2 x \(hidden)" + (hasShortcuts ? ", shortcuts" : "")
        + "; D: " + beside.title,
      sampleShape: beside.sampleShape, latentSize: beside.latentSize, source: beside.source)
  }

  /// [n, latentSize] to [n, channels, size, size], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    func linear(_ inputs: Int, _ outputs: Int) -> Linear {
      Linear(inputs, outputs, initializer: ExtendedDCGAN.initializer)
    }
    let second: [any Layer] = [linear(hidden, hidden), Activation.relu]
    let shape = opponent.card.sampleShape
    return try Network(named: [
      (name: "hidden1", layer: Sequential([linear(opponent.latentSize, hidden), Activation.relu])),
      (name: "hidden2", layer: hasShortcuts ? Residual(main: second) : Sequential(second)),
      (name: "image", layer: Sequential([linear(hidden, shape.reduce(1, *)), Activation.tanh, Reshape(shape)])),
    ])
  }

  /// [n, channels, size, size] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network { try opponent.discriminator() }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    var result = self
    result.opponent.channels = channels ?? opponent.channels
    result.opponent.latentSize = latentSize ?? opponent.latentSize
    return result
  }
}
