import Foundation
import GameDynamics
import TorchTensors

/// A run that is a sequence of stages: growing networks, levels of a pyramid, a player trained alone after both.
///
/// Each stage has a folder of its own (`stage-1-low`, `stage-2-high`, …) with checkpoints, logs and samples, and is made
/// from the last checkpoint of the stage before. So which stage comes next is a function of what is on the disk: a run
/// that is killed anywhere and resumed computes, bit for bit, what an unbroken one computes.
public struct Curriculum: Sendable {
  /// A stage by its name, and how it is made from the checkpoint that the stage before has left.
  public struct Part: Sendable {
    /// A short name for its folder: letters, digits and hyphens.
    public let name: String
    /// Describes the stage; `before` is nil for the first.
    public let stage: @Sendable (_ before: StoredCheckpoint?) throws -> any TrainingStage

    /// A stage that is made when its turn comes.
    public init(_ name: String, stage: @escaping @Sendable (_ before: StoredCheckpoint?) throws -> any TrainingStage) {
      self.name = name
      self.stage = stage
    }
  }

  /// The stages in order, at least one.
  public let parts: [Part]

  /// A curriculum of these stages.
  public init(_ parts: [Part]) { self.parts = parts }

  /// The folder of a stage, counted from 0.
  public func folder(of number: Int, in folder: URL) -> URL {
    folder.appendingPathComponent("stage-\(number + 1)-\(parts[number].name)", isDirectory: true)
  }

  /// Runs all stages, or those that an earlier process has not finished.
  ///
  /// - `only`: the one stage to run, for stages on several machines; what the stage before it has left in the folder is
  ///   used, and nothing else is looked at.
  /// - `start`: what to do with folders that have checkpoints, as in `RunFiles`.
  /// - `observe`: told of every step, with the number of the stage; may stop the run.
  ///
  /// Returns how the last stage that ran ended: a stage that does not reach its last step ends the run. Throws what
  /// stages throw.
  public func run(
    in folder: URL, only: Int? = nil, start: RunFiles.Start = .new, listener: RunListener = RunListener(),
    observe: (_ stage: Int, TrainingProgress) throws -> Driver<TensorList>.Verdict = { _, _ in .proceed }
  ) throws -> StageEnd {
    var before: StoredCheckpoint?
    var end = StageEnd(outcome: .stepCapReached(steps: 0), nonFinite: nil)
    if let only, only > 0 { before = try RunFiles.latest(in: self.folder(of: only - 1, in: folder)) }
    for number in parts.indices where only == nil || number == only {
      let stage = try parts[number].stage(before)
      let place = self.folder(of: number, in: folder)
      let last = start == .resuming ? try RunFiles.latest(in: place) : nil
      if let last, last.manifest.step >= stage.steps {
        before = last
        end = StageEnd(outcome: .stepCapReached(steps: last.manifest.step), nonFinite: nil)
        continue
      }
      listener.tell("stage \(number + 1) of \(parts.count): \(parts[number].name)")
      let files = try RunFiles(folder: place, start: start, keep: stage.checkpointsKept)
      end = try stage.run(in: files, listener: listener) { try observe(number, $0) }
      guard case .stepCapReached = end.outcome, end.nonFinite == nil else { return end }
      before = try files.store.latest()
    }
    return end
  }
}
