import ArgumentParser
import Experiments
import Foundation
import Reports

/// `counterplay run`: reproduces an experiment.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Reproduces an experiment of the literature: measures, draws, judges its claims.",
    discussion: """
      Writes record.json, tables and figures. Exit code 0 when every claim holds, 3 when one does not.
      A long experiment that was interrupted goes on where it was: run the same command again.

      EXAMPLES
        counterplay run icr-learning-speed
        counterplay run icr-bilinear --out out/bilinear --seed 7
        counterplay run icr-learning-speed --quick
        counterplay run icr-mnist --data data/mnist --out out/icr-mnist
        counterplay run icr-mnist --original --threads 8 --data data/mnist
      """)

  @Argument(help: "The experiment, by its name in `counterplay list`.")
  var name: String

  @OptionGroup var output: OutputFolder

  @Option(help: "The seed of everything random.")
  var seed: UInt64 = 0

  @Flag(help: "The same in small, in less than a minute: for a first look.")
  var quick = false

  @Flag(help: "At the source's own size, where the reference run is smaller: perhaps days.")
  var original = false

  @Option(help: "How many seeds to run, counted from --seed. [default: the experiment's own number]")
  var seeds: Int?

  @Option(help: "Threads that networks are trained with. More give the same numbers but for rounding. [default: 1]")
  var threads: Int?

  @Option(
    help: "The folder of the data set, for experiments on images. [default: data/ and the set's name]")
  var data: String?

  func validate() throws {
    if quick, original {
      throw ValidationError("--quick is the small form and --original the large one; give one of them")
    }
    if let seeds, seeds < 1 { throw ValidationError("--seeds must be at least 1, \(seeds) was given") }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, \(threads) was given") }
  }

  func run() throws {
    let interruption = Interruption()
    let experiment = try ExperimentCatalogue.named(name)
    let bench = try Workbench(
      folder: output.url(default: name), seed: seed, budget: quick ? .quick : original ? .original : .full)
    bench.threads = threads
    bench.seedCount = seeds
    bench.data = data.map { URL(fileURLWithPath: $0, isDirectory: true) }
    bench.isCancelled = { interruption.wasAsked }
    var line = ProgressLine(isQuietAtFirst: true)
    let begun = ContinuousClock.now
    bench.progress = { share, what in
      let seconds = Double(begun.duration(to: .now).components.seconds)
      let left = share > 0.01 && seconds >= 2 ? "  \(Int(seconds / share * (1 - share))) s left" : ""
      line.show("\(Int(100 * share))%  \(what)\(left)", isLast: share >= 1)
    }
    let record: RunRecord
    do { record = try experiment.run(on: bench) } catch is CancellationError {
      line.end()
      tell("interrupted; the parts that are done are in \(bench.folder.path): the same command goes on behind them")
      throw ExitCode(interruption.exitCode ?? 1)
    }
    line.end()
    print("\(experiment.name): \(experiment.summary)")
    for claim in record.claims {
      print("  \(claim.holds ? "holds    " : "DOES NOT ") \(claim.line)")
    }
    for notice in bench.notices { tell(notice) }
    let holding = record.claims.filter(\.holds).count
    print("\(holding) of \(record.claims.count) claims hold; \(bench.folder.path)/record.json")
    if let code = interruption.exitCode {
      tell("interrupted; what was written is in \(bench.folder.path)")
      throw ExitCode(code)
    }
    if !record.allHold { throw ExitCode(3) }
  }
}
