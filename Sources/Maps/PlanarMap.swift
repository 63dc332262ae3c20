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
    /// How they are laid out: evenly, or evenly in their logarithm.
    public let scale: AxisScale
    /// True for a parameter that is a whole number.
    public private(set) var isWhole = false

    /// Every `stride`-th value from the first.
    func thinned(by stride: Int) -> Axis {
      var copy = self
      copy.values = Swift.stride(from: 0, to: values.count, by: stride).map { values[$0] }
      return copy
    }

    /// The same range with at most so many values; whole numbers stay as they are.
    func sampled(most: Int) -> Axis {
      var copy = self
      if values.count > most, most >= 2, !isWhole { copy.values = scale.nodes(range, count: most) }
      return copy
    }

    func unshared() -> Axis {
      var copy = self
      copy.values = values.map { $0 }
      return copy
    }

    /// The parameter's name, as in `ParameterSpec`: `eta-x`; for a coordinate of the start, `start-x-0`.
    public var name: String { quantity.name }

    /// `count` values evenly spaced from `range.lowerBound` to `range.upperBound`, both included; on a logarithmic scale, in
    /// equal factors. Throws `MapError.badAxis`. The meaning is the quantity's name if none is given.
    public init(
      _ quantity: RunQuantity, symbol: String, meaning: String? = nil, range: ClosedRange<Double>, count: Int,
      scale: AxisScale = .linear
    ) throws {
      guard count >= 2, range.lowerBound < range.upperBound, range.lowerBound.isFinite, range.upperBound.isFinite
      else {
        throw MapError.badAxis(name: quantity.name, range: range, count: count)
      }
      guard scale == .linear || range.lowerBound > 0 else {
        throw MapError.badLogarithm(name: quantity.name, range: range)
      }
      self.quantity = quantity
      self.symbol = symbol
      self.meaning = meaning ?? quantity.name
      self.scale = scale
      values = scale.nodes(range, count: count)
    }

    /// The share of the way from the first to the last value, on the axis' own scale.
    public func share(of value: Double) -> Double { scale.share(of: value, in: range) }

    /// The value at a share of the way from the first to the last.
    public func value(at share: Double) -> Double { scale.value(at: share, in: range) }

    /// From the first to the last value.
    public var range: ClosedRange<Double> { (values.first ?? 0)...(values.last ?? 1) }
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
  /// Throws `MapError.badAxis` and `MapError.badLogarithm`.
  public init(
    _ quantity: RunQuantity, of optimizer: any OptimizerFamily, on game: any GameFamily, range: ClosedRange<Double>,
    count: Int, scale: AxisScale = .linear
  ) throws {
    let (symbol, meaning) = quantity.words(of: optimizer, on: game)
    try self.init(quantity, symbol: symbol, meaning: meaning, range: range, count: count, scale: scale)
    isWhole = quantity.isWhole(of: optimizer, on: game)
  }
}
