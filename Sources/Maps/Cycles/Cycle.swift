import GameDynamics
import StabilityAnalysis

/// A motion that recurs: a cycle of finitely many points, or a closed curve, or whatever else is bounded, that its points fill.
///
/// It is known by an orbit on it. A point belongs to it where it is as near to the orbit's last points as its earlier ones are:
/// to the nearest of them, and to the line through the two nearest, which tells curves apart that lie closer to each other
/// than the points of one. A cycle with a period has few points, and those to 1e-4 of its size belong to it.
///
/// Source of the idea: G. Datseris and A. Wagemakers, "Effortless estimation of basins of attraction", Chaos 32, 2022,
/// arXiv:2110.04358, which recognises attractors by recurrences.
public struct Cycle: Sendable {
  /// Its points in order: those of one period where it has one, else as many as were looked at.
  public let points: [Players<[Double]>]
  /// After how many steps a run is back where it was; nil where it is not after as many as were looked at.
  public let period: Int?
  /// In how many steps it goes round once, on average: of motion without a period that goes round on a closed curve.
  public let stepsPerTurn: Double?
  /// `points`, the coordinates of both players side by side.
  private let kept: [[Double]]
  /// The distances up to which a point belongs to it: from the nearest point, and from the line through the two nearest.
  private let reach: (point: Double, line: Double)

  /// So many points of an orbit are kept at most.
  static let mostPoints = 512

  /// The cycle of an orbit that has settled on it, one point a step, by its `Motion`; nil where it stands still.
  public init?(orbit: [Players<[Double]>]) {
    let flat = orbit.map { $0.x + $0.y }
    let squaredSize = Self.sides(flat).reduce(0) { $0 + $1 * $1 }
    guard orbit.count > 1, squaredSize > 0, squaredSize.isFinite else { return nil }
    switch Motion(of: orbit) {
    case .cycles(let period): (self.period, stepsPerTurn) = (period, nil)
    case .circles(let period): (self.period, stepsPerTurn) = (nil, period)
    default: (period, stepsPerTurn) = (nil, nil)
    }
    points = Array(orbit.suffix(period ?? min(Self.mostPoints, orbit.count / 2)))
    kept = points.map { $0.x + $0.y }
    guard period == nil else {
      reach = (1e-4 * squaredSize.squareRoot(), .infinity)
      return
    }
    let known = kept
    let own = flat.dropLast(known.count).suffix(Self.mostPoints).map { Self.distances(from: $0, to: known) }
    // Twice, since others may fall into wider gaps than these.
    reach = (2 * (own.map(\.point).max() ?? 0), 2 * (own.map(\.line).max() ?? 0))
  }

  /// How far a point is from the nearest of its points; nil where it does not belong to it.
  func distance(to point: [Double]) -> Double? {
    let distances = Self.distances(from: point, to: kept)
    return distances.point <= reach.point && distances.line <= reach.line ? distances.point : nil
  }

  /// From the nearest of some points, and from the line through the two nearest.
  private static func distances(from point: [Double], to others: [[Double]]) -> (point: Double, line: Double) {
    var (first, second) = ((square: Double.infinity, index: 0), (square: Double.infinity, index: 0))
    for (index, other) in others.enumerated() {
      let square = squaredDistance(point, other)
      if square < first.square {
        (first, second) = ((square, index), first)
      } else if square < second.square {
        second = (square, index)
      }
    }
    let nearest = first.square.squareRoot()
    guard others.indices.contains(second.index), second.square < .infinity else { return (nearest, nearest) }
    let (a, b) = (others[first.index], others[second.index])
    var (along, length) = (0.0, 0.0)
    for k in point.indices {
      along += (point[k] - a[k]) * (b[k] - a[k])
      length += (b[k] - a[k]) * (b[k] - a[k])
    }
    let off = length > 0 ? first.square - along * along / length : first.square
    return (nearest, max(0, off).squareRoot())
  }

  /// The longest side of the box around its points.
  var size: Double { Self.sides(kept).max() ?? 0 }

  /// The middle of its points.
  var centre: [Double] {
    (kept.first ?? []).indices.map { k in kept.reduce(0) { $0 + $1[k] } / Double(kept.count) }
  }

  private static func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for k in a.indices { sum += (a[k] - b[k]) * (a[k] - b[k]) }
    return sum
  }

  /// The sides of the box around some points.
  private static func sides(_ points: [[Double]]) -> [Double] {
    (points.first ?? []).indices.map { k in
      let values = points.map { $0[k] }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
  }
}
