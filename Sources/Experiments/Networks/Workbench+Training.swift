#if COUNTERPLAY_TORCH
  import DurableFiles
  import Foundation
  import GameDynamics
  import Reports
  import TorchTensors
  import Training

  extension Workbench {
    /// A part of equal work for each seed, kept once it is computed; `compute` is told the seed and its share of the progress.
    func parts<Value: Codable>(
      of seeds: [UInt64], key: String, _ compute: (UInt64, ClosedRange<Double>) throws -> Value
    ) throws -> [Value] {
      var clock = ProgressShares(0...1, works: seeds.map { _ in 1 })
      return try seeds.map { seed in
        let share = clock.next()
        return try part("seed-\(seed)", key: key) { try compute(seed, share) }
      }
    }

    /// Where an experiment's training runs write: a folder a run, apart for each budget and seed, so that none finds the
    /// checkpoints of another.
    func runFolder(_ name: String) -> URL {
      folder.appendingPathComponent("runs/\(budget.rawValue)-seed-\(seed)/\(name)", isDirectory: true)
    }

    /// Trains in a folder of the experiment's own. A run that was killed goes on from its last checkpoint, bit for bit; one
    /// that is finished is read back with its history and trains no further step.
    ///
    /// - `name`: the run's folder below `runFolder`.
    /// - `share`: which part of the whole experiment this run is, for its progress.
    ///
    /// Throws `CancellationError` once the user has asked to stop (what was trained is saved first), what the trainer
    /// throws, and `TrainingError` where numbers became infinite unless `mayDiverge`.
    func trained<Problem: TrainingProblem>(
      _ trainer: Trainer<Problem>, _ name: String, share: ClosedRange<Double>, mayDiverge: Bool = false
    ) throws -> TrainingResult<Problem> {
      if isCancelled() { throw CancellationError() }
      TorchRuntime.keepFreedMemory()
      let files = try RunFiles(folder: runFolder(name), start: .resuming, keep: 1)
      let before = secondsOfTraining(name)
      count(secondsOfEarlierCalls: before)
      var shown = ContinuousClock.now - .seconds(1)
      let result = try trainer.run(files: files) { step in
        let now = ContinuousClock.now
        if shown.duration(to: now) >= .milliseconds(250) {
          shown = now
          let part = Double(step.step) / Double(max(1, step.steps))
          progress(
            share.lowerBound + part * (share.upperBound - share.lowerBound),
            "\(name), step \(step.step) of \(step.steps)")
        }
        return isCancelled() ? .stop : .proceed
      }
      if result.outcome.step > result.firstStep {
        try AtomicFile.write(JSONEncoder().encode(before + result.ownTime / .seconds(1)), to: clock(of: name))
      }
      if case .stopped = result.outcome, isCancelled() { throw CancellationError() }
      if let bad = result.nonFinite, !mayDiverge { throw DivergedRun(name: name, reason: bad) }
      return result
    }

    /// The time that `trained` has spent on a run so far, checkpoints included (`TrainingResult.ownTime`); 0 for one that is not
    /// there.
    func secondsOfTraining(_ name: String) -> Double {
      (try? JSONDecoder().decode(Double.self, from: Data(contentsOf: clock(of: name)))) ?? 0
    }

    private func clock(of name: String) -> URL { runFolder(name).appendingPathComponent("seconds.json") }

    /// The last checkpoint of a run that `trained` has finished; throws `FileError` where there is none.
    func checkpoint(of name: String) throws -> StoredCheckpoint { try CheckpointStore.find(runFolder(name)) }
  }

  extension Workbench {
    /// What work takes on a machine of its own, as `TrainingResult.ownTime`.
    static func ownTime(of work: () throws -> Void) rethrows -> Duration {
      let (thread, wall) = (ThreadClock(), ContinuousClock.now)
      try work()
      return (try? TorchRuntime.threadCount()) == 1 ? thread.elapsed : wall.duration(to: .now)
    }
  }

  extension TrainingResult {
    /// What the steps of this process take on a machine of their own: the training thread's processor time where it is the only
    /// one, so that equal times are equal beside other programs too, and in a run that was paused; else the wall time.
    var ownTime: Duration { (try? TorchRuntime.threadCount()) == 1 ? processorTime : elapsed }
  }

  /// A training run of an experiment that became infinite, where the experiment needs its end.
  struct DivergedRun: Error, CustomStringConvertible {
    /// The run, and what was not finite in it.
    let name: String, reason: NonFiniteNumber

    var description: String { "the run '\(name)' of this experiment cannot be judged: \(reason)" }
  }
#endif
