import GameDynamics

/// The proximal point method: gradient descent with the gradients at the point that is arrived at.
///
///     ω⁺ = ω - η ξ(ω⁺)          ξ = (∂f/∂x, ∂g/∂y), ω = (x, y)
///
/// The ideal that extragradient and optimism imitate. Newton's method finds ω⁺, starting at ω: with the residual
/// F(z) = z - ω + η ξ(z), each iteration solves (I + η J) δ = -F(z) for both players at once, matrix-free. An affine
/// gradient field takes one iteration. Of several solutions it takes the one that Newton finds from ω.
///
/// Converged when ‖F‖ ≤ tolerance · ‖F(ω)‖ = tolerance · ‖η ξ(ω)‖. On dual numbers the norm counts tangents too, so
/// the Jacobian is that of the solution. The report counts Newton's iterations; a lane where the numbers are no longer
/// finite has broken down.
///
/// Cost a step: per Newton iteration one local model and four Hessian products per iteration of the solver. State: none.
///
/// On `xy` it converges for every step size, by 1/√(1 + η²) a step, as CGD does.
///
/// Source: R. T. Rockafellar, "Monotone operators and the proximal point algorithm", SIAM J. Control Optim. 14, 1976.
public struct ProximalPoint<V: Vector, Solver: LinearSolver>: Optimizer where Solver.V == Players<V> {
  /// Nothing is remembered.
  public typealias State = NoState<V>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// Solves Newton's systems.
  public var solver: Solver
  /// ‖F‖ ≤ tolerance · ‖F(ω)‖ ends the iteration.
  public var tolerance: Double
  /// At most this many Newton iterations.
  public var iterationCap: Int

  /// The proximal point method by Newton's.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, solver: Solver, tolerance: Double = 1e-10, iterationCap: Int = 50) {
    self.stepSizes = stepSizes
    self.solver = solver
    self.tolerance = tolerance
    self.iterationCap = iterationCap
  }

  @inlinable
  func scaled(_ v: Players<V>) throws -> Players<V> {
    Players(x: try stepSizes.x * v.x, y: try stepSizes.y * v.y)
  }

  /// One step; see the type. Throws what the game and the solver throw.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    typealias S = V.Scalar
    let start = point
    var model = try game.localModel(at: point)
    var residual = try scaled(model.gradients)
    let first = try residual.euclideanDot(residual)
    let threshold = S(tolerance * tolerance) * first
    var square = first
    var converged = square.isAtMost(threshold)
    var brokeDown = square.isLess(than: S(.infinity)).inverted
    var iterations = 0
    while !converged.or(brokeDown).all, iterations < iterationCap {
      let resting = converged.or(brokeDown)
      // Lanes that rest are given nothing to solve.
      let rightHandSide = try residual.negated().replacing(with: residual.zero, where: resting)
      let current = model
      let move = try solver.solve({ v in try v + scaled(current.jacobian(times: v)) }, rightHandSide, from: nil)
      point = try (point + move.x).replacing(with: point, where: resting)
      model = try game.localModel(at: point)
      residual = try point - start + scaled(model.gradients)
      square = try residual.euclideanDot(residual).replacing(with: square, where: resting)
      brokeDown = brokeDown.or(square.isLess(than: S(.infinity)).inverted)
        .or(move.report.brokeDown.and(resting.inverted))
      converged = converged.or(square.isAtMost(threshold).and(brokeDown.inverted))
      iterations += 1
    }
    return StepReport(
      solver: SolverReport(
        iterations: iterations, squaredResidual: square, squaredRightHandSide: first, converged: converged,
        brokeDown: brokeDown))
  }
}

/// The catalogue's entry for `ProximalPoint`, with GMRES for Newton's systems, so for games of any size.
public struct ProximalPointFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "proximal-point",
    title: "proximal point",
    summary: "gradient descent with the gradients at the point that is arrived at, by Newton's method",
    source: "Rockafellar, Monotone operators and the proximal point algorithm, SIAM J. Control Optim. 14, 1976",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + [
      ParameterSpec(
        "newton-tolerance", symbol: "tol", meaning: "residual of the implicit equation, relative to the plain step",
        standard: 1e-10, minimum: 0),
      ParameterSpec(
        "newton-iterations", symbol: "k", meaning: "cap on Newton's iterations", standard: 50, minimum: 1, maximum: 1e9,
        isWhole: true),
    ] + .gmres(tolerance: 1e-12), returnsToItsMinibatch: true)

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `ProximalPoint` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(
      ProximalPoint<C.V, GMRES<Players<C.V>>>(
        stepSizes: h.stepSizes(), solver: h.gmres(), tolerance: h.value("newton-tolerance")[lane: 0],
        iterationCap: Int(h.value("newton-iterations")[lane: 0])))
  }
}
