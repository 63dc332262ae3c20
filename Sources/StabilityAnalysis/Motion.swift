import GameDynamics
import RealModule

/// What a run does in the end, judged by its last points.
public enum Motion: Sendable, Equatable {
  /// It came as near to this equilibrium as was asked.
  case converged(to: Players<[Double]>, steps: Int)
  /// It has not moved for its last steps.
  case atRest(Players<[Double]>)
  /// Its excursions shrink by this factor a step: it converges, but is not there yet.
  case approaches(rate: Double)
  /// It returns to where it was after so many steps, exactly as far as rounding and its decay can tell.
  case cycles(period: Int)
  /// It goes round on a closed curve, once in so many steps on average.
  case circles(period: Double)
  /// It stays in bounded motion in which no period is seen.
  case wanders
  /// It moves on and on, by this much in the last step.
  case drifts(step: Players<[Double]>)
  /// It left every bound, or its excursions grow by this factor a step.
  case diverges(rate: Double?)
  /// There were too few steps to tell.
  case unsettled

  /// Half a run is looked at, in two halves; this many steps are needed at least.
  static let fewestSteps = 16

  /// The motion of points that are neither near an equilibrium nor beyond a bound.
  ///
  /// The later half of the points is cut in two, and the boxes of both quarters are compared: shrinking or growing boxes
  /// mean convergence or divergence, boxes that move on by a good part of their size a drift, and a box that stays where
  /// it is a cycle, whose period is read off returns.
  public init(of points: [Players<[Double]>]) {
    let all = points.map { $0.x + $0.y }
    guard all.count > Self.fewestSteps, let last = all.last else {
      self = .unsettled
      return
    }
    let end = points[points.count - 1]
    // Rounding: where a step is smaller than half the last digit nothing moves any more.
    if zip(all.suffix(5), all.suffix(4)).allSatisfy({ Self.distance($0, $1) <= 4 * Double.ulpOfOne * Self.size(last) })
    {
      self = .atRest(end)
      return
    }
    let half = Array(all.suffix(all.count / 2))
    let (first, second) = (Box(half.prefix(half.count / 2)), Box(half.suffix(half.count / 2)))
    let shift = Self.distance(first.centre, second.centre)
    let ratio = second.diagonal / first.diagonal
    let moves = shift > 0.3 * max(first.diagonal, second.diagonal)
    let rate = Double.pow(ratio, 2 / Double(half.count))
    if ratio < 0.98 {
      self = .approaches(rate: rate)
    } else if moves, ratio < 2 {
      let before = points[points.count - 2]
      self = .drifts(
        step: Players(x: zip(end.x, before.x).map { $0 - $1 }, y: zip(end.y, before.y).map { $0 - $1 }))
    } else if ratio > 1.02 {
      self = .diverges(rate: rate)
    } else {
      self = Self.recurrence(half, second)
    }
  }

  /// The period of motion that stays in a box.
  private static func recurrence(_ points: [[Double]], _ box: Box) -> Motion {
    let count = points.count
    let rounding = max(1e-12 * box.diagonal, 16 * Double.ulpOfOne * size(points[count - 1]))
    for period in 2...max(2, min(1000, count / 3)) {
      let returns = points.indices.suffix(max(2 * period, 8)).allSatisfy {
        $0 < period || distance(points[$0], points[$0 - period]) <= 1e-6 * box.diagonal
      }
      guard returns else { continue }
      // A closed curve passes by as closely as one likes, but the next time round it is as far off again; a cycle that
      // attracts comes nearer each time.
      func gap(before shift: Int) -> Double {
        points.indices.suffix(period).map { distance(points[$0 - shift], points[$0 - shift - period]) }.max() ?? 0
      }
      let (latest, earlier) = (gap(before: 0), gap(before: period))
      if latest <= 0.9998 * earlier || latest <= rounding { return .cycles(period: period) }
    }
    // Once round is once up through the middle of the coordinate that swings most.
    let coordinate = box.sides.indices.max { box.sides[$0] < box.sides[$1] } ?? 0
    let middle = box.centre[coordinate]
    var crossings: [Double] = []
    for step in 1..<count where points[step - 1][coordinate] < middle && points[step][coordinate] >= middle {
      let (below, above) = (middle - points[step - 1][coordinate], points[step][coordinate] - middle)
      crossings.append(Double(step) - above / (below + above))
    }
    guard crossings.count >= 3 else { return .wanders }
    let intervals = zip(crossings.dropFirst(), crossings).map { $0 - $1 }
    let mean = intervals.reduce(0, +) / Double(intervals.count)
    // Steps fall on different places of the curve each time round: by up to a step each way.
    return intervals.allSatisfy { abs($0 - mean) <= max(1, 0.1 * mean) } ? .circles(period: mean) : .wanders
  }

  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private static func size(_ a: [Double]) -> Double { a.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// The smallest box that holds some points.
  private struct Box {
    let centre: [Double], sides: [Double]
    let diagonal: Double

    init(_ points: ArraySlice<[Double]>) {
      var (low, high) = (points.first ?? [], points.first ?? [])
      for point in points {
        for i in point.indices {
          low[i] = min(low[i], point[i])
          high[i] = max(high[i], point[i])
        }
      }
      centre = zip(low, high).map { ($0 + $1) / 2 }
      sides = zip(low, high).map { $1 - $0 }
      diagonal = Motion.size(sides)
    }
  }
}

extension Trajectory {
  /// What the run does in the end.
  public var motion: Motion {
    switch outcome {
    case .converged(let steps):
      return .converged(to: nearestTarget ?? points.last ?? Players(x: [], y: []), steps: steps)
    case .diverged, .nonFinite: return .diverges(rate: nil)
    case .stepCapReached, .stopped, .solverBrokeDown: return Motion(of: points)
    }
  }
}
