import Datasets
import NeuralNetworks
import TorchTensors
import Training

/// The settings of a pixel model's training.
public struct PixelSettings: DataTable {
  /// The one value of the table.
  public static let table = PixelSettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// Which architecture.
  public let model = Setting(
    "model",
    """
    Masked convolutions (pixelcnn), gates in two streams (gated), those with skip connections and concat-ELU \
    (pixelcnn++), or LSTMs (row-lstm, diagonal-bilstm).
    """,
    standard: PixelArchitecture.pixelCNN.rawValue, .oneOf(PixelArchitecture.allCases.map(\.rawValue)))
  /// How many blocks.
  public let layers = Setting(
    "layers", "Residual blocks, gated blocks or LSTMs; of pixelcnn++ those of each half.", standard: 5, .atLeast(1))
  /// h.
  public let features = Setting(
    "features", "Features of a block: inside of pixelcnn's residual blocks and of LSTMs (twice as many between them).",
    standard: 32, .atLeast(1))
  /// The width of the output's hidden layer.
  public let head = Setting<Int?>(
    "head", "Width of the hidden 1 x 1 layer before the outputs; pixelcnn++ has none.", standard: nil,
    .ifGiven(.atLeast(1)), otherwise: "twice the features")
  /// What is predicted of a pixel.
  public let pixels = Setting<String?>(
    "pixels",
    """
    What is predicted of a pixel: bernoulli (black or white), softmax (each grey level by itself), logistic-mixture \
    (levels as intervals of a mixture of logistic distributions, with the channels coupled).
    """,
    standard: nil, .ifGiven(.oneOf(["bernoulli", "softmax", "logistic-mixture"])),
    otherwise: "bernoulli; of pixelcnn++ logistic-mixture")
  /// L.
  public let levels = Setting(
    "levels", "Levels of a channel, with softmax and logistic-mixture; images are put to the nearest.",
    standard: 256, SettingBound("from 2 to 256") { (2...256).contains($0) })
  /// K.
  public let components = Setting("components", "Components of a logistic-mixture.", standard: 10, .atLeast(1))
  /// How grey pixels become black and white.
  public let binarise = Setting<String?>(
    "binarise",
    """
    How grey pixels become black and white, with bernoulli ones: static (drawn once), dynamic (drawn at every look), \
    threshold (white above the middle).
    """,
    standard: nil, .ifGiven(.oneOf(["static", "dynamic", "threshold"])), otherwise: "dynamic")
  /// Whether the network is told the class.
  public let conditional = Setting(
    "conditional", "Tell the network the class of each image.", standard: false)
  /// The probability of zero.
  public let dropout = Setting(
    "dropout", "Probability that pixelcnn++ drops a feature inside of a block.", standard: 0.0, .from(0, below: 1))
  /// The decay of the moving average; nil for none.
  public let average = Setting<Double?>(
    "average", "Keep an exponential moving average of the parameters with this decay; it is judged and sampled from.",
    standard: nil, .ifGiven(.from(0, below: 1)))
  /// Optimizer, steps, seed, batch, checkpoints.
  public let run = RunSettings()

  /// Adam along half a cosine from 1e-3, batches of 64, three epochs of MNIST.
  public static var standard: Settings<PixelSettings> {
    var settings = Settings<PixelSettings>()
    settings.optimizer = "cosine:adam"
    settings.hyperparameters = ["eta-x": 1e-3, "eta-y": 1e-3]
    settings.steps = 2814
    settings.batchSize = 64
    return settings
  }

  /// Grey levels are black and white with bernoulli pixels alone.
  public static func check(_ settings: Settings<PixelSettings>) throws {
    if let way = settings.binarise, settings.pixelKind != "bernoulli" {
      throw TrainingError.badSetting(
        name: "binarise", required: "bernoulli pixels beside it", given: "\(way) with \(settings.pixelKind)")
    }
  }
}

extension Settings where Table == PixelSettings {
  /// The architecture.
  public var architecture: PixelArchitecture { PixelArchitecture(rawValue: self.model) ?? .pixelCNN }

  /// What is predicted of a pixel, in the setting's words.
  public var pixelKind: String { self.pixels ?? (architecture == .pixelCNNPlusPlus ? "logistic-mixture" : "bernoulli") }

  /// What is predicted of a pixel.
  public var distribution: LevelDistribution {
    switch pixelKind {
    case "softmax": .categorical(levels: self.levels)
    case "logistic-mixture": .logisticMixture(components: self.components, levels: self.levels)
    default: .bernoulli
    }
  }

  /// How pixels become black and white, in words; nil where they stay grey.
  public var binarisation: String? { pixelKind == "bernoulli" ? self.binarise ?? "dynamic" : nil }

  /// The network for these data. Throws `TrainingError.badSetting` where they are no images, and `noClasses` where a
  /// conditional network's have no classes.
  public func network(for data: DataDescription) throws -> Network {
    guard data.sampleShape.count == 3 else {
      throw TrainingError.badSetting(
        name: "data", required: "images, [channels, height, width]", given: "samples of shape \(data.sampleShape)")
    }
    if self.conditional, data.classNames.isEmpty { throw TrainingError.noClasses(data: data.name) }
    return try architecture.network(
      PixelNetworkPlan(
        channels: data.sampleShape[0], distribution: distribution, layers: self.layers, features: self.features,
        head: self.head,
        classes: self.conditional ? data.classNames.count : nil, dropout: self.dropout))
  }
}

/// Trains a pixel model with any optimizer of the catalogue.
public typealias PixelTrainer = Trainer<PixelModel>

extension PixelModel: DatasetProblem {
  /// A pixel model with these settings on data in memory, which are binarised as the settings say.
  public init(_ settings: Settings<PixelSettings>, of grey: any Dataset, testset: (any Dataset)?) throws {
    try self.init(
      network: settings.network(for: DataDescription(of: grey)), distribution: settings.distribution,
      binarisation: settings.binarisation, averageDecay: settings.average,
      dataset: grey.binarised(by: settings.binarisation, seed: settings.seed),
      testset: testset.map { try $0.binarised(by: settings.binarisation, seed: settings.seed &+ 1) },
      batchSize: settings.batchSize, rests: settings.run.rests)
  }
}
