import TorchTensors

/// The deep convolutional GAN for images of 28, 32 or 64 pixels.
///
/// Strided convolutions instead of pooling, batch normalization in both networks but not in G's last and D's first
/// layer, no hidden fully connected layers, ReLU and tanh in G, LeakyReLU(0.2) in D; convolutions without bias start
/// as N(0, 0.02²), gains of batch normalization as N(1, 0.02²). With width w:
///
/// | pixels | G, 4×4 kernels, each step doubles the size | D, the mirror image | G, D parameters at w = 64 |
/// |---|---|---|---|
/// | 28 | z → 4w at 7×7 → 2w → image | image → 2w → 4w → 1 | 1,781,504, 539,392 (one channel) |
/// | 32 | z → 4w at 4×4 → 2w → w → image | image → w → 2w → 4w → 1 | 1,068,928, 663,296 |
/// | 64 | z → 8w at 4×4 → 4w → 2w → w → image | image → w → 2w → 4w → 8w → 1 | 3,576,704, 2,765,568 |
///
/// Names are those of PyTorch's DCGAN example (`main.0.weight`), whose 64-pixel networks these are.
///
/// Source: A. Radford, L. Metz and S. Chintala, "Unsupervised Representation Learning with Deep Convolutional
/// Generative Adversarial Networks", 2015, arXiv:1511.06434, section 3.
public struct DCGAN: Architecture {
  /// The sizes of images that there are.
  public enum Size: Int, Sendable, CaseIterable {
    /// 28 by 28, as MNIST.
    case pixels28 = 28
    /// 32 by 32, as CIFAR-10.
    case pixels32 = 32
    /// 64 by 64.
    case pixels64 = 64
  }

  /// Height and width.
  public var size: Size
  /// Channels of an image.
  public var channels: Int
  /// The width w.
  public var width: Int
  /// Numbers of a latent vector.
  public var latentSize: Int
  /// Classes of the conditional form, whose networks get the label beside their input; nil for none.
  public var classes: Int?

  /// Both for images of this size, w = `width`; class-conditional with `classes`.
  public init(size: Size, channels: Int = 3, width: Int = 64, latentSize: Int = 100, classes: Int? = nil) {
    self.size = size
    self.channels = channels
    self.width = width
    self.latentSize = latentSize
    self.classes = classes
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: "dcgan-\(size.rawValue)" + (classes == nil ? "" : "-conditional"),
      title: "deep convolutional GAN for \(size.rawValue) pixels"
        + (classes == nil ? "" : ", the label beside each network's input"),
      sampleShape: [channels, size.rawValue, size.rawValue], latentSize: latentSize, classes: classes,
      source: "Radford, Metz and Chintala, Unsupervised Representation Learning with Deep Convolutional Generative "
        + "Adversarial Networks, 2015, arXiv:1511.06434, section 3 (widths of the 28- and 32-pixel forms are ours)")
  }

  /// Channels from the coarsest image to the finest, and the side of the coarsest.
  private var plan: (channels: [Int], side: Int) {
    switch size {
    case .pixels28: return ([4 * width, 2 * width], 7)
    case .pixels32: return ([4 * width, 2 * width, width], 4)
    case .pixels64: return ([8 * width, 4 * width, 2 * width, width], 4)
    }
  }

  private static let start = Initializer.normal(deviation: 0.02)

  private static func norm(_ channels: Int) -> any Layer {
    BatchNorm(channels, initializer: .normal(mean: 1, deviation: 0.02))
  }

  /// [n, latentSize] to [n, channels, s, s], in (-1, 1), s = `size.rawValue`.
  public func generator() throws(TorchError) -> Network {
    let (widths, side) = plan
    let inputs = latentSize + (classes ?? 0)
    var main: [any Layer] = [
      ConvTranspose2d(inputs, widths[0], kernel: side, bias: false, initializer: Self.start), Self.norm(widths[0]),
      Activation.relu,
    ]
    for (from, to) in zip(widths, widths.dropFirst()) {
      main += [
        ConvTranspose2d(from, to, kernel: 4, stride: 2, padding: 1, bias: false, initializer: Self.start),
        Self.norm(to), Activation.relu,
      ]
    }
    main += [
      ConvTranspose2d(
        widths[widths.count - 1], channels, kernel: 4, stride: 2, padding: 1, bias: false, initializer: Self.start),
      Activation.tanh,
    ]
    return try Network(
      named: (classes.map { [(name: "label", layer: ConcatenateLabels(classes: $0) as any Layer)] } ?? []) + [
        (name: "reshape", layer: Reshape([inputs, 1, 1])), (name: "main", layer: Sequential(main)),
      ])
  }

  /// [n, channels, s, s] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network {
    let (coarseToFine, side) = plan
    let widths = Array(coarseToFine.reversed())
    var main: [any Layer] = [
      Conv2d(
        channels + (classes ?? 0), widths[0], kernel: 4, stride: 2, padding: 1, bias: false, initializer: Self.start),
      Activation.leakyReLU(slope: 0.2),
    ]
    for (from, to) in zip(widths, widths.dropFirst()) {
      main += [
        Conv2d(from, to, kernel: 4, stride: 2, padding: 1, bias: false, initializer: Self.start), Self.norm(to),
        Activation.leakyReLU(slope: 0.2),
      ]
    }
    main.append(Conv2d(widths[widths.count - 1], 1, kernel: side, bias: false, initializer: Self.start))
    return try Network(
      named: (classes.map { [(name: "label", layer: ConcatenateLabels(classes: $0) as any Layer)] } ?? []) + [
        (name: "main", layer: Sequential(main)), (name: "reshape", layer: Flatten()),
      ])
  }

  /// All wishes are possible.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    try positive(channels, "channels")
    try positive(classes, "classes")
    try positive(latentSize, "latent numbers")
    return DCGAN(
      size: size, channels: channels ?? self.channels, width: width, latentSize: latentSize ?? self.latentSize,
      classes: classes ?? self.classes)
  }
}
