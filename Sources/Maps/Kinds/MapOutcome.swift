import GameDynamics
import MapKernels

/// How a run ends, as a number on a map.
public enum MapOutcome: Sendable, Equatable {
  /// At the game's equilibrium of this index, counted from 0.
  case equilibrium(Int)
  /// It left the bound, or was not finite any more.
  case diverged
  /// It stays in bounded motion that neither shrinks nor grows: a cycle, closed or not, of which no more is known.
  case cycle
  /// It is in the cycle of this number, counted from 0, of those that are told apart (`Cycle`): where all nodes have the same
  /// iteration.
  case knownCycle(Int)
  /// It is in a cycle of so many steps, where iterations differ from node to node.
  case periodic(Int)
  /// It still moves, and its motion changes: it may converge, or grow.
  case unsettled
  /// It moves on and on, by about as much in each window of steps.
  case drifting
  /// It does not move any more, at a point that is none of the equilibria that were found: another, or one of a line of
  /// them, or a place where its steps are zero.
  case atRest
  /// The inner solver broke down.
  case solverBrokeDown

  /// The number on the map: 0, 1, … for equilibria, -1 diverged, -2 cycle, -3 unsettled, -4 solver broke down, -5 drifting,
  /// -6 at rest elsewhere, -100, -101, … for the cycles that are told apart, -1,000,000 - p for a cycle of p steps.
  public var code: Double {
    switch self {
    case .equilibrium(let index): return Double(index)
    case .diverged: return -1
    case .cycle: return -2
    case .knownCycle(let index): return Self.firstCycle - Double(index)
    case .periodic(let period): return Self.firstPeriod - Double(period)
    case .unsettled: return -3
    case .solverBrokeDown: return -4
    case .drifting: return -5
    case .atRest: return -6
    }
  }

  /// The outcome of a number on a map; nil for any other number.
  public init?(code: Double) {
    switch code {
    case -1: self = .diverged
    case -2: self = .cycle
    case -3: self = .unsettled
    case -4: self = .solverBrokeDown
    case -5: self = .drifting
    case -6: self = .atRest
    default:
      guard code == code.rounded(), abs(code) < 1e9 else { return nil }
      if code >= 0 {
        self = .equilibrium(Int(code))
      } else if code < Self.firstPeriod {
        self = .periodic(Int(Self.firstPeriod - code))
      } else if code <= Self.firstCycle {
        self = .knownCycle(Int(Self.firstCycle - code))
      } else {
        return nil
      }
    }
  }

  private static let (firstCycle, firstPeriod) = (-100.0, -1e6)

  /// True of cycles of all kinds.
  public var isCycle: Bool {
    switch self {
    case .cycle, .knownCycle, .periodic: true
    default: false
    }
  }

  /// What decides the outcome.
  public struct Criteria: Sendable, Equatable {
    /// At most this many steps.
    public var steps: Int
    /// A run within this distance of an equilibrium has arrived.
    public var convergenceBound: Double
    /// ‖(x, y)‖ above this counts as diverged, of runs from starts of size 1; of those from farther out above so many times
    /// more (`MapPlane.startSize`). What grows for a while and then decays has to stay below it.
    public var divergenceBound: Double
    /// A run that has not ended goes on for twice this many steps, and the boxes that it stays in during the first and the
    /// second half are compared. Boxes of size zero: at rest. A box that has moved on by a good part of its size: a drift.
    /// Diagonals that differ by at most `cycleTolerance`: a cycle.
    public var window: Int
    /// How much the diagonals of the two boxes of `window` may differ in a cycle.
    public var cycleTolerance: Double

    /// Criteria for games whose points of interest have ordinary size. The window is `steps`, at least 500, if none is
    /// given. In a cycle that takes more steps than half of it no period is seen.
    public init(
      steps: Int = 2000, convergenceBound: Double = 1e-6, divergenceBound: Double = 1e6, window: Int? = nil,
      cycleTolerance: Double = 0.02
    ) {
      self.steps = steps
      self.convergenceBound = convergenceBound
      self.divergenceBound = divergenceBound
      self.window = window ?? max(500, steps)
      self.cycleTolerance = cycleTolerance
    }
  }
}

extension MapOutcome.Criteria {
  /// Those of runs that begin so far out, at least 1.
  func ofStarts(upTo size: Double) -> Self {
    var result = self
    result.divergenceBound *= size
    return result
  }

  /// Sets what a simulation needs to be judged, the targets being set.
  func prepare(_ request: inout SimulationRequest) {
    request.steps = steps
    request.divergenceBound = divergenceBound
    request.measurement = .extents(window: window)
    request.convergenceBound = request.targets.isEmpty ? nil : convergenceBound
  }
}

extension MapKind {
  /// How a run ends: see `MapOutcome`. Over coordinates of the start, a map of basins of attraction.
  public static func outcome(_ criteria: MapOutcome.Criteria) -> MapKind {
    MapKind(
      "outcome", settings: "\(criteria), for starts of size 1", equilibria: .welcome, countsValues: true,
      cycleCriteria: criteria,
      method: .simulation(
        .init { request in
          criteria.prepare(&request)
        } read: { run, values in
          for lane in 0..<run.count { values.append(MapOutcome(of: run, lane: lane, criteria).code) }
        }))
  }
}

extension MapOutcome {
  /// The outcome of one lane.
  init(of run: SimulatedNodes, lane: Int, _ criteria: Criteria) {
    switch run.result.outcomes[lane] {
    case .converged: self = .equilibrium(Self.nearest(of: run.equilibria, to: run.result.point, lane: lane))
    case .diverged, .nonFinite: self = .diverged
    case .solverBrokeDown: self = .solverBrokeDown
    case .stepCapReached, .stopped:
      let first = run.result.extents?.first[lane: lane] ?? .nan
      let second = run.result.extents?.second[lane: lane] ?? .nan
      let shift = run.result.extents?.shift[lane: lane] ?? .nan
      let point = run.result.point
      let size = (point.x + point.y).reduce(1) { max($0, abs($1[lane: lane])) }
      // All of these are squares. Twice the relative difference of the diagonals.
      let isSteady = abs(first - second) <= 2 * criteria.cycleTolerance * max(first, second)
      if max(first, second) <= 1e-18 * size * size {
        self = .atRest
      } else if shift > 0.09 * max(first, second), second > 0.96 * first, second < 4 * first {
        self = .drifting
      } else {
        self = isSteady ? Self.cycle(of: run, lane: lane) : .unsettled
      }
    }
  }

  /// Which cycle it is: of those that are known the nearest, or where none are to be told apart its period.
  private static func cycle(of run: SimulatedNodes, lane: Int) -> MapOutcome {
    guard let extents = run.result.extents else { return .cycle }
    guard let cycles = run.cycles else {
      let period = extents.period[lane: lane]
      return period > 0 ? .periodic(Int(period)) : .cycle
    }
    if cycles.isEmpty { return .cycle }
    let point = (extents.end.x + extents.end.y).map { $0[lane: lane] }
    let distances = cycles.map { $0.distance(to: point) ?? .infinity }
    guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }), distances[nearest] < .infinity
    else { return .cycle }
    return .knownCycle(nearest)
  }

  private static func nearest(of targets: [Players<[Lanes]>], to point: Players<[Lanes]>, lane: Int) -> Int {
    func distance(_ target: Players<[Lanes]>) -> Double {
      let square = zip(point.x + point.y, target.x + target.y).reduce(0) {
        let difference = $1.0[lane: lane] - $1.1[lane: lane]
        return $0 + difference * difference
      }
      // A target that this lane has not got is NaN.
      return square.isNaN ? .infinity : square
    }
    let distances = targets.map(distance)
    return distances.indices.min { distances[$0] < distances[$1] } ?? 0
  }
}
