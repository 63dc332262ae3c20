import GSLNumerics
import GameDynamics
import MapKernels
import RealModule

/// One row of a map: the unit of work of threads, files and cancellation. A row depends on nothing but its plane and
/// kind, so that maps do not depend on how rows are dealt out.
struct MapRow {
  let plane: MapPlane
  let kind: MapKind
  /// The compiled kernel; nil for the general path, which gives the same numbers.
  let kernel: KernelTable.Kernel

  /// Where the equilibria are, which the job has prepared.
  private let places: PlaneEquilibria
  /// The equilibria, where they are the same at every node.
  private let fixed: [Players<[Lanes]>]?

  init(_ plane: MapPlane, _ kind: MapKind, _ places: PlaneEquilibria, kernels: KernelTable?) {
    self.places = places
    fixed = places.fixed.map { $0.map { $0.map { $0.map { Lanes($0) } } } }
    self.plane = plane
    self.kind = kind
    if let compiled = kernels?.kernel(plane.optimizer, plane.game) {
      kernel = compiled
    } else {
      kernel = { request in try KernelTable.generalKernel(request, plane.optimizer, plane.game) }
    }
  }

  /// The values of row j.
  func values(_ j: Int) throws -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(plane.horizontal.values.count)
    var follower = places.follower(ofRow: j)
    try plane.forEachGroup(ofRow: j) { group, count in
      let targets = try fixed ?? group.equilibria(of: plane, &follower)
      guard kind.equilibria != .required || !targets.isEmpty else {
        result += Array(repeating: .nan, count: count)
        return
      }
      switch kind {
      case .spectralRadius: result += try spectralRadii(group, at: targets[0]).prefix(count)
      case .convergenceRate(let steps): try appendRates(group, targets[0], max(4, steps), count, to: &result)
      case .stepsToConvergence(let bound, let steps):
        try appendSteps(group, targets, bound, steps, count, to: &result)
      case .finalDistance(let steps): try appendDistances(group, targets[0], steps, count, to: &result)
      case .outcome(let criteria): try appendOutcomes(group, targets, criteria, count, to: &result)
      case .lyapunovExponent(let steps):
        result += try LyapunovExponent(steps: max(1, steps)).exponents(
          of: plane.optimizer, group.hyperparameters, on: plane.game, group.gameParameters, from: group.start
        ).prefix(count)
      }
    }
    return result
  }

  private func simulation(_ group: MapGroup<Lanes>, steps: Int) -> SimulationRequest {
    SimulationRequest(
      hyperparameters: group.hyperparameters, gameParameters: group.gameParameters, start: group.start, steps: steps)
  }

  private func spectralRadii(_ group: MapGroup<Lanes>, at place: Players<[Lanes]>) throws -> [Double] {
    let coordinates = place.x + place.y
    let exists = (0..<Lanes.laneCount).map { lane in coordinates.allSatisfy { $0[lane: lane].isFinite } }
    guard exists.contains(true) else { return Array(repeating: .nan, count: Lanes.laneCount) }
    // Inner solvers see all lanes: where there is no equilibrium a number stands in, and the answer is masked.
    let sound = place.map { $0.map { c in Lanes { exists[$0] ? c[lane: $0] : 0 } } }
    return try IterationJacobian().jacobians(
      of: plane.optimizer, group.hyperparameters, on: plane.game, group.gameParameters, at: sound
    ).enumerated().map { lane, matrix in
      exists[lane] && matrix.entries.allSatisfy(\.isFinite) ? try matrix.spectralRadius() : .nan
    }
  }

  private func appendRates(
    _ group: MapGroup<Lanes>, _ target: Players<[Lanes]>, _ steps: Int, _ count: Int, to result: inout [Double]
  ) throws {
    var request = simulation(group, steps: steps)
    request.targets = [target]
    request.measurement = .squaredDistances
    let distances = try kernel(request).squaredDistances
    for lane in 0..<count {
      let floor = RateFit.floor(around: target.map { $0.map { $0[lane: lane] } })
      result.append(RateFit.rate(of: distances.map { $0[lane: lane] }, above: floor))
    }
  }

  private func appendSteps(
    _ group: MapGroup<Lanes>, _ targets: [Players<[Lanes]>], _ bound: Double, _ steps: Int, _ count: Int,
    to result: inout [Double]
  ) throws {
    var request = simulation(group, steps: steps)
    request.targets = targets
    request.convergenceBound = bound
    for outcome in try kernel(request).outcomes.prefix(count) {
      if case .converged(let step) = outcome {
        result.append(Double(step))
      } else {
        result.append(.nan)
      }
    }
  }

  private func appendDistances(
    _ group: MapGroup<Lanes>, _ target: Players<[Lanes]>, _ steps: Int, _ count: Int, to result: inout [Double]
  ) throws {
    let end = try kernel(simulation(group, steps: steps)).point
    var square = Lanes(0)
    for player in Player.allCases {
      for (a, b) in zip(end[player], target[player]) { square = square + (a - b) * (a - b) }
    }
    square.squareRoot().append(count, to: &result)
  }

  private func appendOutcomes(
    _ group: MapGroup<Lanes>, _ targets: [Players<[Lanes]>], _ criteria: MapOutcome.Criteria, _ count: Int,
    to result: inout [Double]
  ) throws {
    var request = simulation(group, steps: criteria.steps)
    request.divergenceBound = criteria.divergenceBound
    request.targets = targets
    if !request.targets.isEmpty { request.convergenceBound = criteria.convergenceBound }
    request.measurement = .extents(window: criteria.window)
    let run = try kernel(request)
    for lane in 0..<count {
      let outcome: MapOutcome
      switch run.outcomes[lane] {
      case .converged: outcome = .equilibrium(nearest(of: request.targets, to: run.point, lane: lane))
      case .diverged, .nonFinite: outcome = .diverged
      case .solverBrokeDown: outcome = .solverBrokeDown
      case .stillMoving, .stopped:
        let first = run.extents?.first[lane: lane] ?? .nan
        let second = run.extents?.second[lane: lane] ?? .nan
        // Squares: twice the relative difference of the diagonals.
        let steady = abs(first - second) <= 2 * criteria.cycleTolerance * max(first, second)
        outcome = steady && second > 0 ? .cycle : .stillMoving
      }
      result.append(outcome.code)
    }
  }

  private func nearest(of targets: [Players<[Lanes]>], to point: Players<[Lanes]>, lane: Int) -> Int {
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
