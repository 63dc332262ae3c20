import GameDynamics

/// The exact Jacobian of one step, optimizer state included, by running the optimizer itself on dual numbers.
///
/// With u = (x, y, remembered vectors and numbers) and the step u ← F(u), entry (i, j) is ∂F_i/∂u_j. At a fixed point
/// its spectral radius is the asymptotic rate of the iteration. Inner solves are differentiated by the implicit function
/// theorem, as if they were exact (`LinearSolver.solve`).
///
/// Cost: one step of the optimizer on `Dual<Base>` per coordinate of u.
public struct IterationJacobian: Sendable {
  /// How many steps are taken before the one that is differentiated, so that what an optimizer does differently in its
  /// first step (no momentum yet, nothing to start a solve from) is over. At an equilibrium they do not move the point.
  public var settlingSteps: Int

  /// The Jacobian after some settling steps.
  public init(settlingSteps: Int = 2) { self.settlingSteps = settlingSteps }

  /// The Jacobians at a point, one per lane of `Base`: `Double` gives one, `Lanes` one per step size of a map.
  ///
  /// Parameters are those of the optimizer and of the game, `point` the players' coordinates, per lane. Throws what building,
  /// stepping and `Parameters` throw.
  public func jacobians<Base: Field>(
    of optimizer: any OptimizerFamily, _ hyperparameters: Parameters<Base>, on game: any GameFamily,
    _ gameParameters: Parameters<Base>, at point: Players<[Base]>
  ) throws -> [Matrix] {
    try game.build(
      gameParameters.mapped { Dual($0, tangent: Base(0)) },
      then: WithGame(
        optimizer: optimizer, hyperparameters: hyperparameters.mapped { Dual($0, tangent: Base(0)) },
        point: point, settlingSteps: settlingSteps))
  }

  /// The Jacobian at a point, for one choice of parameters.
  public func jacobian(
    of optimizer: any OptimizerFamily, _ hyperparameters: Parameters<Double>, on game: any GameFamily,
    _ gameParameters: Parameters<Double>, at point: Players<[Double]>
  ) throws -> Matrix {
    try jacobians(of: optimizer, hyperparameters, on: game, gameParameters, at: point)[0]
  }

  /// The Jacobians at a point of an optimizer and a game in hand, one per lane.
  public func jacobians<Base: Field, O: Optimizer, G: SecondOrderGame>(
    of optimizer: O, on game: G, at point: Players<[Base]>
  ) throws -> [Matrix] where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    let start = try point.map { try G.V(coordinates: $0.map { Dual($0, tangent: Base(0)) }) }
    var augmented = AugmentedState<O.State>(point: start, state: try optimizer.initialState(at: start))
    for _ in 0..<settlingSteps { _ = try optimizer.step(&augmented.point, &augmented.state, in: game) }
    let values = try augmented.coordinates().map { $0.value }
    let n = values.count
    var result = [Matrix](repeating: Matrix(rows: n, columns: n), count: Base.laneCount)
    for j in 0..<n {
      let seeded = values.enumerated().map { i, value in Dual(value, tangent: Base(i == j ? 1 : 0)) }
      var moved = try augmented.replacingCoordinates(with: seeded)
      _ = try optimizer.step(&moved.point, &moved.state, in: game)
      for (i, coordinate) in try moved.coordinates().enumerated() {
        for lane in result.indices { result[lane][i, j] = coordinate.tangent[lane: lane] }
      }
    }
    return result
  }

  /// Goes on with the game: makes the optimizer for the game's vectors.
  private struct WithGame<Base: Field>: GameContinuation {
    typealias Scalar = Dual<Base>
    let optimizer: any OptimizerFamily
    let hyperparameters: Parameters<Dual<Base>>
    let point: Players<[Base]>
    let settlingSteps: Int

    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> [Matrix]
    where G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
      try optimizer.build(
        hyperparameters, then: WithBoth<Base, G>(game: game, point: point, settlingSteps: settlingSteps))
    }
  }

  /// Goes on with game and optimizer.
  private struct WithBoth<Base: Field, G: SecondOrderGame>: OptimizerContinuation
  where G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    typealias V = G.V
    let game: G
    let point: Players<[Base]>
    let settlingSteps: Int

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> [Matrix] where O.V == G.V {
      try IterationJacobian(settlingSteps: settlingSteps).jacobians(of: optimizer, on: game, at: point)
    }
  }
}
