import Datasets
import Foundation
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors

/// Trains a GAN with any optimizer of the catalogue.
///
/// The loop is `Driver`'s, the optimizer the very type that runs the toy games; the trainer puts together networks, data
/// and loss, watches, and hands out what comes of it.
public struct GANTrainer {
  /// What is run.
  public let configuration: TrainingConfiguration
  /// The data.
  public let dataset: any Dataset
  /// The games, one a step.
  public let source: MinibatchSource
  private let family: any OptimizerFamily
  private let hyperparameters: Parameters<Double>

  /// Loads the data and builds the networks; throws what is wrong with the configuration. An optimizer given here takes
  /// the place of the one that the configuration names: it need not be in the catalogue.
  public init(_ configuration: TrainingConfiguration, optimizer: (any OptimizerFamily)? = nil) throws {
    var configuration = configuration
    if let optimizer { configuration.optimizer = optimizer.card.name }
    try configuration.check()
    if let threads = configuration.threads { try TorchRuntime.setThreadCount(threads) }
    self.configuration = configuration
    family = try optimizer ?? OptimizerCatalogue.named(configuration.optimizer)
    var hyperparameters = Parameters<Double>(family.card.hyperparameters)
    for (name, value) in configuration.hyperparameters { try hyperparameters.set(name, to: value) }
    self.hyperparameters = hyperparameters
    let loss = try Self.loss(of: configuration, for: family.card)
    dataset = try TrainingData.load(configuration.data, seed: configuration.seed)
    let size = dataset.sampleShape.reduce(1, *)
    let isImage = dataset.sampleShape.count == 3
    let model = GANModel(
      generator: try .mlp(
        widths: [configuration.latentSize] + configuration.hidden + [size], activation: .leakyReLU(slope: 0.2),
        output: isImage ? .tanh : nil, outputShape: dataset.sampleShape),
      discriminator: try .mlp(
        widths: [size] + configuration.hidden.reversed() + [1], activation: .leakyReLU(slope: 0.2),
        inputIsFlat: !isImage),
      loss: loss)
    source = try MinibatchSource(
      model: model, dataset: dataset, batchSize: configuration.batchSize, latentSize: configuration.latentSize,
      seed: configuration.seed)
  }

  private static func loss(of configuration: TrainingConfiguration, for card: OptimizerCard) throws -> any GANLoss {
    let loss = try LossCatalogue.named(
      configuration.loss ?? (card.needsZeroSumGame ? "minimax" : "non-saturating"))
    if card.needsZeroSumGame, !loss.card.isZeroSum {
      throw TrainingError.lossIsNotZeroSum(
        optimizer: card.name, loss: loss.card.name,
        zeroSum: LossCatalogue.all.map(\.card).filter(\.isZeroSum).map(\.name))
    }
    return loss
  }

  /// The loss that is trained with.
  public var loss: any GANLoss { source.model.loss }

  /// Trains; `observe` is told the progress of every step and may stop the run.
  public func run(observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict = { _ in .proceed }) throws
    -> TrainingResult
  {
    try withoutActuallyEscaping(observe) { observe in
      try family.build(hyperparameters, then: Run(trainer: self, observe: observe))
    }
  }

  /// Samples of the trained generator, always of the same latent vectors: shape [count] + sample shape.
  public func samples(_ count: Int, of point: Players<TensorList>) throws -> Tensor {
    try withoutGradient {
      try source.model.generator(
        source.latent(count, stream: RandomUse.samples, step: 0), point.x.views(), in: ForwardPass(mode: .evaluation))
    }
  }

  /// Goes on with the optimizer, whichever it is.
  private struct Run: OptimizerContinuation {
    typealias V = TensorList
    let trainer: GANTrainer
    let observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> TrainingResult where O.V == TensorList {
      let steps = trainer.configuration.steps
      let source = trainer.source
      let start = try source.model.initialPoint(seed: trainer.configuration.seed)
      let clock = ContinuousClock()
      let begin = clock.now
      var history = TrainingHistory()
      let result = try Driver<TensorList>(stepCap: steps).run(
        optimizer, on: source, from: start
      ) { step, _, report in
        guard let report else { return .proceed }
        let losses = try source.monitor.latest()
        history.append(step: step, losses: losses, solver: report.solver)
        return try observe(
          TrainingProgress(
            step: step, steps: steps, generatorLoss: losses.generator, discriminatorLoss: losses.discriminator,
            solver: report.solver, elapsed: begin.duration(to: clock.now)))
      }
      return TrainingResult(
        outcome: result.outcome, point: result.point, history: history, cappedSolves: result.cappedSolves,
        elapsed: begin.duration(to: clock.now))
    }
  }
}
