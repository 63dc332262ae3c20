import GameDynamics

/// Composite functional gradients (CFG): y is brought to its best response, then x steps along its own gradient there:
///
///     y ← argmin_y g(x, y)            by steps y - η_y ∂g/∂y
///     x ← x - η_x ∂f/∂x(x, y)
///
/// In the source x are the samples of a generator and y is a discriminator D ≈ ln(p*/p): where ∂f/∂x is -s(x) ∇D(x) (the
/// particle games), the step of x is the functional gradient step x + η_x s(x) ∇D(x). How near y comes to its best response
/// is how exact D is.
///
/// y's steps end where ‖∂g/∂y‖ is down to `tolerance` of what it was before them, or after U of them. They descend from where
/// y stands; a best response that is unique does not depend on it. All are taken on the step's own minibatch. On dual numbers
/// the norm counts tangents too, so the Jacobian is that of the best response. The report counts y's steps as an inner
/// solve's; a game in which y has no best response (a bilinear one) ends at the cap.
///
/// Cost a step: up to U + 1 gradients of y and one of x. State: none.
///
/// Source: R. Johnson and T. Zhang, "Composite functional gradient learning of generative adversarial models", 2018,
/// arXiv:1801.06309, algorithm 1.
public struct CFG<V: Vector>: FirstOrderOptimizer {
  /// Nothing is remembered.
  public typealias State = NoState<V>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// U: at most this many steps of y.
  public var discriminatorSteps: Int
  /// ‖∂g/∂y‖ ≤ tolerance · ‖∂g/∂y before‖ ends y's steps.
  public var tolerance: Double

  /// CFG with these step sizes; fewer than one step of y counts as one.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, discriminatorSteps: Int = 50, tolerance: Double = 1e-6) {
    self.stepSizes = stepSizes
    self.discriminatorSteps = max(1, discriminatorSteps)
    self.tolerance = tolerance
  }

  /// y's steps and one of x; see the type.
  @inlinable
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    typealias S = V.Scalar
    var gradient = try game.gradient(.y, at: point)
    let first = try gradient.euclideanDot(gradient)
    let threshold = S(tolerance * tolerance) * first
    var square = first
    var converged = square.isAtMost(threshold)
    var brokeDown = square.isLess(than: S(.infinity)).inverted
    // A lane whose run of y is over stays where it is, as it would alone.
    var resting = converged.or(brokeDown)
    var steps = 0
    while !resting.all, steps < discriminatorSteps {
      let before = point.y
      try point.y.add(gradient, times: -stepSizes.y)
      point.y = try point.y.replacing(with: before, where: resting)
      gradient = try game.gradient(.y, at: point)
      square = try gradient.euclideanDot(gradient).replacing(with: square, where: resting)
      brokeDown = brokeDown.or(square.isLess(than: S(.infinity)).inverted)
      converged = converged.or(square.isAtMost(threshold))
      resting = converged.or(brokeDown)
      steps += 1
    }
    try point.x.add(game.gradient(.x, at: point), times: -stepSizes.x)
    return StepReport(
      solver: SolverReport(
        iterations: steps, squaredResidual: square, squaredRightHandSide: first, converged: converged,
        brokeDown: brokeDown))
  }
}

/// The catalogue's entry for `CFG`.
public struct CFGFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "cfg",
    title: "CFG",
    summary: "y is brought to its best response, then x steps along its functional gradient",
    source:
      "Johnson and Zhang, Composite functional gradient learning of generative adversarial models, 2018, "
      + "arXiv:1801.06309, algorithm 1",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + [
      ParameterSpec(
        "discriminator-steps", symbol: "U", meaning: "cap on the steps of y before one of x", standard: 50, minimum: 1,
        maximum: 1e9, isWhole: true),
      ParameterSpec(
        "tolerance", symbol: "tol", meaning: "‖∂g/∂y‖ after y's steps, relative to before", standard: 1e-6, minimum: 0),
    ],
    returnsToItsMinibatch: true)

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `CFG` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(
      CFG(
        stepSizes: h.stepSizes(), discriminatorSteps: Int(h.value("discriminator-steps")[lane: 0].rounded()),
        tolerance: h.value("tolerance")[lane: 0]))
  }
}
