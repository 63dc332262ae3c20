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
  /// `displacement`, as many numbers as u has, is added to u after the settling steps; none where it is empty. The start of
  /// the setup plays no part. Throws what building, stepping and `Parameters` throw, and `VectorError` for a displacement of
  /// another length.
  public func jacobians<Base: Field>(
    of setup: RunSetup<Base>, at point: Players<[Base]>, displacedBy displacement: [Double] = []
  ) throws -> [Matrix] {
    try setup.mapped { Dual($0, tangent: Base(0)) }.build(
      then: AtPoint(point: point, displacement: displacement, job: self))
  }

  /// The Jacobian at a point, for one choice of parameters.
  public func jacobian(
    of setup: RunSetup<Double>, at point: Players<[Double]>, displacedBy displacement: [Double] = []
  ) throws -> Matrix {
    try jacobians(of: setup, at: point, displacedBy: displacement)[0]
  }

  /// The Jacobians at a point of an optimizer and a game in hand, one per lane.
  public func jacobians<Base: Field, O: Optimizer, G: SecondOrderGame>(
    of optimizer: O, on game: G, at point: Players<[Base]>, displacedBy displacement: [Double] = []
  ) throws -> [Matrix] where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    let start = try point.map { try G.V(coordinates: $0.map { Dual($0, tangent: Base(0)) }) }
    var augmented = AugmentedState<O.State>(point: start, state: try optimizer.initialState(at: start))
    for _ in 0..<settlingSteps { _ = try optimizer.step(&augmented.point, &augmented.state, in: game) }
    var values = try augmented.coordinates().map { $0.value }
    let n = values.count
    if !displacement.isEmpty {
      guard displacement.count == n else { throw VectorError.wrongDimension(required: n, given: displacement.count) }
      for i in 0..<n { values[i] = values[i] + Base(displacement[i]) }
    }
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

  private struct AtPoint<Base: Field>: RunContinuation {
    typealias Scalar = Dual<Base>
    let point: Players<[Base]>
    let displacement: [Double]
    let job: IterationJacobian

    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> [Matrix]
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
      try job.jacobians(of: optimizer, on: game, at: point, displacedBy: displacement)
    }
  }
}
