import Datasets
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// Trains a GAN with any optimizer of the catalogue, or one of the user's own.
public typealias GANTrainer = Trainer<GANProblem>

extension Trainer where Problem == GANProblem {
  /// A run of this configuration. An optimizer given here takes the place of the one that the configuration names: it
  /// need not be in the catalogue.
  ///
  /// Describes the run: data are read and networks built by `run`. Throws what is wrong with the configuration as far as
  /// can be told without the data.
  public init(
    _ configuration: TrainingConfiguration, optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn
  ) throws {
    let configuration = try configuration.effective(optimizer: optimizer)
    let card = try optimizer?.card ?? OptimizerCatalogue.named(configuration.optimizer).card
    try TrainingModel.requireFitting(configuration, for: card)
    try self.init(configuration, optimizer: optimizer, start: start) {
      try GANProblem(configuration, for: card, listener: $0)
    }
    if configuration.discriminatorSteps > 1, !card.movers.contains(.y) {
      throw GANError.discriminatorDoesNotMove(optimizer: card.name)
    }
    if configuration.curvatureBatch != nil, try family.usesGradientsAlone(hyperparameters) {
      throw GANError.curvatureNeedsSecondOrder(optimizer: card.name)
    }
  }

  /// The configuration; everything that was left open is chosen (`TrainingConfiguration.effective`).
  public var configuration: TrainingConfiguration {
    get throws { try TrainingConfiguration(texts: stored.texts) }
  }
}

extension GANProblem {
  /// Reads the data that a configuration names and builds the networks that fit them. Throws what is wrong with either.
  public init(
    _ configuration: TrainingConfiguration, for card: OptimizerCard, listener: RunListener = RunListener()
  ) throws {
    let architecture = try configuration.architecture.map { try ArchitectureCatalogue.named($0).card.sampleShape }
    let loaded = try configuration.source.loaded(
      seed: configuration.seed, size: architecture.flatMap { $0.count == 3 ? $0.last : nil }, while: listener.goesOn)
    listener.tell(loaded.report.description)
    try self.init(configuration, for: card, of: loaded.dataset)
    for notice in try normalizationNotices { listener.tell(notice) }
  }

  /// The same on data that are in memory, of which a configuration with a level of a pyramid takes that level.
  init(_ configuration: TrainingConfiguration, for card: OptimizerCard, of whole: any Dataset) throws {
    let dataset = try configuration.pyramid.level(of: whole)
    let built = try TrainingModel(configuration, for: card, data: DataDescription(of: dataset))
    try self.init(
      model: built.model, dataset: dataset, batchSize: configuration.batchSize, latentSize: built.latentSize,
      classes: built.classes, curvatureBatch: configuration.curvatureBatch,
      discriminatorSteps: configuration.discriminatorSteps, averageDecay: configuration.generatorAverage,
      followsAccuracy: configuration.discriminatorAccuracyRule, work: configuration.work)
  }
}

extension TrainingResult where Problem == GANProblem {
  /// The generator that a run has trained: its moving average where there is one.
  public var generator: TrainedGenerator { get throws { try problem.generator(of: trained) } }

  /// Samples of the trained generator, always of the same latent vectors for a seed: shape [count] + sample shape.
  public func samples(_ count: Int, seed: UInt64) throws -> Tensor {
    let generator = try generator
    return try generator.samples(of: generator.latent(count, seed: seed))
  }
}

extension TrainingHistory {
  /// f of a GAN at each logged step.
  public var generatorLosses: [Double] { values(of: "generator-loss") }
  /// g of a GAN at each logged step.
  public var discriminatorLosses: [Double] { values(of: "discriminator-loss") }
}
