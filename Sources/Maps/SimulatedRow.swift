import GameDynamics
import MapKernels
import StabilityAnalysis

/// The simulations of one row of a map, handed to a kernel group after group, and the row's values made of their results.
final class SimulatedRow: SimulationSeries {
  /// A value a node, of the groups that are done.
  private(set) var values: [Double] = []
  let request: SimulationRequest
  let varies: SimulationParts

  private let kind: MapKind
  private var walk: RowWalk

  /// The row of a walk that has not begun, for a kind that simulates.
  init(_ walk: RowWalk, _ kind: MapKind, of plane: MapPlane) {
    self.walk = walk
    self.kind = kind
    varies = SimulationParts(
      (plane.gameVaries ? [.game] : []) + (plane.startVaries ? [.start] : []) as [SimulationParts])
    var request = SimulationRequest(walk.start, steps: 0)
    switch kind {
    case .convergenceRate(let steps):
      request.steps = max(4, steps)
      request.measurement = .squaredDistances
    case .stepsToConvergence(let bound, let steps):
      request.steps = steps
      request.convergenceBound = bound
    case .finalDistance(let steps):
      request.steps = steps
      request.measurement = .lastSquaredDistance
    case .outcome(let criteria):
      request.steps = criteria.steps
      request.divergenceBound = criteria.divergenceBound
      request.measurement = .extents(window: criteria.window)
    case .spectralRadius, .lyapunovExponent: break
    }
    Self.aim(&request, at: walk.equilibria, kind)
    self.request = request
    values.reserveCapacity(plane.horizontal.values.count)
  }

  private static func aim(_ request: inout SimulationRequest, at targets: [Players<[Lanes]>], _ kind: MapKind) {
    request.targets = targets
    if case .outcome(let criteria) = kind {
      request.convergenceBound = targets.isEmpty ? nil : criteria.convergenceBound
    }
  }

  func next(_ request: inout SimulationRequest) throws -> Bool {
    while try walk.next(&request.values) {
      guard walk.equilibriaVary else { return true }
      if kind.equilibria != .required || !walk.equilibria.isEmpty {
        Self.aim(&request, at: walk.equilibria, kind)
        return true
      }
      values += Array(repeating: .nan, count: walk.count)
    }
    return false
  }

  func take(_ result: SimulationResult) {
    switch kind {
    case .convergenceRate: appendRates(result.squaredDistances, walk.equilibria[0])
    case .stepsToConvergence: appendSteps(result.outcomes)
    case .finalDistance: result.squaredDistances[0].squareRoot().append(walk.count, to: &values)
    case .outcome(let criteria): appendOutcomes(result, walk.equilibria, criteria)
    case .spectralRadius, .lyapunovExponent: break
    }
  }

  private func appendRates(_ squaredDistances: [Lanes], _ target: Players<[Lanes]>) {
    for lane in 0..<walk.count {
      let floor = RateFit.floor(around: target.map { $0.map { $0[lane: lane] } })
      values.append(RateFit.rate(of: squaredDistances.map { $0[lane: lane] }, above: floor))
    }
  }

  private func appendSteps(_ outcomes: LaneOutcomes) {
    for outcome in outcomes.prefix(walk.count) {
      if case .converged(let step) = outcome { values.append(Double(step)) } else { values.append(.nan) }
    }
  }

  private func appendOutcomes(
    _ result: SimulationResult, _ targets: [Players<[Lanes]>], _ criteria: MapOutcome.Criteria
  ) {
    for lane in 0..<walk.count {
      let outcome: MapOutcome
      switch result.outcomes[lane] {
      case .converged: outcome = .equilibrium(Self.nearest(of: targets, to: result.point, lane: lane))
      case .diverged, .nonFinite: outcome = .diverged
      case .solverBrokeDown: outcome = .solverBrokeDown
      case .stillMoving, .stopped:
        let first = result.extents?.first[lane: lane] ?? .nan
        let second = result.extents?.second[lane: lane] ?? .nan
        // Squares: twice the relative difference of the diagonals.
        let steady = abs(first - second) <= 2 * criteria.cycleTolerance * max(first, second)
        outcome = steady && second > 0 ? .cycle : .stillMoving
      }
      values.append(outcome.code)
    }
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
