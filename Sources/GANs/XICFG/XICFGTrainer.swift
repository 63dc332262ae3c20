import Datasets
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// Trains by xICFG, with any optimizer of the catalogue for both networks.
public typealias XICFGTrainer = Trainer<XICFGProblem>

extension Trainer where Problem == XICFGProblem {
  /// A run of these settings; describes it, and reads nothing yet. Throws what is wrong with the settings.
  public init(
    _ settings: Settings<XICFGSettings>, optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn
  ) throws {
    let settings = try settings.effective(optimizer: optimizer)
    let card = try optimizer?.card ?? OptimizerCatalogue.named(settings.optimizer).card
    guard Player.allCases.allSatisfy(card.movers.contains) else {
      throw XICFGError.movesOneAlone(optimizer: card.name)
    }
    try self.init(settings, optimizer: optimizer, start: start) {
      try XICFGProblem(GANProblem(settings.gan, for: card, listener: $0), settings)
    }
  }
}

extension XICFGProblem {
  /// xICFG with these settings on a GAN's networks and data.
  public init(_ gan: GANProblem, _ settings: Settings<XICFGSettings>) throws {
    try self.init(
      gan, plan: settings.plan, stepSize: settings.functionalStepSize, usesBatchStatistics: settings.batchStatistics,
      gapLimit: settings.gapLimit.map { ($0, settings.gapLimitFrom) })
  }
}

extension TrainedGenerator {
  /// The functional steps of an xICFG checkpoint: those of the discriminators that were trained against the approximator
  /// that it holds, all T at the end of a stage, none in the midst of a fit. Nil for another run, and where there are none.
  static func steps(of stored: StoredCheckpoint, device: Device) throws -> FunctionalSteps? {
    guard let updates = stored.manifest.memory?.counters[XICFGMemory.counter],
      let data = stored.manifest.dataDescription
    else { return nil }
    let settings = try Settings<XICFGSettings>(texts: stored.manifest.configuration.texts)
    var gan = settings.gan
    gan.regularizers = [:]
    let model = try TrainingModel(gan, for: SimGDFamily().card, data: data).model
    guard case .separable(let loss) = model.loss.form else { return nil }
    let file = try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(CheckpointStore.optimizerFile))
    let player = model.players.y
    func list(_ layout: ParameterLayout, _ name: String) throws -> TensorList {
      try file.list(layout, prefix: CheckpointStore.memoryPrefix + name + "/", device: device)
    }
    let discriminators = try (0..<settings.plan.storedDiscriminators(after: updates)).map { number in
      StoredDiscriminator(
        parameters: try list(player.layout, XICFGMemory.name(number)),
        buffers: player.bufferLayout.entries.isEmpty
          ? nil : try list(player.bufferLayout, XICFGMemory.buffersName(number)))
    }
    if discriminators.isEmpty { return nil }
    return FunctionalSteps(
      gradient: FunctionalGradient(
        player, loss: loss, stepSize: settings.functionalStepSize, usesBatchStatistics: settings.batchStatistics,
        batch: settings.batchSize),
      discriminators: discriminators, range: data.sampleShape.count == 3 ? -1...1 : nil)
  }
}

/// The functional steps that follow an approximator: x ← x + η s ∇D_t(x) for t = 1 … T, of images then cut to their range, which
/// steps leave, as the authors' code does before it scores or shows them (never before a fit).
public struct FunctionalSteps: Sendable {
  /// η s ∇D.
  public let gradient: FunctionalGradient
  /// D₁ … D_T.
  public let discriminators: [StoredDiscriminator]
  /// The range of a pixel; nil where samples are no images.
  public let range: ClosedRange<Double>?

  /// Moves samples of the approximator.
  public func callAsFunction(_ samples: Tensor) throws -> Tensor {
    let moved = try gradient.moved(samples, through: discriminators)
    guard let range else { return moved }
    return try moved.clamp(low: range.lowerBound, high: range.upperBound)
  }
}
