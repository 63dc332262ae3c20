import TorchTensors

/// The residual networks of four blocks that composite functional gradients are learned with on images of 64 pixels.
///
/// With width w:
///
///     block of D: (ReLU,) 3×3, ReLU, 3×3, norm, mean of 2×2;  shortcut mean of 2×2, 1×1
///     block of G: ReLU, copies of 2×2, 3×3, ReLU, 3×3, norm;  shortcut 1×1, copies of 2×2
///     D: image → w → 2w → 4w → 8w, ReLU, linear → 1          the first convolution of a block keeps the channels, but for
///     G: linear z → 8w at 4×4 → 4w → 2w → w → w, ReLU, 3×3 → image, tanh                     the image's
///
/// One normalization a block, before the sum, with `normalizes`. All weights start as N(0, 0.01²), biases (1×1 kernels have
/// none) at zero, gains at one.
///
/// Source: R. Johnson and T. Zhang, "Composite Functional Gradient Learning of Generative Adversarial Models", 2018,
/// arXiv:1801.06309, section 5 and appendix; the details from the authors' code, in which the ReLU at the beginning of a
/// block cuts the shortcut's input too, as it works in place. Here the shortcut has the block's own input.
public struct FourBlockResNet: Architecture {
  /// Channels of an image.
  public var channels: Int
  /// Channels after D's first block.
  public var width: Int
  /// Numbers of a latent vector.
  public var latentSize: Int
  /// Whether there is batch normalization.
  public var normalizes: Bool

  /// The authors' width is 64.
  public init(channels: Int = 3, width: Int = 64, latentSize: Int = 100, normalizes: Bool = true) {
    self.channels = channels
    self.width = width
    self.latentSize = latentSize
    self.normalizes = normalizes
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: "cfg-resnet-64" + (width == 64 ? "" : "-w\(width)") + (normalizes ? "" : "-plain"),
      title: "residual networks of the CFG paper, 4 blocks, width \(width)" + (normalizes ? "" : ", no normalization"),
      sampleShape: [channels, 64, 64], latentSize: latentSize, source: ExtendedDCGAN.source)
  }

  private func norm(_ channels: Int) -> [any Layer] { normalizes ? [BatchNorm(channels)] : [] }
  private func convolution(_ inputs: Int, _ outputs: Int) -> Conv2d {
    Conv2d(inputs, outputs, kernel: 3, padding: 1, initializer: ExtendedDCGAN.initializer)
  }
  private func pointwise(_ inputs: Int, _ outputs: Int) -> Conv2d {
    Conv2d(inputs, outputs, kernel: 1, bias: false, initializer: ExtendedDCGAN.initializer)
  }

  /// [n, latentSize] to [n, channels, 64, 64], in (-1, 1).
  public func generator() throws(TorchError) -> Network {
    func block(_ inputs: Int, _ outputs: Int) -> Residual {
      Residual(
        main: [
          Activation.relu, UpsampleNearest(2), convolution(inputs, outputs), Activation.relu,
          convolution(outputs, outputs),
        ] + norm(outputs), shortcut: [pointwise(inputs, outputs), UpsampleNearest(2)])
    }
    let w = width
    return try Network(named: [
      (name: "linear", layer: Linear(latentSize, 128 * w, initializer: ExtendedDCGAN.initializer)),
      (name: "reshape", layer: Reshape([8 * w, 4, 4])),
      (name: "block1", layer: block(8 * w, 4 * w)), (name: "block2", layer: block(4 * w, 2 * w)),
      (name: "block3", layer: block(2 * w, w)), (name: "block4", layer: block(w, w)),
      (name: "image", layer: Sequential([Activation.relu, convolution(w, channels), Activation.tanh])),
    ])
  }

  /// [n, channels, 64, 64] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    func block(_ inputs: Int, _ outputs: Int, isFirst: Bool = false) -> Residual {
      let between = isFirst ? outputs : inputs
      let beginning: [any Layer] = isFirst ? [] : [Activation.relu]
      return Residual(
        main: beginning + [convolution(inputs, between), Activation.relu, convolution(between, outputs)]
          + norm(outputs) + [Pool.average(window: 2)],
        shortcut: [Pool.average(window: 2), pointwise(inputs, outputs)])
    }
    let w = width
    return try Network(named: [
      (name: "block1", layer: block(channels, w, isFirst: true)), (name: "block2", layer: block(w, 2 * w)),
      (name: "block3", layer: block(2 * w, 4 * w)), (name: "block4", layer: block(4 * w, 8 * w)),
      (name: "relu", layer: Activation.relu), (name: "flatten", layer: Flatten()),
      (name: "linear", layer: Linear(128 * w, 1, initializer: ExtendedDCGAN.initializer)),
    ])
  }

  /// No conditional form.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    if classes != nil { throw unconditionalOnly() }
    try positive(channels, "channels")
    try positive(latentSize, "latent numbers")
    return FourBlockResNet(
      channels: channels ?? self.channels, width: width, latentSize: latentSize ?? self.latentSize,
      normalizes: normalizes)
  }
}
