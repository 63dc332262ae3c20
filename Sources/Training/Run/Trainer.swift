import DurableFiles
import Foundation
import GameDynamics
import GameOptimizers
import TorchTensors

/// Who listens to a run beside its observer: told sentences before the first step, asked whether to go on while data are
/// read, and after each checkpoint.
public struct RunListener: Sendable {
  /// Told what the user should know: what was loaded, what was adopted, other threads than before.
  public var tell: @Sendable (String) -> Void
  /// Once this says no, reading data ends with an error, and a run ends behind its checkpoint as one that is stopped.
  public var goesOn: @Sendable () -> Bool

  /// Hears nothing and goes on, unless told otherwise.
  public init(
    tell: @escaping @Sendable (String) -> Void = { _ in }, goesOn: @escaping @Sendable () -> Bool = { true }
  ) {
    self.tell = tell
    self.goesOn = goesOn
  }
}

/// Trains any problem with any optimizer.
///
/// The loop is `Driver`'s, the optimizer the very type that runs the toy games; the trainer puts settings, optimizer and
/// problem together, watches, saves, and hands out what comes of it. Making one describes a run and does nothing: data
/// are read, threads are set and started by `run`.
public struct Trainer<Problem: TrainingProblem>: Sendable {
  /// What is run; everything that was left open is chosen.
  public let settings: Settings<RunSettings>
  /// Makes the optimizer; in no catalogue, perhaps.
  public let family: any OptimizerFamily
  /// Where the parameters come from at step 0.
  public var start: Start
  /// What is scored on the way; nil for nothing.
  public var scoring: PeriodicScoring<Problem>?
  /// Reads the data and builds the networks.
  public typealias Opening = @Sendable (RunListener) throws -> Problem
  /// How the problem is opened.
  public let opening: Opening
  /// All of its hyperparameters.
  public let hyperparameters: Parameters<Double>
  /// All settings, the problem's too, for checkpoints and records to keep.
  public let stored: Settings<RunSettings>
  /// The same as YAML, as given; for a record.
  public let yaml: String
  /// Throws where a stored run computes something else than these settings.
  let requireSameRun: @Sendable (CheckpointManifest, URL) throws -> Void

  /// A run of these settings, checked.
  ///
  /// - `optimizer`: takes the place of the one that the settings name; it need not be in the catalogue.
  /// - `start`: how the parameters begin; ignored by a run that is resumed.
  /// - `opening`: reads the data and builds the networks; called by `run`.
  ///
  /// Throws what is wrong with the settings, without looking at the data.
  public init<Table: SettingTable>(
    _ settings: Settings<Table>, optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn,
    opening: @escaping Opening
  ) throws {
    try settings.check()
    stored = try Settings<RunSettings>(texts: settings.texts)
    yaml = settings.yaml
    let run = stored
    self.settings = run
    self.start = start
    self.opening = opening
    family = try optimizer ?? OptimizerCatalogue.named(run.optimizer)
    var hyperparameters = Parameters<Double>(family.card.hyperparameters)
    for (name, value) in run.hyperparameters { try hyperparameters.set(name, to: value) }
    self.hyperparameters = hyperparameters
    if run.gradientClip != nil, try !family.usesGradientsAlone(hyperparameters) {
      throw TrainingError.clippingNeedsFirstOrder(optimizer: family.card.name)
    }
    _ = try run.requireDevice()
    requireSameRun = { manifest, folder in
      try settings.requireSameRun(as: Settings<Table>(texts: manifest.configuration.texts), folder: folder)
    }
  }

  /// The problem, opened: for looking at it without a run.
  public func problem() throws -> Problem { try opening(RunListener()) }

  /// Trains; `observe` is told the progress of every step and may stop the run.
  ///
  /// - `files`: where checkpoints and logs are written, and from where a run is resumed; nil writes nothing.
  /// - `listener`: told what the user should know, such as other threads than before; asked whether to go on.
  ///
  /// Throws what the problem and the observer throw; `FileError` where files cannot be written or
  /// belong to another run. The steps taken before an error are saved first. A number that is not finite is no error but
  /// an outcome, and `TrainingResult.nonFinite` names it.
  public func run(
    files: RunFiles? = nil, listener: RunListener = RunListener(),
    observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict = { _ in .proceed }
  ) throws -> TrainingResult<Problem> {
    try withoutActuallyEscaping(observe) { observe in
      try family.build(
        hyperparameters,
        then: TrainingLoop(
          trainer: self, problem: opening(listener), files: files, listener: listener, observe: observe))
    }
  }
}

extension OptimizerFamily {
  /// Whether this optimizer asks games for gradients alone.
  public func usesGradientsAlone(_ hyperparameters: Parameters<Double>) throws -> Bool {
    try build(hyperparameters, then: NeedsGradientsAlone())
  }
}

private struct NeedsGradientsAlone: OptimizerContinuation {
  typealias V = TensorList
  func callAsFunction<O: Optimizer>(_ optimizer: O) -> Bool where O.V == TensorList {
    optimizer is any FirstOrderOptimizer
  }
}
