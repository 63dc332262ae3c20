import GameDynamics

/// One number at every node of a grid over two quantities: a stability map.
public struct PlanarMap: Sendable, Equatable {
  /// One axis: what varies, and its values.
  public struct Axis: Sendable, Equatable {
    /// What varies.
    public let quantity: MapQuantity
    /// Its symbol: `η_x`.
    public let symbol: String
    /// Its values, ascending.
    public private(set) var values: [Double]

    func unshared() -> Axis {
      var copy = self
      copy.values = values.map { $0 }
      return copy
    }

    /// The parameter's name, as in `ParameterSpec`: `eta-x`; for a coordinate of the start, `start-x-0`.
    public var name: String { quantity.name }

    /// `count` values evenly spaced from `range.lowerBound` to `range.upperBound`, both included. Throws
    /// `MapError.badAxis`.
    public init(_ quantity: MapQuantity, symbol: String, range: ClosedRange<Double>, count: Int) throws {
      guard count >= 2, range.lowerBound < range.upperBound, range.lowerBound.isFinite, range.upperBound.isFinite
      else {
        throw MapError.badAxis(name: quantity.name, range: range, count: count)
      }
      self.quantity = quantity
      self.symbol = symbol
      values = (0..<count).map { i in
        i == count - 1
          ? range.upperBound
          : range.lowerBound + (range.upperBound - range.lowerBound) * Double(i) / Double(count - 1)
      }
    }
  }

  /// The axis along a row, and the axis across rows.
  public let horizontal: Axis, vertical: Axis
  /// Row by row from the bottom: node (i, j) of horizontal value i and vertical value j is at
  /// `j * horizontal.values.count + i`. NaN where there is no number.
  public var values: [Double]

  /// A map with these values.
  init(horizontal: Axis, vertical: Axis, values: [Double]) {
    self.horizontal = horizontal
    self.vertical = vertical
    self.values = values
  }

  /// The value at node (i, j).
  public subscript(i: Int, j: Int) -> Double { values[j * horizontal.values.count + i] }
}

/// What can vary along an axis of a map.
public enum MapQuantity: Sendable, Hashable {
  /// A hyperparameter of the optimizer, by name; the step sizes are `eta-x` and `eta-y`.
  case hyperparameter(String)
  /// A parameter of the game, by name.
  case gameParameter(String)
  /// A coordinate of the point that the runs start from.
  case start(Player, Int)

  /// A word for it, for files and messages: `eta-x`, `b`, `start-x-0`.
  public var name: String {
    switch self {
    case .hyperparameter(let name), .gameParameter(let name): return name
    case .start(let player, let index): return "start-\(player.rawValue)-\(index)"
    }
  }
}

/// What can be wrong with a request for a map.
public enum MapError: Error, CustomStringConvertible, Equatable {
  /// An axis needs an ascending finite range and at least two nodes.
  case badAxis(name: String, range: ClosedRange<Double>, count: Int)
  /// The game has no isolated equilibrium for these parameters.
  case noEquilibrium(game: String)
  /// An axis names a coordinate that the game's players do not have.
  case noSuchCoordinate(name: String, available: Int)
  /// Both axes vary the same quantity.
  case sameQuantityTwice(name: String)
  /// The map was cancelled after so many rows.
  case cancelled(completeRows: Int)
  /// A file of another map, or of none, lies where rows are to be written.
  case foreignFile(path: String, reason: String)
  /// The system refused to read or write a file.
  case fileFailed(path: String, reason: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badAxis(let name, let range, let count):
      return "an axis requires an ascending range of finite numbers and at least 2 nodes; axis '\(name)' was given "
        + "\(range.lowerBound):\(range.upperBound) and \(count) node(s)"
    case .noEquilibrium(let game):
      return "this kind of map requires an isolated equilibrium, and the game '\(game)' has none for these parameters; "
        + "change them, or map the outcome of runs"
    case .noSuchCoordinate(let name, let available):
      return
        "an axis over the start requires a coordinate that the player has; '\(name)' was given, and the player has "
        + "\(available), counted from 0"
    case .sameQuantityTwice(let name):
      return "a map requires two different quantities along its axes, and both were given '\(name)'"
    case .cancelled(let rows): return "the map was cancelled after \(rows) complete row(s); resume goes on from there"
    case .foreignFile(let path, let reason):
      return "resuming requires the unfinished file of the same map, and \(path) \(reason); remove it, or start anew "
        + "without resuming"
    case .fileFailed(let path, let reason): return "\(path) could not be read or written: \(reason)"
    }
  }
}
