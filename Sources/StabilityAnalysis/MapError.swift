/// What can be wrong with a request for a map; with its files, see `FileError`.
public enum MapError: Error, CustomStringConvertible, Equatable {
  /// An axis needs an ascending finite range and at least two nodes.
  case badAxis(name: String, range: ClosedRange<Double>, count: Int)
  /// The game has no isolated equilibrium for these parameters.
  case noEquilibrium(game: String)
  /// The search found no equilibrium from a point that the user gave.
  case noEquilibriumNear(point: String)
  /// An axis names a coordinate that the game's players do not have.
  case noSuchCoordinate(name: String, available: Int)
  /// Both axes vary the same quantity.
  case sameQuantityTwice(name: String, other: String)
  /// Optimizer and game both have a parameter of this name.
  case ambiguousName(name: String, fullNames: [String])
  /// The map was cancelled after so many rows.
  case cancelled(completeRows: Int)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badAxis(let name, let range, let count):
      return "an axis requires an ascending range of finite numbers and at least 2 nodes; axis '\(name)' was given "
        + "\(range.lowerBound):\(range.upperBound) and \(count) node(s)"
    case .noEquilibrium(let game):
      return "this kind of map requires an isolated equilibrium, and for the game '\(game)' with these parameters none "
        + "is known and the search from the start finds none; change the parameters, give a point near one, or map the "
        + "outcome of runs"
    case .noEquilibriumNear(let point):
      return "an equilibrium is a point where both players' own gradients vanish, and the search from \(point) finds "
        + "none; give a point nearer to one"
    case .noSuchCoordinate(let name, let available):
      return
        "an axis over the start requires a coordinate that the player has; '\(name)' was given, and the player has "
        + "\(available), counted from 0"
    case .sameQuantityTwice(let name, let other):
      return "a map requires two quantities along its axes that vary by themselves; '\(name)' and '\(other)' were given"
    case .ambiguousName(let name, let fullNames):
      return "both the optimizer and the game have a parameter '\(name)'; say which: "
        + fullNames.map { "'\($0)'" }.joined(separator: " or ")
    case .cancelled(let rows): return "the map was cancelled after \(rows) complete row(s); resume goes on from there"
    }
  }
}
