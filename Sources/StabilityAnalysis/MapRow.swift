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

  /// The equilibria, where they are the same at every node.
  private let fixedEquilibria: [Players<[Lanes]>]?

  init(_ plane: MapPlane, _ kind: MapKind, kernels: KernelTable?) throws {
    fixedEquilibria = plane.gameVaries ? nil : try MapGroup(plane).equilibria(of: plane) ?? []
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
    try plane.forEachGroup(ofRow: j) { group, count in
      switch kind {
      case .spectralRadius: result += try spectralRadii(group).prefix(count)
      case .convergenceRate(let steps): try appendRates(group, max(4, steps), count, to: &result)
      case .stepsToConvergence(let bound, let steps): try appendSteps(group, bound, steps, count, to: &result)
      case .finalDistance(let steps): try appendDistances(group, steps, count, to: &result)
      case .outcome(let criteria): try appendOutcomes(group, criteria, count, to: &result)
      case .lyapunovExponent(let steps):
        result += try LyapunovExponent(steps: max(1, steps)).exponents(
          of: plane.optimizer, group.hyperparameters, on: plane.game, group.gameParameters, from: group.start
        ).prefix(count)
      }
    }
    return result
  }

  private func simulation(_ group: MapGroup, steps: Int) -> SimulationRequest {
    SimulationRequest(
      hyperparameters: group.hyperparameters, gameParameters: group.gameParameters, start: group.start, steps: steps)
  }

  private func equilibria(_ group: MapGroup) throws -> [Players<[Lanes]>] {
    let equilibria = try fixedEquilibria ?? group.equilibria(of: plane) ?? []
    guard !equilibria.isEmpty else { throw MapError.noEquilibrium(game: plane.game.card.name) }
    return equilibria
  }

  private func spectralRadii(_ group: MapGroup) throws -> [Double] {
    let places = try equilibria(group)[0]
    return try IterationJacobian().jacobians(
      of: plane.optimizer, group.hyperparameters, on: plane.game, group.gameParameters, at: places
    ).map { $0.entries.allSatisfy(\.isFinite) ? try $0.spectralRadius() : .nan }
  }

  private func appendRates(_ group: MapGroup, _ steps: Int, _ count: Int, to result: inout [Double]) throws {
    var request = simulation(group, steps: steps)
    request.targets = [try equilibria(group)[0]]
    request.measurement = .squaredDistances
    let distances = try kernel(request).squaredDistances
    for lane in 0..<count { result.append(RateFit.rate(of: distances.map { $0[lane: lane] })) }
  }

  private func appendSteps(
    _ group: MapGroup, _ bound: Double, _ steps: Int, _ count: Int, to result: inout [Double]
  ) throws {
    var request = simulation(group, steps: steps)
    request.targets = try equilibria(group)
    request.convergenceBound = bound
    for outcome in try kernel(request).outcomes.prefix(count) {
      if case .converged(let step) = outcome {
        result.append(Double(step))
      } else {
        result.append(.nan)
      }
    }
  }

  private func appendDistances(_ group: MapGroup, _ steps: Int, _ count: Int, to result: inout [Double]) throws {
    let target = try equilibria(group)[0]
    let end = try kernel(simulation(group, steps: steps)).point
    var square = Lanes(0)
    for player in Player.allCases {
      for (a, b) in zip(end[player], target[player]) { square = square + (a - b) * (a - b) }
    }
    let distance = square.squareRoot()
    for lane in 0..<count { result.append(distance[lane: lane]) }
  }

  private func appendOutcomes(
    _ group: MapGroup, _ criteria: MapOutcome.Criteria, _ count: Int, to result: inout [Double]
  ) throws {
    var request = simulation(group, steps: criteria.steps)
    request.divergenceBound = criteria.divergenceBound
    request.targets = try fixedEquilibria ?? group.equilibria(of: plane) ?? []
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
      zip(point.x + point.y, target.x + target.y).reduce(0) {
        let difference = $1.0[lane: lane] - $1.1[lane: lane]
        return $0 + difference * difference
      }
    }
    let distances = targets.map(distance)
    return distances.indices.min { distances[$0] < distances[$1] } ?? 0
  }
}
