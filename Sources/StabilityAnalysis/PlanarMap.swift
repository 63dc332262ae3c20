import GameDynamics

/// One number at every node of a grid over two quantities: a stability map.
public struct PlanarMap: Sendable, Equatable {
  /// One axis: what varies, and its values.
  public struct Axis: Sendable, Equatable {
    /// The parameter's name, as in `ParameterSpec`: `eta-x`.
    public let name: String
    /// Its symbol: `η_x`.
    public let symbol: String
    /// Its values, ascending.
    public let values: [Double]

    /// `count` values evenly spaced from `range.lowerBound` to `range.upperBound`, both included.
    public init(name: String, symbol: String, range: ClosedRange<Double>, count: Int) throws {
      guard count >= 2, range.lowerBound < range.upperBound, range.lowerBound.isFinite, range.upperBound.isFinite
      else {
        throw MapError.badAxis(name: name, range: range, count: count)
      }
      self.name = name
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

  /// The map of a function of lane-wise points: it is given up to `Lanes.laneCount` neighbouring nodes of one row at
  /// once, so it can compute them side by side.
  init(
    horizontal: Axis, vertical: Axis, _ evaluate: (_ h: Lanes, _ v: Lanes) throws -> [Double]
  ) rethrows {
    self.horizontal = horizontal
    self.vertical = vertical
    values = []
    values.reserveCapacity(horizontal.values.count * vertical.values.count)
    let width = horizontal.values.count
    for v in vertical.values {
      for first in stride(from: 0, to: width, by: Lanes.laneCount) {
        // The last group of a row repeats the row's last node; what is computed twice is dropped.
        let group = Lanes { lane in horizontal.values[min(first + lane, width - 1)] }
        values += try evaluate(group, Lanes(v)).prefix(width - first)
      }
    }
  }

  /// The value at node (i, j).
  public subscript(i: Int, j: Int) -> Double { values[j * horizontal.values.count + i] }
}

/// What can be wrong with a request for a map.
public enum MapError: Error, CustomStringConvertible, Equatable {
  /// An axis needs an ascending finite range and at least two nodes.
  case badAxis(name: String, range: ClosedRange<Double>, count: Int)
  /// The game has no isolated equilibrium for these parameters.
  case noEquilibrium(game: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badAxis(let name, let range, let count):
      return "an axis requires an ascending range of finite numbers and at least 2 nodes; axis '\(name)' was given "
        + "\(range.lowerBound):\(range.upperBound) and \(count) node(s)"
    case .noEquilibrium(let game):
      return "a spectral map requires an isolated equilibrium, and the game '\(game)' has none for these parameters; "
        + "change them, or map by simulation"
    }
  }
}
