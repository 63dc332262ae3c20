import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import TorchTensors
  import Training
#endif

/// How a training run of any kind goes: in which folder, from where on, what is said on the way, how it ends.
struct RunGoing: ParsableArguments {
  @Flag(help: "Go on from the folder's last checkpoint; start where there is none yet.")
  var resume = false

  @Flag(help: "Remove the checkpoints that an earlier run has left in the folder.")
  var overwrite = false

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if resume, overwrite { throw ValidationError("--resume goes on and --overwrite starts anew; give one of them") }
  }

  #if COUNTERPLAY_TORCH
    private var start: RunFiles.Start { resume ? .resuming : overwrite ? .overwriting : .new }

    /// Runs a trainer in a folder, shows its progress, and leaves pictures, charts and the record.
    ///
    /// - `work`: see `TrainingProblem.work`; decides how threads wait for each other.
    /// - `finish`: says what is special to the problem, and hands out numbers for the record.
    func run<Problem: TrainingProblem>(
      _ trainer: Trainer<Problem>, in folder: URL, work: Double, name: String, about: String,
      finish: (TrainingResult<Problem>, Workbench) throws -> [String: Claim.Quantity] = { _, _ in [:] }
    ) throws {
      let stored = resume ? try RunFiles.latest(in: folder) : nil
      // It may start the program once more, which would forget a signal that has been noted.
      ThreadWaiting.sleepSoon(
        threads: try ThreadChoice(trainer.settings, resuming: stored?.manifest.configuration, work: work).count)
      let interruption = Interruption()
      TorchRuntime.keepFreedMemory()
      let files = try RunFiles(folder: folder, start: start, keep: trainer.settings.keep)
      let bench = try Workbench(folder: folder, seed: trainer.settings.seed)
      bench.isCancelled = { interruption.wasAsked }
      if let stored { tell("resuming from step \(stored.manifest.step)") }
      if let notice = trainer.settings.scheduleNotice(isResumed: stored != nil) { tell(notice) }
      var progress = ProgressLine()
      let result = try interruption.guarding {
        try trainer.run(
          files: files, listener: RunListener(tell: { tell($0) }, goesOn: { !interruption.wasAsked })
        ) { step in
          progress.show(step)
          return interruption.wasAsked ? .stop : .proceed
        }
      }
      progress.end()
      let own = result.nonFinite == nil ? try finish(result, bench) : [:]
      let record = try TrainingPortfolio(trainer: trainer, result: result, name: name, about: about)
        .write(on: bench, parameters: own)
      results.say(Self.ending(result))
      if result.cappedSolves > 0 { tell("\(result.cappedSolves) steps: \(SolverReport<Double>.Status.iterationCap)") }
      let numbers = record.parameters.filter { $0.key != "configuration" }
      try results.finish(
        name, bench, files: record.files + ["record.json"],
        numbers.mapValues { ResultValue($0) }.merging(["seed": .number(Double(record.seed))]) { $1 })
      try Self.exit(result.outcome, result.nonFinite, interruption)
    }

    /// Runs the stages of a curriculum, each in a folder of its own, or `only` one of them.
    func run(_ curriculum: Curriculum, only: Int? = nil, in folder: URL) throws {
      let interruption = Interruption()
      TorchRuntime.keepFreedMemory()
      var progress = ProgressLine()
      let end = try interruption.guarding {
        try curriculum.run(
          in: folder, only: only, start: start,
          listener: RunListener(tell: { tell($0) }, goesOn: { !interruption.wasAsked })
        ) { _, step in
          progress.show(step)
          return interruption.wasAsked ? .stop : .proceed
        }
      }
      progress.end()
      if results.json {
        let found: [String: ResultValue] = [
          "command": .text("train"), "folder": .text(folder.path), "stages": .number(Double(curriculum.parts.count)),
          "outcome": .text(end.outcome.ofTraining),
        ]
        print(try ResultValue.object(found).json(), terminator: "")
      }
      let stages = only.map { "stage \($0 + 1) of \(curriculum.parts.count)" } ?? "\(curriculum.parts.count) stages"
      results.say("\(stages): \(end.outcome.ofTraining); written to \(folder.path)")
      try Self.exit(end.outcome, end.nonFinite, interruption)
    }

    private static func ending<Problem>(_ result: TrainingResult<Problem>) -> String {
      // One culprit: what standard error names.
      let words =
        result.nonFinite.map { "stopped after \($0.step) steps: \($0.subject) is not finite" }
        ?? result.outcome.ofTraining
      guard result.millisecondsPerStep.isFinite else { return "\(words); nothing was left to do" }
      return "\(words); \(result.millisecondsPerStep.rounded(toPlaces: 3)) ms a step, of which "
        + "\((100 * result.loadingShare).rounded(toPlaces: 1))% waiting for data"
    }

    private static func exit(
      _ outcome: Outcome, _ nonFinite: NonFiniteNumber?, _ interruption: Interruption
    ) throws {
      if let nonFinite {
        tell("Error: \(nonFinite)")
        throw ExitCode.failure
      }
      switch outcome {
      case .stepCapReached, .converged, .stopped: if let code = interruption.exitCode { throw ExitCode(code) }
      case .diverged, .nonFinite, .solverBrokeDown: throw ExitCode.failure
      }
    }
  #endif
}
