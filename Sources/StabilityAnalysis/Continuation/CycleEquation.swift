import GameDynamics

/// Cycles of period two of an iteration u ← F(u; p): G(u, p) = F(F(u; p); p) - u = 0, with u the point and all that the
/// optimizer remembers, laid end to end, as in `IterationJacobian`.
struct CycleEquation: BranchEquation {
  let setup: RunSetup<Double>
  let quantity: RunQuantity

  func value(_ u: [Double], _ p: Double) throws -> [Double] { plus(try images(of: u, p)[1], -1, u) }

  /// Both images of u, after one step and after two.
  func images(of u: [Double], _ p: Double) throws -> [[Double]] {
    var setup = setup
    try setup.values.set(quantity, to: p)
    return try setup.build(then: Steps(u: u, split: setup.start.map(\.count)))
  }

  /// Column by column, from two steps on dual numbers.
  func derivative(_ u: [Double], _ p: Double) throws -> [[Double]] {
    let n = u.count
    var rows = [[Double]](repeating: [Double](repeating: 0, count: n + 1), count: n)
    for column in 0...n {
      var dual = setup.mapped { Dual($0, tangent: 0.0) }
      try dual.values.set(quantity, to: Dual(p, tangent: column == n ? 1 : 0))
      let seeded = u.enumerated().map { Dual($1, tangent: $0 == column ? 1.0 : 0) }
      let images = try dual.build(then: Steps(u: seeded, split: setup.start.map(\.count)))
      for (row, number) in images[1].enumerated() { rows[row][column] = number.tangent - (row == column ? 1 : 0) }
    }
    return rows
  }

  /// The point and what is remembered at an equilibrium, after as many steps as `IterationJacobian` takes before it looks.
  func coordinates(at equilibrium: Players<[Double]>, _ p: Double) throws -> [Double] {
    var setup = setup
    try setup.values.set(quantity, to: p)
    setup.start = equilibrium
    return try setup.build(then: Settled(start: equilibrium))
  }

  private struct Settled: RunContinuation {
    typealias Scalar = Double
    let start: Players<[Double]>
    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> [Double]
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Double {
      try CycleEquation.settled(optimizer, game, at: start).coordinates()
    }
  }

  private struct Steps<S: Field>: RunContinuation {
    typealias Scalar = S
    let u: [S]
    let split: Players<Int>
    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> [[S]]
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == S {
      let start = Players(x: Array(u.prefix(split.x)), y: Array(u.dropFirst(split.x).prefix(split.y)))
      var run = try CycleEquation.settled(optimizer, game, at: start).replacingCoordinates(with: u)
      return try (0..<2).map { _ in
        _ = try optimizer.step(&run.point, &run.state, in: game)
        return try run.coordinates()
      }
    }
  }

  private static func settled<O: Optimizer, G: SecondOrderGame>(
    _ optimizer: O, _ game: G, at start: Players<[G.V.Scalar]>
  ) throws -> AugmentedState<O.State> where O.V == G.V, G.V: CoordinateVector {
    let point = try start.map { try G.V(coordinates: $0) }
    var run = AugmentedState<O.State>(point: point, state: try optimizer.initialState(at: point))
    for _ in 0..<IterationJacobian().settlingSteps { _ = try optimizer.step(&run.point, &run.state, in: game) }
    return run
  }
}
