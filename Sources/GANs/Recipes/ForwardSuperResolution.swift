import Datasets
import NeuralNetworks
import TorchTensors
import Training

/// The networks of forward super-resolution: a generator whose hidden layers grow, with an output layer at each resolution,
/// and a discriminator a resolution.
///
///     S_1 = ReLU(W z - b),    S_l = ReLU(Deconv(S_{l-1})),    X_l = tanh(Deconv_out,l(S_l))
///
/// X_l has twice the side of S_l, and each S_l twice that of the one before: images of 8, 16 and 32 pixels from hidden layers
/// of 4, 8 and 16. The targets are the data's images, averaged down (`images`). Layers are named `hidden-l` and `output-l`, so
/// that a stage adopts and rests what the stage before has learned.
///
/// Source: Z. Allen-Zhu and Y. Li, "Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for
/// Real-World Distributions", 2021, arXiv:2106.02619, figure 10: 64 channels in every hidden layer. The discriminators and the
/// kernels of 4 pixels are ours (DCGAN's).
public struct ForwardSuperResolution: Sendable {
  /// The shape of the finest images, [channels, side, side].
  public let sample: [Int]
  /// L.
  public let levels: Int
  /// Channels of every hidden layer, and of the discriminators' first.
  public let width: Int
  /// The length of z.
  public let latentSize: Int
  /// Whether hidden layers are batch-normalized before the ReLU, as DCGAN's are.
  public let isNormalized: Bool

  /// Networks for square images whose side is a multiple of 2^levels. Throws `TrainingError.badSetting` for others.
  public init(
    sample: [Int], levels: Int = 3, width: Int = 64, latentSize: Int = 64, isNormalized: Bool = false
  ) throws {
    guard sample.count == 3, sample[1] == sample[2], levels >= 1, levels < 16, sample[1] % (1 << levels) == 0 else {
      throw TrainingError.badSetting(
        name: "levels", required: "1 or more for square images whose side is a multiple of 2^levels",
        given: "\(levels) for samples of \(sample)")
    }
    (self.sample, self.levels, self.width) = (sample, levels, width)
    (self.latentSize, self.isNormalized) = (latentSize, isNormalized)
  }

  /// The side of X_l, l from 1.
  public func side(_ level: Int) -> Int { sample[1] >> (levels - level) }

  /// What the hidden layers and the output layer of a level are called.
  public static func hidden(_ level: Int) -> String { "hidden-\(level)" }
  /// See `hidden`.
  public static func output(_ level: Int) -> String { "output-\(level)" }

  /// A hidden layer: S_l of S_{l-1}, or of z.
  private func hiddenLayer(_ level: Int) -> any Layer {
    let rectified: [any Layer] = isNormalized ? [BatchNorm(width), Activation.relu] : [Activation.relu]
    if level == 1 {
      let side = side(1) / 2
      return Sequential(
        [
          Linear(latentSize, width * side * side, initializer: .heNormal(fanIn: latentSize)),
          Reshape([width, side, side]),
        ] + rectified)
    }
    // Each new pixel is made of 2 × 2 old ones.
    return Sequential(
      [ConvTranspose2d(width, width, kernel: 4, stride: 2, padding: 1, initializer: .heNormal(fanIn: 4 * width))]
        + rectified)
  }

  /// S_l of z.
  public func features(_ level: Int) throws(TorchError) -> Network {
    try Network(named: (1...level).map { (Self.hidden($0), hiddenLayer($0)) })
  }

  /// X_l of z.
  public func generator(_ level: Int) throws(TorchError) -> Network {
    let output = Sequential([
      ConvTranspose2d(width, sample[0], kernel: 4, stride: 2, padding: 1), Activation.tanh,
    ])
    return try Network(
      named: (1...level).map { (Self.hidden($0), hiddenLayer($0)) } + [(Self.output(level), output)])
  }

  /// The logit of an image of level l: strided convolutions down to 4 × 4 or less.
  public func discriminator(_ level: Int) throws(TorchError) -> Network {
    var layers: [any Layer] = []
    var (channels, side, next) = (sample[0], side(level), width)
    while side > 4 {
      let isFirst = layers.isEmpty
      layers.append(Conv2d(channels, next, kernel: 4, stride: 2, padding: 1))
      if !isFirst { layers.append(BatchNorm(next)) }
      layers.append(Activation.leakyReLU(slope: 0.2))
      (channels, side, next) = (next, (side + 2 - 4) / 2 + 1, 2 * next)
    }
    return try Network(named: [
      ("main", Sequential(layers)), ("flat", Flatten()), ("logit", Linear(channels * side * side, 1)),
    ])
  }

  /// The data's images at level l: means of squares of pixels.
  public func images(_ level: Int, of dataset: any Dataset) throws -> any Dataset {
    if level == levels { return dataset }
    let name = dataset.sampleField?.name ?? FieldCard.imageName
    let kept = dataset.fields.map(\.name).filter { $0 != name }
    return try dataset.derivingField("averaged", from: name, by: PixelAveraging(factor: 1 << (levels - level)))
      .withFields([(name, "averaged")] + kept.map { ($0, $0) })
  }

  /// What rests when level l is trained on top of the levels below: their hidden layers.
  public static func below(_ level: Int) -> [String] {
    (1..<max(1, level)).map { "\(GANModel.generator).\(hidden($0))" }
  }
}
