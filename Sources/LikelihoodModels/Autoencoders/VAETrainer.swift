import Datasets
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// The settings of a variational autoencoder's training.
public struct VAESettings: DataTable {
  /// The one value of the table.
  public static let table = VAESettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// Dense or convolutional.
  public let networks = Setting(
    "networks", "linear, dense, or convolutional (images whose sides are multiples of 4).",
    standard: AutoencoderNetworks.dense.rawValue, .oneOf(AutoencoderNetworks.allCases.map(\.rawValue)))
  /// Widths between data and z.
  public let hidden = Setting<[Int]>(
    "hidden", "Widths of the encoder's hidden layers; the decoder has them in reverse.",
    standard: [400], SettingBound("at least 1 each") { $0.allSatisfy { $0 >= 1 } })
  /// The length of z.
  public let latentSize = Setting("latent", "The length of a latent vector.", standard: 20, .atLeast(1))
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

extension SettingBound where Value == String {
  /// One of these words.
  static func oneOf(_ words: [String]) -> Self {
    Self("one of \(words.joined(separator: ", "))") { words.contains($0) }
  }
}

/// Trains a variational autoencoder with any optimizer of the catalogue.
public typealias VAETrainer = Trainer<VariationalAutoencoder>

extension Trainer where Problem == VariationalAutoencoder {
  /// A run of these settings; describes it, and reads nothing yet. Throws what is wrong with the settings.
  public init(_ settings: Settings<VAESettings>, optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn) throws
  {
    try settings.check()
    var effective = settings
    effective.run = try settings.run.effective(optimizer: optimizer)
    let chosen = effective
    try self.init(chosen, optimizer: optimizer, start: start) { listener in
      let loaded = try chosen.source.loaded(seed: chosen.seed, while: listener.goesOn)
      listener.tell(loaded.report.description)
      let test = try chosen.source.test(seed: chosen.seed)
      let isBernoulli = chosen.pixels == "bernoulli"
      if isBernoulli, loaded.dataset.sampleField?.kind != .pixels {
        throw TrainingError.badSetting(
          name: "pixels", required: "gaussian for data that are no images", given: chosen.pixels)
      }
      func binarised(_ dataset: any Dataset, seed: UInt64) throws -> any Dataset {
        switch chosen.binarise {
        case "static": try BinarisedDataset(dataset, by: .drawn(seed: seed))
        case "threshold": try BinarisedDataset(dataset, by: .threshold)
        default: dataset
        }
      }
      let dataset = try binarised(loaded.dataset, seed: chosen.seed)
      let kind = AutoencoderNetworks(rawValue: chosen.networks) ?? .dense
      return try VariationalAutoencoder(
        encoder: kind.encoder(sample: dataset.sampleShape, outputs: 2 * chosen.latentSize, hidden: chosen.hidden),
        decoder: kind.decoder(latent: chosen.latentSize, sample: dataset.sampleShape, hidden: chosen.hidden),
        latentSize: chosen.latentSize, pixels: isBernoulli ? .bernoulli : .gaussian(deviation: chosen.deviation),
        drawsPixels: chosen.binarise == "dynamic", dataset: dataset,
        testset: try test.map { try binarised($0, seed: chosen.seed &+ 1) }, batchSize: chosen.batchSize,
        rests: chosen.run.rests)
    }
  }
}
