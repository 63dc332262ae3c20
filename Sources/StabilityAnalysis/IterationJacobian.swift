import GameDynamics

/// The exact Jacobian of one step, optimizer state included, by running the optimizer itself on dual numbers.
///
/// With u = (x, y, remembered vectors and numbers) and the step u ← F(u), entry (i, j) is ∂F_i/∂u_j. At a fixed point
/// its spectral radius is the asymptotic rate of the iteration. Inner solves are differentiated by the implicit function
/// theorem, as if they were exact (`LinearSolver.solve`).
///
/// Cost: one step of the optimizer on `Dual<Base>` per coordinate of u, and the settling steps.
public struct IterationJacobian: Sendable {
  /// How many steps are taken before the one that is differentiated, so that what an optimizer does differently in its
  /// first step (no momentum yet, nothing to start a solve from) is over. At an equilibrium they do not move the point. None
  /// where an optimizer remembers nothing.
  public var settlingSteps: Int

  /// The Jacobian after some settling steps.
  public init(settlingSteps: Int = 1) { self.settlingSteps = settlingSteps }

  /// The Jacobians at a point, one per lane of `Base`: `Double` gives one, `Lanes` one per step size of a map.
  ///
  /// `displacement`, as many numbers as u has, is added to u after the settling steps; none where it is empty. The start of
  /// the setup plays no part. Throws what building, stepping and `Parameters` throw, and `VectorError` for a displacement of
  /// another length.
  public func jacobians<Base: Field>(
    of setup: RunSetup<Base>, at point: Players<[Base]>, displacedBy displacement: [Double] = []
  ) throws -> [Matrix] {
    try entries(of: setup.mapped { Dual($0, tangent: Base(0)) }, at: point, displacedBy: displacement).matrices
  }

  /// The Jacobians at the points of a map's neighbouring nodes, side by side; otherwise as above.
  ///
  /// Operations are called (`CalledLanes`) rather than inlined, since the optimizer's and the game's types are known only
  /// when this runs: an operation on `Lanes` is then called too, of code for every processor.
  public func laneMatrix(of setup: RunSetup<Lanes>, at point: Players<[Lanes]>) throws -> LaneMatrix {
    let setup = setup.mapped { Dual(CalledLanes($0), tangent: CalledLanes(0)) }
    let entries = try setup.build(then: AtNodes(point: point.map { $0.map { CalledLanes($0) } }, job: self))
    return try LaneMatrix(order: entries.order, entries: entries.values)
  }

  private func entries<Base: Field>(
    of setup: RunSetup<Dual<Base>>, at point: Players<[Base]>, displacedBy displacement: [Double]
  ) throws -> Entries<Base> {
    try setup.build(then: AtPoint(point: point, displacement: displacement, job: self))
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
    try entries(of: optimizer, on: game, at: point, displacedBy: displacement).matrices
  }

  @inline(__always)
  private func entries<Base: Field, O: Optimizer, G: SecondOrderGame>(
    of optimizer: O, on game: G, at point: Players<[Base]>, displacedBy displacement: [Double]
  ) throws -> Entries<Base> where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
    let start = try point.map { try G.V(coordinates: $0.map { Dual($0, tangent: Base(0)) }) }
    var augmented = AugmentedState<O.State>(point: start, state: try optimizer.initialState(at: start))
    for _ in 0..<(try augmented.remembersNothing() ? 0 : settlingSteps) {
      _ = try optimizer.step(&augmented.point, &augmented.state, in: game)
    }
    var values = try augmented.coordinates()
    let n = values.count
    guard displacement.isEmpty || displacement.count == n else {
      throw VectorError.wrongDimension(required: n, given: displacement.count)
    }
    for i in 0..<n {
      values[i].tangent = Base(0)
      if !displacement.isEmpty { values[i].value = values[i].value + Base(displacement[i]) }
    }
    var result = Entries<Base>(order: n, values: Array(repeating: Base(0), count: n * n))
    for j in 0..<n {
      values[j].tangent = Base(1)
      var moved = try augmented.replacingCoordinates(with: values)
      values[j].tangent = Base(0)
      _ = try optimizer.step(&moved.point, &moved.state, in: game)
      let image = try moved.coordinates()
      for i in 0..<n { result.values[i * n + j] = image[i].tangent }
    }
    return result
  }

  /// Square matrices, one a lane: entry (i, j) of all of them at `i * order + j`.
  private struct Entries<Base: Field> {
    let order: Int
    var values: [Base]

    /// One by one.
    var matrices: [Matrix] {
      var result = [Matrix](repeating: Matrix(rows: order, columns: order), count: Base.laneCount)
      for (e, value) in values.enumerated() {
        for lane in result.indices { result[lane].entries[e] = value[lane: lane] }
      }
      return result
    }
  }

  private struct AtPoint<Base: Field>: RunContinuation {
    typealias Scalar = Dual<Base>
    let point: Players<[Base]>
    let displacement: [Double]
    let job: IterationJacobian

    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> Entries<Base>
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<Base> {
      try job.entries(of: optimizer, on: game, at: point, displacedBy: displacement)
    }
  }
  /// `AtPoint` of a map's neighbouring nodes. Maps ask for thousands, and where the compiler knows the numbers, arrays of them
  /// cost little beside the steps.
  private struct AtNodes: RunContinuation {
    typealias Scalar = Dual<CalledLanes>
    let point: Players<[CalledLanes]>
    let job: IterationJacobian

    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> Entries<CalledLanes>
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Dual<CalledLanes> {
      try job.entries(of: optimizer, on: game, at: point, displacedBy: [])
    }
  }
}
