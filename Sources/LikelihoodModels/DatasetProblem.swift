import Datasets
import GameDynamics
import Training

/// A problem that its settings make of data: its trainer reads the data that the settings name, or takes those that it is
/// given.
public protocol DatasetProblem: TestedProblem {
  /// Its settings, the data's and the run's among them.
  associatedtype Table: DataTable

  /// The problem of these settings on data in memory, judged by `testset` where there is one. Throws where data and settings
  /// do not go together.
  init(_ settings: Settings<Table>, of dataset: any Dataset, testset: (any Dataset)?) throws

  /// How a run begins that is told to begin so: what another kind of run has learned may be called otherwise there.
  static func beginning(_ start: Start) -> Start
}

extension DatasetProblem {
  /// As it is told.
  public static func beginning(_ start: Start) -> Start { start }
}

extension Trainer where Problem: DatasetProblem {
  /// A run of these settings; describes it, and reads nothing yet. Throws what is wrong with the settings.
  public init(
    _ settings: Settings<Problem.Table>, optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn
  ) throws {
    try self.init(settings, optimizer: optimizer, start: start) { chosen, listener in
      let loaded = try chosen.source.loaded(seed: chosen.seed, while: listener.goesOn)
      listener.tell(loaded.report.description)
      return try Problem(chosen, of: loaded.dataset, testset: chosen.source.test(seed: chosen.seed))
    }
  }

  /// The same on data that are in memory; the settings' own are a name for the reader.
  public init(
    _ settings: Settings<Problem.Table>, of dataset: any Dataset, testset: (any Dataset)? = nil,
    optimizer: (any OptimizerFamily)? = nil, start: Start = .drawn
  ) throws {
    try self.init(settings, optimizer: optimizer, start: start) { chosen, _ in
      try Problem(chosen, of: dataset, testset: testset)
    }
  }

  private init(
    _ settings: Settings<Problem.Table>, optimizer: (any OptimizerFamily)?, start: Start,
    problem: @escaping @Sendable (Settings<Problem.Table>, RunListener) throws -> Problem
  ) throws {
    let chosen = try settings.withEffectiveRun(optimizer: optimizer)
    try self.init(
      chosen, optimizer: optimizer, start: Problem.beginning(start), opening: { try problem(chosen, $0) })
  }
}
