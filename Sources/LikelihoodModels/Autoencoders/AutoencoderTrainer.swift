import Datasets
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// The settings of an autoencoder's training.
public struct AutoencoderSettings: DataTable {
  /// The one value of the table.
  public static let table = AutoencoderSettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// Linear, dense or convolutional.
  public let networks = Setting(
    "networks", "linear, dense, or convolutional (images whose sides are multiples of 4).",
    standard: AutoencoderNetworks.dense.rawValue, .oneOf(AutoencoderNetworks.allCases.map(\.rawValue)))
  /// Widths between data and code.
  public let hidden = Setting<[Int]>(
    "hidden", "Widths of the encoder's hidden layers; the decoder has them in reverse.",
    standard: [400], SettingBound("at least 1 each") { $0.allSatisfy { $0 >= 1 } })
  /// The length of a code.
  public let latentSize = Setting("latent", "The length of a code.", standard: 20, .atLeast(1))
  /// Optimizer, steps, seed, batch, checkpoints.
  public let run = RunSettings()

  /// Adam along half a cosine, ten epochs of MNIST in batches of 128.
  public static var standard: Settings<AutoencoderSettings> {
    var settings = Settings<AutoencoderSettings>()
    settings.optimizer = "cosine:adam"
    settings.hyperparameters = ["eta-x": 1e-3, "eta-y": 1e-3]
    settings.steps = 4690
    settings.batchSize = 128
    return settings
  }
}

/// Trains an autoencoder with any optimizer of the catalogue.
public typealias AutoencoderTrainer = Trainer<Autoencoder>

extension Trainer where Problem == Autoencoder {
  /// A run of these settings; describes it, and reads nothing yet. Throws what is wrong with the settings.
  public init(
    _ settings: Settings<AutoencoderSettings>, optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn
  ) throws {
    var effective = settings
    effective.run = try settings.run.effective(optimizer: optimizer)
    let chosen = effective
    try self.init(chosen, optimizer: optimizer, start: start) { listener in
      let loaded = try chosen.source.loaded(seed: chosen.seed, while: listener.goesOn)
      listener.tell(loaded.report.description)
      let dataset = loaded.dataset
      let kind = AutoencoderNetworks(rawValue: chosen.networks) ?? .dense
      return try Autoencoder(
        encoder: kind.encoder(sample: dataset.sampleShape, outputs: chosen.latentSize, hidden: chosen.hidden),
        decoder: kind.decoder(latent: chosen.latentSize, sample: dataset.sampleShape, hidden: chosen.hidden),
        dataset: dataset,
        testset: try chosen.source.test(seed: chosen.seed),
        batchSize: chosen.batchSize,
        rests: chosen.run.rests)
    }
  }
}
