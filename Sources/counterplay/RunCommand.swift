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

      EXAMPLES
        counterplay run icr-quadratic
        counterplay run icr-bilinear --out out/bilinear --seed 7
      """)

  @Argument(help: "The experiment, by its name in `counterplay list`.")
  var name: String

  @OptionGroup var output: OutputFolder

  @Option(help: "The seed of everything random.")
  var seed: UInt64 = 0

  func run() throws {
    let interruption = Interruption()
    let experiment = try ExperimentCatalogue.named(name)
    let bench = try Workbench(folder: output.url(default: name), seed: seed)
    bench.isCancelled = { interruption.wasAsked }
    let record = try experiment.run(on: bench)
    print("\(experiment.name): \(experiment.summary)")
    for claim in record.claims {
      print(
        "  \(claim.holds ? "holds    " : "DOES NOT ") \(claim.statement): expected \(claim.expected), measured \(claim.measured)"
      )
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
