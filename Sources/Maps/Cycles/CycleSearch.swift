import GameDynamics
import MapKernels

/// The cycles in which the runs of one iteration end, told apart.
struct CycleSearch {
  let setup: RunSetup<Double>
  let starts: [Players<[Double]>]
  let targets: [Players<[Double]>]
  let criteria: MapOutcome.Criteria
  let kernels: KernelTable?

  /// Each once, in the order in which the starts lead to them. Empty where every start has a cycle of its own, as of
  /// iterations that conserve something: then there are as many as there are starts, and none attracts.
  ///
  /// Cost: of each start that ends in a cycle a run of `steps` and three more windows.
  func cycles() throws -> [Cycle] {
    let series = StartSeries(setup, from: starts[...], targets: targets, cycles: nil, criteria)
    if let kernel = kernels?.kernel(setup.optimizer, setup.game) {
      try kernel(series)
    } else {
      try KernelTable.generalKernel(series, setup.optimizer, setup.game)
    }
    let cycling = starts.indices.filter { series.outcomes[$0].isCycle }
    var found: [Cycle] = []
    for index in cycling {
      var run = setup
      run.start = starts[index]
      let orbit = try run.build(then: Orbit(start: run.start, criteria: criteria))
      guard let last = orbit.last, !found.contains(where: { $0.distance(to: last.x + last.y) != nil }),
        let cycle = Cycle(orbit: orbit)
      else { continue }
      found.append(cycle)
      if cycling.count >= 8, 2 * found.count > cycling.count { return [] }
    }
    return found
  }

  /// The cycles of before first, at their numbers, each followed by the one of now that is nearest to it; nil for one that is
  /// gone.
  static func matched(_ now: [Cycle], to before: [Cycle]) -> [Cycle?] {
    var rest = now
    var result: [Cycle?] = before.map { last in
      func gap(_ cycle: Cycle) -> Double {
        zip(cycle.centre, last.centre).reduce(0) { max($0, abs($1.0 - $1.1)) }
      }
      guard let nearest = rest.indices.min(by: { gap(rest[$0]) < gap(rest[$1]) }), gap(rest[nearest]) <= last.size / 2
      else { return nil }
      return rest.remove(at: nearest)
    }
    result += rest
    return result
  }

  /// The points of a run from behind the windows by which its outcome is judged on.
  private struct Orbit: RunContinuation {
    typealias Scalar = Double
    let start: Players<[Double]>
    let criteria: MapOutcome.Criteria

    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> [Players<[Double]>]
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Double {
      let driver = Driver<G.V>(stepCap: criteria.steps, divergenceBound: criteria.divergenceBound)
      let run = try driver.runUnobserved(
        optimizer, on: FixedGame(game), from: start.map { try G.V(coordinates: $0) })
      guard case .stepCapReached = run.outcome else { return [] }
      var (point, state) = (run.point, run.state)
      for _ in 0..<2 * criteria.window { _ = try optimizer.step(&point, &state, in: game) }
      var orbit = [try point.map { try $0.coordinates() }]
      for _ in 0..<criteria.window {
        _ = try optimizer.step(&point, &state, in: game)
        orbit.append(try point.map { try $0.coordinates() })
      }
      return orbit
    }
  }
}

extension MapPlane {
  /// The cycles in which the plane's runs end, told apart, where both axes are coordinates of the start, so that all nodes
  /// have the same iteration; nil where they have not, and for kinds that do not tell outcomes apart.
  ///
  /// They are those that runs from a grid of starts find; one whose basin lies between the grid's starts is not.
  public func cycles(
    for kind: MapKind, targets: [Players<[Double]>], kernels: KernelTable? = .linked
  ) throws -> [Cycle]? {
    guard let criteria = kind.cycleCriteria, case .start = horizontal.quantity, case .start = vertical.quantity else {
      return nil
    }
    return try CycleSearch(
      setup: setup, starts: startsForSearch, targets: targets, criteria: criteria.ofStarts(upTo: startSize),
      kernels: kernels
    ).cycles()
  }
}
