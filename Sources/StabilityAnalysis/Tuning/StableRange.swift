import GameDynamics
import RealModule

/// The interval around a value in which an optimizer converges, everything else held.
public struct StableRange: Sendable, Equatable {
  /// Its lower and its upper end.
  public let low: End, high: End

  /// Where the interval ends.
  public enum End: Sendable, Equatable {
    /// Beyond this value it does not converge.
    case lost(at: Double)
    /// It converges up to this bound of what is accepted.
    case bound(Double)
    /// It converges as far as was looked.
    case beyond(Double)

    /// The number.
    public var value: Double {
      switch self {
      case .lost(let value), .bound(let value), .beyond(let value): return value
      }
    }
  }

  /// Looks to both sides of a value that converges, in steps that grow by the square root of two once they have left the
  /// axis' range, and finds the ends by bisection. An instability narrower than the steps (a fiftieth of what is searched) is
  /// not seen.
  ///
  /// - `factor` is the factor a step at a value, which converges below `bound`; `precision` is the share of the value to which
  ///   an end is located.
  /// - Of a positive quantity it is looked down to a millionth of the range's lower end, then taken to hold to the bound 0;
  ///   upwards, to a million times the range. Near step sizes of 0 the factor comes so near to 1 that rounding cannot tell:
  ///   where it came there gradually, and never passes 1, the range is taken to go on.
  init(
    around value: Double, on axis: TuningAxis, below limit: Double, precision: Double,
    _ factor: (Double) throws -> Double
  ) throws {
    func isStable(_ place: Double) throws -> Bool { try factor(place) < limit }
    func end(_ direction: Double) throws -> End {
      let bound = direction < 0 ? axis.bounds.lowerBound : axis.bounds.upperBound
      // A bound that divides by zero, or stands still there, is an open end.
      let opensAtZero = direction < 0 && bound == 0 && axis.isLogarithmic
      var last = value
      let places = Self.places(from: value, on: axis, direction: direction)
      for (k, next) in places.enumerated() {
        let here = try factor(next)
        if !(here < limit) {
          if opensAtZero, here == limit, try limit - factor(last) < 1e-5,
            try places[k...].allSatisfy({ try factor($0) <= limit })
          {
            return .bound(0)
          }
          return .lost(at: try Self.boundary(last, next, isWhole: axis.isWhole, precision, isStable))
        }
        last = next
      }
      if last == bound { return .bound(bound) }
      return opensAtZero ? .bound(0) : .beyond(last)
    }
    low = try end(-1)
    high = try end(1)
  }

  /// Where it is looked, from a value outwards.
  private static func places(from value: Double, on axis: TuningAxis, direction: Double) -> [Double] {
    let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    let bound = direction < 0 ? axis.bounds.lowerBound : axis.bounds.upperBound
    func isWithin(_ place: Double) -> Bool { direction * (bound - place) > 0 }
    var result: [Double] = []
    var place = value
    if axis.isLogarithmic {
      let last = direction < 0 ? low * 1e-6 : high * 1e6
      var factor = Double.pow(high / low, 0.02)
      while direction * (last - place) > 0 {
        if place < low || place > high { factor = max(factor, factor * 1.414) }
        place = direction < 0 ? place / factor : place * factor
        guard isWithin(place) else { break }
        result.append(place)
      }
    } else {
      var step = axis.isWhole ? 1 : (high - low) / 50
      // A step of an optimizer may cost as much as a whole number counts.
      let farther = (axis.isWhole ? 10 : 1e3) * (high - low)
      let last = direction < 0 ? low - farther : high + farther
      while direction * (last - place) > 0 {
        if place < low || place > high { step *= 1.414 }
        place += direction * (axis.isWhole ? step.rounded() : step)
        guard isWithin(place) else { break }
        result.append(place)
      }
    }
    let isOpen = direction < 0 && bound == 0 && axis.isLogarithmic
    if !isWithin(place), !isOpen { result.append(bound) }
    return result
  }

  private static func boundary(
    _ stable: Double, _ unstable: Double, isWhole: Bool, _ precision: Double, _ isStable: (Double) throws -> Bool
  ) throws -> Double {
    var (inside, outside) = (stable, unstable)
    if isWhole {
      while abs(outside - inside) > 1 {
        let middle = (inside + (outside - inside) / 2).rounded(.towardZero)
        if try isStable(middle) { inside = middle } else { outside = middle }
      }
      return outside
    }
    while abs(outside - inside) > precision * max(abs(inside), abs(outside)) {
      let middle = inside + (outside - inside) / 2
      guard middle != inside, middle != outside else { break }
      if try isStable(middle) { inside = middle } else { outside = middle }
    }
    return inside + (outside - inside) / 2
  }
}
