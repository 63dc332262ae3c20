import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import Training

  /// The frame of a command that trains one kind of problem: its settings (flags, file, `--print-config`), how parameters
  /// begin, how the run goes and is resumed, and in which folder.
  struct TrainingFrame<Table: TrainingTable>: ParsableArguments {
    @OptionGroup var choice: RunSettingsChoice<Table>

    @OptionGroup var beginning: StartOptions

    @OptionGroup var going: RunGoing

    @OptionGroup var output: OutputFolder

    /// Runs a command of this name.
    ///
    /// - `about`: what is trained, in words, for titles.
    /// - `standard`: the settings where nothing else is said.
    /// - `effective`: chooses what was left open, for `--print-config`.
    /// - `work`: see `TrainingProblem.work`.
    /// - `trainer`: describes the run in a folder.
    /// - `finish`: says what is special to the problem, and hands out numbers for the record.
    func run<Problem: TrainingProblem>(
      _ name: String, about: (Settings<Table>) -> String, standard: Settings<Table>,
      effective: (Settings<Table>) throws -> Settings<Table> = { try $0.withEffectiveRun() },
      work: (Settings<Table>) -> Double = { _ in .infinity },
      trainer: (Settings<Table>, Start, URL) throws -> Trainer<Problem>,
      finish: (TrainingResult<Problem>, Settings<Table>) throws -> [String: Claim.Quantity] = { _, _ in [:] }
    ) throws {
      let folder = output.url(default: name)
      let chosen = try choice.settings(in: folder, resuming: going.resume, standard: standard)
      if choice.printConfig {
        print(try effective(chosen).annotatedYAML, terminator: "")
        return
      }
      try going.run(
        trainer(chosen, beginning.start(), folder), in: folder, work: work(chosen), name: name, about: about(chosen)
      ) { result, _ in try finish(result, chosen) }
    }
  }
#else
  /// What stands in the place of a training command's frame where the program was built without libtorch: takes any words.
  struct TrainingFrameWithoutLibtorch: ParsableArguments {
    @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []

    @OptionGroup var going: RunGoing

    @OptionGroup var output: OutputFolder
  }
#endif
