import Datasets
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// The settings of a classifier's training.
public struct ClassifierSettings: DataTable {
  /// The one value of the table.
  public static let table = ClassifierSettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// Optimizer, steps, seed, batch, checkpoints.
  public let run = RunSettings()

  /// What trains MNIST's digits to 99 % in about a minute: Adam along half a cosine, batches of 128.
  public static var standard: Settings<ClassifierSettings> {
    var settings = Settings<ClassifierSettings>()
    settings.optimizer = "cosine:adam"
    settings.steps = 3000
    settings.batchSize = 128
    return settings
  }
}

/// Trains a classifier with any optimizer of the catalogue.
public typealias ClassifierTrainer = Trainer<ClassifierProblem>

extension Trainer where Problem == ClassifierProblem {
  /// A run of these settings; describes it, and reads nothing yet. Throws what is wrong with the settings.
  public init(
    _ settings: Settings<ClassifierSettings>, optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn
  ) throws {
    var effective = settings
    effective.run = try settings.run.effective(optimizer: optimizer)
    let chosen = effective
    try self.init(chosen, optimizer: optimizer, start: start) { listener in
      let loaded = try chosen.source.loaded(seed: chosen.seed, while: listener.goesOn)
      listener.tell(loaded.report.description)
      let dataset = loaded.dataset
      return try ClassifierProblem(
        network: ImageClassifier.fitting(sample: dataset.sampleShape, classes: max(2, dataset.classNames.count)),
        dataset: dataset,
        testset: try chosen.source.test(seed: chosen.seed),
        batchSize: chosen.batchSize,
        rests: chosen.run.rests)
    }
  }
}
