import Datasets
import NeuralNetworks
import TorchTensors
import Training

/// The settings of a variational autoencoder's training.
public struct VAESettings: CoderTable {
  /// The one value of the table.
  public static let table = VAESettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// Which networks, how wide, how long z is.
  public let coder = CoderSettings()
  /// What is predicted of a number.
  public let pixels = Setting(
    "pixels", "The decoder's distribution of a number: bernoulli (images), or gaussian.",
    standard: "bernoulli", .oneOf(["bernoulli", "gaussian"]))
  /// σ.
  public let deviation = Setting(
    "deviation", "Standard deviation of gaussian numbers, in the data's units (pixels run from -1 to 1).",
    standard: 0.25, .above(0))
  /// How grey pixels become black and white.
  public let binarise = Setting(
    "binarise",
    """
    How grey pixels become black and white, with bernoulli ones: none (grey levels are the targets, and nats are no \
    likelihood), static (drawn once), dynamic (drawn at every look), threshold (white above the middle).
    """,
    standard: "none", .oneOf(["none", "static", "dynamic", "threshold"]))
  /// Optimizer, steps, seed, batch, checkpoints.
  public let run = RunSettings()

  /// Adam with step size 1e-3 on batches of 128, ten epochs of MNIST.
  public static var standard: Settings<VAESettings> {
    var settings = Settings<VAESettings>()
    settings.optimizer = "adam"
    settings.hyperparameters = ["eta-x": 1e-3, "eta-y": 1e-3]
    settings.steps = 4690
    settings.batchSize = 128
    return settings
  }

  /// Grey levels are black and white by probabilities alone.
  public static func check(_ settings: Settings<VAESettings>) throws {
    if settings.pixels == "gaussian", settings.binarise != "none" {
      throw TrainingError.badSetting(
        name: "binarise", required: "none with gaussian pixels", given: settings.binarise)
    }
  }
}

extension Settings where Table == VAESettings {
  /// What the decoder's output says.
  var distribution: PixelDistribution {
    self.pixels == "bernoulli" ? .bernoulli : .gaussian(deviation: self.deviation)
  }
}

/// Trains a variational autoencoder with any optimizer of the catalogue.
public typealias VAETrainer = Trainer<VariationalAutoencoder>

extension VariationalAutoencoder: DatasetProblem {
  /// A variational autoencoder with these settings on data in memory, which are binarised as the settings say.
  public init(_ settings: Settings<VAESettings>, of grey: any Dataset, testset: (any Dataset)?) throws {
    let pixels = settings.distribution
    if pixels == .bernoulli, grey.sampleField?.kind != .pixels {
      throw TrainingError.badSetting(
        name: "pixels", required: "gaussian for data that are no images", given: settings.pixels)
    }
    let shape = grey.sampleShape
    try self.init(
      encoder: settings.coder.encoder(of: shape, outputs: 2), decoder: settings.coder.decoder(of: shape),
      latentSize: settings.latentSize, pixels: pixels, drawsPixels: settings.binarise == "dynamic",
      dataset: grey.binarised(by: settings.binarise, seed: settings.seed),
      testset: testset.map { try $0.binarised(by: settings.binarise, seed: settings.seed &+ 1) },
      batchSize: settings.batchSize,
      rests: settings.run.rests)
  }
}
