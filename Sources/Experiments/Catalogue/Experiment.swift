import Foundation
import GameDynamics
import Reports

/// One figure or claim of the literature, to be reproduced with one command.
public protocol Experiment: Sendable {
  /// The name that is typed: `icr-learning-speed`.
  var name: String { get }
  /// What it shows, in a sentence.
  var summary: String { get }
  /// Authors, title, year, arXiv id, section.
  var source: String { get }
  /// Measures, draws, and judges the claims, within `bench.budget`: the quick form measures the same in small, takes
  /// less than half a minute, and judges what can be judged there. What takes minutes tells `bench.progress`, looks at
  /// `bench.isCancelled` (and then throws `CancellationError`), and keeps its parts (`bench.part`), so that it can be
  /// taken up again. Where chance plays a part, `bench.seeds(_:)` and the spread.
  func perform(on bench: Workbench) throws
}

extension Experiment {
  /// Performs the experiment in a folder and writes its record there.
  public func run(on bench: Workbench) throws -> RunRecord {
    let clock = ContinuousClock()
    let elapsed = try clock.measure { try perform(on: bench) }
    let record = RunRecord(
      experiment: name, version: counterplayVersion, seed: bench.seed,
      seeds: bench.seedsRun.isEmpty ? nil : bench.seedsRun, budget: bench.budget,
      command: "counterplay run \(name)" + (bench.budget == .full ? "" : " --\(bench.budget.rawValue)")
        + (bench.seed == 0 ? "" : " --seed \(bench.seed)") + (bench.seedCount.map { " --seeds \($0)" } ?? ""),
      parameters: bench.parameters, claims: bench.claims, files: bench.files.sorted(),
      seconds: elapsed / .seconds(1) + bench.secondsOfKeptParts)
    try record.write(to: bench.folder)
    return record
  }
}

/// Every experiment there is. The command line, the tests and the docs read it.
///
/// To add one: a new file in this module's folder, and one line below; one that trains networks goes into `Networks`, and
/// its line into `ofNetworks`.
public enum ExperimentCatalogue {
  /// All experiments, in the catalogue's order.
  public static let all: [any Experiment] = ofSmallGames + ofNetworks

  private static let ofSmallGames: [any Experiment] = [
    ICRLearningSpeed(),
    ICRBilinear(),
    ICRProjection(),
    ICRDilemma(),
    CGDBilinear(),
    CGDQuadratic(),
    CGDCovariance(),
    CGDTwoModes(),
    MSRRealizable(),
  ]

  /// The experiment of this name; throws `CatalogueError` with a suggestion.
  public static func named(_ name: String) throws -> any Experiment {
    guard let experiment = all.first(where: { $0.name == name }) else {
      throw CatalogueError(kind: "experiment", name: name, known: all.map(\.name))
    }
    return experiment
  }
}
