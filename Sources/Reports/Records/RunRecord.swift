import DurableFiles
import Foundation

/// What a run was and what it found: `record.json`.
public struct RunRecord: Codable, Sendable, Equatable {
  /// The experiment's name.
  public let experiment: String
  /// Counterplay's version.
  public let version: String
  /// The seed of everything random; of several, the first.
  public let seed: UInt64
  /// Every seed that was run.
  public let seeds: [UInt64]
  /// What was spent: the reference run, or its small form.
  public let budget: Workbench.Budget
  /// What was typed, where it was a command: `counterplay run icr-learning-speed --quick`.
  public let command: String
  /// The processors of the machine that measured `seconds`.
  public let cores: Int
  /// The numbers the experiment was run with.
  public let parameters: [String: Claim.Quantity]
  /// The claims, in the experiment's order.
  public let claims: [Claim]
  /// The files written beside the record, sorted.
  public let files: [String]
  /// Wall time, that of parts which an earlier call has kept included.
  public let seconds: Double

  /// A record, field by field.
  public init(
    experiment: String, version: String, seed: UInt64, seeds: [UInt64]? = nil, budget: Workbench.Budget = .full,
    command: String = "", cores: Int = ProcessInfo.processInfo.processorCount,
    parameters: [String: Claim.Quantity], claims: [Claim], files: [String], seconds: Double
  ) {
    self.experiment = experiment
    self.version = version
    self.seed = seed
    self.seeds = seeds ?? [seed]
    self.budget = budget
    self.command = command
    self.cores = cores
    self.parameters = parameters
    self.claims = claims
    self.files = files
    self.seconds = seconds
  }

  /// True when every claim holds.
  public var allHold: Bool { claims.allSatisfy(\.holds) }

  /// Writes `record.json` into a folder: keys sorted, beside and renamed.
  public func write(to folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(self)
    data.append(contentsOf: Array("\n".utf8))
    try AtomicFile.write(data, to: folder.appendingPathComponent("record.json"))
  }
}

/// Counterplay's version, as in CHANGELOG.md.
public let counterplayVersion = "0.2.0"
