import RealModule

/// How values are laid out over a range.
public enum AxisScale: String, Sendable, Equatable {
  /// In equal steps.
  case linear
  /// In equal factors; the range is positive.
  case log

  /// The value at a share of the range, from 0 to 1; the ends exactly.
  public func value(at share: Double, in range: ClosedRange<Double>) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    if share == 1 { return high }
    switch self {
    case .linear: return low + (high - low) * share
    case .log: return share == 0 ? low : low * Double.exp(share * Double.log(high / low))
    }
  }

  /// The share of the range at a value.
  public func share(of value: Double, in range: ClosedRange<Double>) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    switch self {
    case .linear: return (value - low) / (high - low)
    case .log: return Double.log(value / low) / Double.log(high / low)
    }
  }

  /// The derivative of `value(at:in:)` by the share, at a value.
  public func slope(at value: Double, in range: ClosedRange<Double>) -> Double {
    switch self {
    case .linear: range.upperBound - range.lowerBound
    case .log: value * Double.log(range.upperBound / range.lowerBound)
    }
  }

  /// `count` values from the lower to the upper bound, both included; `count` is at least 2.
  public func nodes(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    (0..<count).map { k -> Double in
      if k == count - 1 { return range.upperBound }
      let last = Double(count - 1)
      if self == .log { return value(at: Double(k) / last, in: range) }
      let width = range.upperBound - range.lowerBound
      return range.lowerBound + width * Double(k) / last
    }
  }
}
