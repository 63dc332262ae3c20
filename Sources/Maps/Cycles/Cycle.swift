import GameDynamics
import StabilityAnalysis

/// A motion that recurs: a cycle of finitely many points, or a closed curve, or whatever else is bounded, that its points fill.
///
/// It is known by an orbit on it. A run is in it where the run's points come near the orbit's: to 1e-4 of its size where it
/// has a period, else as near as the orbit's points are to each other.
///
/// Source of the idea: G. Datseris and A. Wagemakers, "Effortless estimation of basins of attraction", Chaos 32, 2022,
/// arXiv:2110.04358, which recognises attractors by recurrences.
public struct Cycle: Sendable, Equatable {
  /// Its points in order: those of one period where it has one, else as many as were looked at.
  public let points: [Players<[Double]>]
  /// After how many steps a run is back where it was; nil where it is not after as many as were looked at.
  public let period: Int?
  /// In how many steps it goes round once, on average: of motion without a period that goes round on a closed curve.
  public let stepsPerTurn: Double?
  /// The squared distance up to which a point belongs to it.
  private let squaredReach: Double

  /// So many points of an orbit are kept at most.
  static let mostPoints = 512

  /// The cycle of an orbit that has settled on it, one point a step, by its `Motion`; nil where it stands still.
  public init?(orbit: [Players<[Double]>]) {
    let flat = orbit.map { $0.x + $0.y }
    let squaredSize = Self.sides(flat).reduce(0) { $0 + $1 * $1 }
    guard squaredSize > 0, squaredSize.isFinite else { return nil }
    switch Motion(of: orbit) {
    case .cycles(let period): (self.period, stepsPerTurn) = (period, nil)
    case .circles(let period): (self.period, stepsPerTurn) = (nil, period)
    default: (period, stepsPerTurn) = (nil, nil)
    }
    let kept = min(period ?? Self.mostPoints, flat.count)
    points = Array(orbit.suffix(kept))
    guard period == nil else {
      squaredReach = 1e-8 * squaredSize
      return
    }
    let some = Array(flat.suffix(kept))
    // The widest gap from a point to the one nearest to it.
    squaredReach = some.indices.reduce(0) { widest, i in
      max(
        widest,
        some.indices.reduce(Double.infinity) { $1 == i ? $0 : min($0, Self.squaredDistance(some[i], some[$1])) })
    }
  }

  /// How far a point is from the nearest of its points; nil where that is too far to belong to it.
  func distance(to point: [Double]) -> Double? {
    var least = Double.infinity
    for other in points {
      var square = 0.0
      for (a, b) in zip(other.x, point) { square += (a - b) * (a - b) }
      for (k, b) in other.y.enumerated() {
        let difference = b - point[other.x.count + k]
        square += difference * difference
      }
      least = min(least, square)
    }
    return least <= squaredReach ? least.squareRoot() : nil
  }

  /// The longest side of the box around its points.
  var size: Double { Self.sides(points.map { $0.x + $0.y }).max() ?? 0 }

  /// The middle of its points.
  var centre: [Double] {
    let flat = points.map { $0.x + $0.y }
    return (flat.first ?? []).indices.map { k in flat.reduce(0) { $0 + $1[k] } / Double(flat.count) }
  }

  private static func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// The sides of the box around some points.
  private static func sides(_ points: [[Double]]) -> [Double] {
    (points.first ?? []).indices.map { k in
      let values = points.map { $0[k] }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
  }
}
