import GameDynamics

/// Simulations of one optimizer on one game, group after group: the rows of a map that one thread works on.
///
/// A kernel is handed a whole series. What its groups share, the game above all, is made once, and what they do not is
/// changed in place: made anew for every 32 nodes, it would take half as long as some hundred steps of them. Machines with
/// registers for it run two groups beside each other: results come in the order of the groups, but a second group may be asked
/// for before the first one's are there.
public protocol SimulationSeries: AnyObject {
  /// What all groups share; `next` sets the rest.
  var request: SimulationRequest { get }
  /// What differs from group to group beside the hyperparameters, which always may.
  var varies: SimulationParts { get }
  /// Makes the request that of the next group; false when there is none.
  func next(_ request: inout SimulationRequest) throws -> Bool
  /// Takes what the simulation of the next group, of those that `next` has given, left behind.
  func take(_ result: SimulationResult) throws
}

extension SimulationSeries {
  /// Hands `body` the series, or each group by itself where the game varies: what it sees is of one game.
  public func forEachGame(_ body: (any SimulationSeries) throws -> Void) throws {
    guard varies.contains(.game) else { return try body(self) }
    var request = request
    while try next(&request) {
      let one = OneSimulation(request)
      try body(one)
      try take(one.result)
    }
  }
}

/// Parts of a simulation's request.
public struct SimulationParts: OptionSet, Sendable {
  /// One bit a part.
  public let rawValue: Int
  /// The parts of these bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The game's parameters, and the targets with them.
  public static let game = SimulationParts(rawValue: 1)
  /// Where the runs start.
  public static let start = SimulationParts(rawValue: 2)
}

/// A series of one group.
public final class OneSimulation: SimulationSeries {
  /// What is simulated.
  public let request: SimulationRequest
  /// What has come of it.
  public private(set) var result: SimulationResult
  private var isDone = false

  /// A series of this request alone.
  public init(_ request: SimulationRequest) {
    self.request = request
    result = SimulationResult(before: request)
  }

  /// Empty: there is one request.
  public var varies: SimulationParts { [] }
  /// True once.
  public func next(_ request: inout SimulationRequest) -> Bool {
    defer { isDone = true }
    return !isDone
  }
  /// Keeps the result.
  public func take(_ result: SimulationResult) { self.result = result }
}
