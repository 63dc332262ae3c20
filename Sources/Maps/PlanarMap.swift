import GameDynamics

/// One number at every node of a grid over two quantities: a stability map.
public struct PlanarMap: Sendable, Equatable {
  /// One axis: what varies, and its values.
  public struct Axis: Sendable, Equatable {
    /// What varies.
    public let quantity: RunQuantity
    /// Its symbol: `η_x`.
    public let symbol: String
    /// What it is, in a phrase: `step size of player x`.
    public let meaning: String
    /// Its values, ascending.
    public private(set) var values: [Double]

    /// Every `stride`-th value from the first.
    func thinned(by stride: Int) -> Axis {
      var copy = self
      copy.values = Swift.stride(from: 0, to: values.count, by: stride).map { values[$0] }
      return copy
    }

    func unshared() -> Axis {
      var copy = self
      copy.values = values.map { $0 }
      return copy
    }

    /// The parameter's name, as in `ParameterSpec`: `eta-x`; for a coordinate of the start, `start-x-0`.
    public var name: String { quantity.name }

    /// `count` values evenly spaced from `range.lowerBound` to `range.upperBound`, both included. Throws
    /// `MapError.badAxis`. The meaning is the quantity's name if none is given.
    public init(
      _ quantity: RunQuantity, symbol: String, meaning: String? = nil, range: ClosedRange<Double>, count: Int
    ) throws {
      guard count >= 2, range.lowerBound < range.upperBound, range.lowerBound.isFinite, range.upperBound.isFinite
      else {
        throw MapError.badAxis(name: quantity.name, range: range, count: count)
      }
      self.quantity = quantity
      self.symbol = symbol
      self.meaning = meaning ?? quantity.name
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

extension PlanarMap.Axis {
  /// An axis over a quantity of an optimizer on a game, with the symbol and the meaning that their cards give it.
  ///
  /// Throws `MapError.badAxis`.
  public init(
    _ quantity: RunQuantity, of optimizer: any OptimizerFamily, on game: any GameFamily, range: ClosedRange<Double>,
    count: Int
  ) throws {
    let (symbol, meaning): (String, String)
    func spec(_ specs: [ParameterSpec], _ name: String) -> (String, String) {
      specs.first { $0.name == name }.map { ($0.symbol, $0.meaning) } ?? (name, name)
    }
    switch quantity {
    case .hyperparameter(let name): (symbol, meaning) = spec(optimizer.card.hyperparameters, name)
    case .bothStepSizes: (symbol, meaning) = ("η", "step size of both players")
    case .gameParameter(let name): (symbol, meaning) = spec(game.card.parameters, name)
    case .start(let player, let index):
      let isAlone = game.card.dimensions[player] == 1
      (symbol, meaning) =
        isAlone
        ? ("\(player.rawValue)_0", "start of player \(player.rawValue)")
        : ("\(player.rawValue)_0[\(index)]", "start of player \(player.rawValue), coordinate \(index)")
    }
    try self.init(quantity, symbol: symbol, meaning: meaning, range: range, count: count)
  }
}
