import Datasets
import NeuralNetworks
import TorchTensors
import Training

/// The settings of an autoencoder's training.
public struct AutoencoderSettings: CoderTable {
  /// The one value of the table.
  public static let table = AutoencoderSettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// Which networks, how wide, how long a code is.
  public let coder = CoderSettings()
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

extension Autoencoder: DatasetProblem {
  /// An autoencoder with these settings on data in memory.
  public init(_ settings: Settings<AutoencoderSettings>, of dataset: any Dataset, testset: (any Dataset)?) throws {
    try self.init(
      encoder: settings.coder.encoder(of: dataset.sampleShape),
      decoder: settings.coder.decoder(of: dataset.sampleShape),
      dataset: dataset, testset: testset, batchSize: settings.batchSize, rests: settings.run.rests)
  }
}
