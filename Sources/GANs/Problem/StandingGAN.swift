import DurableFiles
import Foundation
import GameDynamics
import GameOptimizers
import TorchTensors
import Training

/// A checkpoint of a GAN as a game that stands still: one large batch, one point, and what the optimizer remembers there.
///
/// The numbers are of double precision, whatever the run's; second derivatives are of the whole batch. What a run does
/// around its optimizer's step is not part of the game: clipping of weights and gradients, the accuracy rule, buffers that
/// move.
public struct StandingGAN: Sendable {
  /// The step that the checkpoint is of.
  public let step: Int
  /// The run's settings, with the batch that is looked at.
  public let configuration: TrainingConfiguration
  /// The run's optimizer, and all its hyperparameters.
  public let family: any OptimizerFamily
  /// See `family`.
  public let hyperparameters: Parameters<Double>
  /// The GAN on its one batch.
  public let game: GANGame
  /// Both players' parameters.
  public let point: Players<TensorList>
  /// What the optimizer remembered after the step.
  public let state: RememberedValues<TensorList>

  /// Opens a checkpoint.
  ///
  /// - `batch`: how many samples of the data, and as many latent vectors; nil for the run's own batch.
  /// - `data`: the data, by name or folder; nil for those that the run was trained on.
  /// - `seed`: of the batch; nil for the run's own. It is the minibatch that a run with this seed draws at the checkpoint's
  ///   step.
  /// - `optimizer`: the run's, where it is one of one's own that the catalogue does not know.
  ///
  /// Throws `FileError` where the checkpoint is not one of a GAN, and what is wrong with its configuration, its data and its
  /// tensors.
  public init(
    _ stored: StoredCheckpoint, batch: Int? = nil, data: String? = nil, seed: UInt64? = nil,
    optimizer: (any OptimizerFamily)? = nil
  ) throws {
    let manifest = stored.manifest
    guard manifest.networks?.x.contains(GANModel.generator) ?? true else {
      throw FileError(
        .foreign, subject: stored.folder.path, required: "a checkpoint of a GAN",
        given: manifest.networks.map { "one of \(($0.x + $0.y).joined(separator: ", "))" } ?? "another",
        remedy: "take a checkpoint that `counterplay train` has written")
    }
    var configuration = try TrainingConfiguration(texts: manifest.configuration.texts)
    if let batch { configuration.batchSize = batch }
    if let data { configuration.data = data }
    configuration.curvatureBatch = nil
    let family = try optimizer ?? OptimizerCatalogue.named(configuration.optimizer)
    var hyperparameters = Parameters<Double>(family.card.hyperparameters)
    for (name, value) in configuration.hyperparameters { try hyperparameters.set(name, to: value) }
    let problem = try GANProblem(configuration, for: family.card)
    let read = try family.build(hyperparameters, then: Reading(stored: stored, problem: problem))
    let frame = Frame(
      resting: read.resting, buffers: read.buffers, memory: problem.initialMemory(seed: 0), recorder: StepRecorder())
    let draw = Draw(seed: seed ?? configuration.seed, step: manifest.step)
    // A penalty that is taken in every nth step alone is in this one, once: the plain game's.
    let drawn = try problem.game(of: draw, in: frame)
    let whole = GANGame(
      model: drawn.model, real: drawn.real, latent: drawn.latent, conditions: drawn.conditions, resting: drawn.resting,
      buffers: drawn.buffers, seed: drawn.seed, penaltyWeight: 1)
    step = manifest.step
    self.configuration = configuration
    self.family = family
    self.hyperparameters = hyperparameters
    game = try whole.standing(in: .float64)
    point = Players(x: try read.point.x.to(.float64), y: try read.point.y.to(.float64))
    var state = read.state
    state.vectors = try state.vectors.map { try $0.to(.float64) }
    self.state = state
  }

  /// Another point of the same networks, such as an earlier checkpoint of the run; on this batch.
  public func point(of stored: StoredCheckpoint) throws -> Players<TensorList> {
    let file = try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(CheckpointStore.weightsFile))
    return try point.map { list in try file.list(list.layout, named: { $0 }).to(.float64) }
  }

  /// A run's state, read with the optimizer's own type.
  private struct Reading: OptimizerContinuation {
    typealias V = TensorList
    typealias Result = (
      point: Players<TensorList>, resting: Players<TensorList>, buffers: Players<TensorList>,
      state: RememberedValues<TensorList>
    )
    let stored: StoredCheckpoint
    let problem: GANProblem

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Result where O.V == TensorList {
      let networks = try DrawnNetworks(problem.players, seed: 0)
      var state = RunState(
        step: 0, point: networks.point, resting: networks.resting, buffers: networks.buffers,
        average: problem.averageDecay.map { _ in
          NetworkAverage(startingFrom: networks.point.x, buffers: networks.buffers.x)
        },
        optimizer: try optimizer.initialState(at: networks.point), memory: problem.initialMemory(seed: 0))
      try CheckpointStore.load(stored, into: &state, data: problem.data.fingerprint)
      return (state.point, state.resting, state.buffers, try RememberedValues(of: state.optimizer))
    }
  }
}
