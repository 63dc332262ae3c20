import Foundation
import GameDynamics
import TorchTensors

/// One part of a longer run: a problem, an optimizer, steps, a start. What `Trainer` describes, whatever its problem.
public protocol TrainingStage: Sendable {
  /// How many steps the stage takes.
  var steps: Int { get }
  /// How many checkpoints are kept.
  var checkpointsKept: Int { get }
  /// Runs it in a folder of its own, from the beginning or from its last checkpoint. Returns how it ended.
  func run(
    in files: RunFiles, listener: RunListener, observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict
  ) throws -> StageEnd
}

/// How a stage ended.
public struct StageEnd: Sendable {
  /// Still moving where it took all of its steps.
  public let outcome: Outcome
  /// What was not finite; nil where all was well.
  public let nonFinite: NonFiniteNumber?
}

extension Trainer: TrainingStage {
  /// `steps` of the settings.
  public var steps: Int { settings.steps }
  /// `keep` of the settings.
  public var checkpointsKept: Int { settings.keep }

  /// Runs, and leaves what the trained networks show in the stage's folder.
  public func run(
    in files: RunFiles, listener: RunListener, observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict
  ) throws -> StageEnd {
    let result = try run(files: files, listener: listener, observe: observe)
    if result.nonFinite == nil { try files.watch(step: result.outcome.step, result, seed: settings.seed) }
    return StageEnd(outcome: result.outcome, nonFinite: result.nonFinite)
  }
}
