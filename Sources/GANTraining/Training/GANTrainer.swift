import Datasets
import Foundation
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors

/// Trains a GAN with any optimizer of the catalogue.
///
/// The loop is `Driver`'s, the optimizer the very type that runs the toy games; the trainer puts together networks,
/// data and loss, watches, and hands out what comes of it. With `RunFiles` it also saves checkpoints and goes on from
/// them, bit for bit.
public struct GANTrainer {
  /// What is run; everything that was left open is chosen (`TrainingConfiguration.effective`).
  public let configuration: TrainingConfiguration
  /// The data.
  public let dataset: any Dataset
  /// The games, one a step.
  public let source: MinibatchSource
  let family: any OptimizerFamily
  let hyperparameters: Parameters<Double>
  let device: Device

  /// Loads the data and builds the networks; throws what is wrong with the configuration. An optimizer given here takes
  /// the place of the one that the configuration names: it need not be in the catalogue.
  public init(_ configuration: TrainingConfiguration, optimizer: (any OptimizerFamily)? = nil) throws {
    let configuration = try configuration.effective(optimizer: optimizer)
    self.configuration = configuration
    family = try optimizer ?? OptimizerCatalogue.named(configuration.optimizer)
    var hyperparameters = Parameters<Double>(family.card.hyperparameters)
    for (name, value) in configuration.hyperparameters { try hyperparameters.set(name, to: value) }
    self.hyperparameters = hyperparameters
    if configuration.discriminatorSteps > 1, !family.card.movers.contains(.y) {
      throw TrainingError.discriminatorDoesNotMove(optimizer: family.card.name)
    }
    if configuration.gradientClip != nil || configuration.curvatureBatch != nil {
      let isFirstOrder = try family.build(hyperparameters, then: NeedsGradientsAlone())
      if configuration.gradientClip != nil, !isFirstOrder {
        throw TrainingError.clippingNeedsFirstOrder(optimizer: family.card.name)
      }
      if configuration.curvatureBatch != nil, isFirstOrder {
        throw TrainingError.curvatureNeedsSecondOrder(optimizer: family.card.name)
      }
    }
    device = try configuration.requireDevice()
    if let threads = configuration.threads { try TorchRuntime.setThreadCount(threads) }
    let architecture = try configuration.architecture.map { try ArchitectureCatalogue.named($0).card.sampleShape }
    dataset = try TrainingData.load(
      configuration.data, seed: configuration.seed,
      imageSize: configuration.imageSize ?? (architecture.flatMap { $0.count == 3 ? $0.last : nil } ?? 32),
      imageChannels: configuration.imageChannels)
    try configuration.requireBatch(among: dataset.count)
    let built = try TrainingModel(configuration, for: family.card, data: DataDescription(of: dataset))
    source = try MinibatchSource(
      model: built.model, dataset: dataset, batchSize: configuration.batchSize, latentSize: built.latentSize,
      classes: built.classes, curvatureSamples: configuration.curvatureBatch, seed: configuration.seed, device: device)
  }

  /// Whether an optimizer asks games for gradients alone.
  private struct NeedsGradientsAlone: OptimizerContinuation {
    typealias V = TensorList
    func callAsFunction<O: Optimizer>(_ optimizer: O) -> Bool where O.V == TensorList {
      optimizer is any FirstOrderOptimizer
    }
  }

  /// The loss that is trained with.
  public var loss: any GANLoss { source.model.loss }

  /// Trains; `observe` is told the progress of every step and may stop the run.
  ///
  /// - `files`: where checkpoints and logs are written, and from where a run is resumed; nil writes nothing.
  ///
  /// Throws what the game and the observer throw; `CheckpointError`, `LogError` and `DatasetError` where files cannot
  /// be written or belong to another run; then the checkpoints written so far are there. A number that is not finite is
  /// no error but an outcome, and `TrainingResult.nonFinite` names it.
  public func run(
    files: RunFiles? = nil, observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict = { _ in .proceed }
  ) throws -> TrainingResult {
    try withoutActuallyEscaping(observe) { observe in
      try family.build(hyperparameters, then: TrainingLoop(trainer: self, files: files, observe: observe))
    }
  }

  // MARK: - Samples

  /// The generator that a run has trained: its moving average where there is one.
  public func generator(of result: TrainingResult) -> TrainedGenerator {
    generator(result.generatorAverage, or: result.point, result.buffers)
  }

  /// Samples of the trained generator, always of the same latent vectors: shape [count] + sample shape.
  public func samples(_ count: Int, of result: TrainingResult) throws -> Tensor {
    let generator = generator(of: result)
    return try generator.samples(of: generator.latent(count, seed: configuration.seed))
  }

  /// The average; where there is none, the generator of this point.
  func generator(
    _ average: GeneratorAverage?, or point: Players<TensorList>, _ buffers: Players<TensorList>?
  ) -> TrainedGenerator {
    TrainedGenerator(
      network: source.model.generator, parameters: average?.parameters ?? point.x,
      buffers: average?.buffers ?? buffers?.x, latentSize: source.latentSize, classes: source.classes,
      data: DataDescription(of: dataset))
  }
}
