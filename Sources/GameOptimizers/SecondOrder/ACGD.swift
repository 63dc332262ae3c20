import GameDynamics

/// Adaptive competitive gradient descent: CGD with a step size for every coordinate.
///
///     v ← β v + (1 - β) g²,   η_t = η √(1 - βᵗ) / (√v + ε)          per player, elementwise (`AdaptiveStepSizes`)
///     Δx = -η_x,t (∂f/∂x + D²_xy f · Δy)
///     Δy = -η_y,t (∂g/∂y + D²_yx g · Δx)
///
/// One player p's move is solved for, Δp = √η_p s, in the symmetrically scaled system
///
///     (I - √η_p D²_pq η_q D²_qp √η_p) s = -√η_p (g_p - D²_pq η_q g_q)
///
/// and the other answers, Δq = -η_q (g_q + D²_qp · Δp). Which player is solved for alternates, x first. Every solve
/// starts where the last step left that player: at s of its own solve, or at -√η_q (g_q + D²_qp · Δp), its scaled move
/// as an answer. With exact solves neither the alternation nor the start changes the moves.
///
/// In a zero-sum game the system is symmetric positive definite and `ConjugateGradient` fits; a general-sum game needs
/// `GMRES`.
///
/// Cost a step: one local model; two mixed products per iteration of the solver, two for a warm start, one for the
/// right-hand side, and with `GMRES` one for the answer, which `ConjugateGradient` has at hand. State: both second
/// moments and scaled moves, and the count of steps. Not differentiable at equilibria.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852 (ACGD); the order of operations is that of the authors' CGDs package 0.4.5, whose
/// `max_params` are our x with f = -L and whose `min_params` are our y with g = L. Their tolerance is squared: their
/// 1e-12 is 1e-6 here.
public struct ACGD<V: Vector, Solver: LinearSolver>: Optimizer where Solver.V == V {
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// β and ε.
  public var adaptive: AdaptiveStepSizes<V.Scalar>
  /// The inner solver.
  public var solver: Solver
  /// Whether a solve starts at the last step's scaled move, rather than at zero.
  public var warmStart: Bool

  /// ACGD with these step sizes and inner solver.
  @inlinable
  public init(
    stepSizes: Players<V.Scalar>, adaptive: AdaptiveStepSizes<V.Scalar> = AdaptiveStepSizes(), solver: Solver,
    warmStart: Bool = true
  ) {
    self.stepSizes = stepSizes
    self.adaptive = adaptive
    self.solver = solver
    self.warmStart = warmStart
  }

  /// Second moments, scaled moves and the count of steps.
  public struct State: OptimizerState {
    /// v.
    public var secondMoments: Players<V>
    /// s, where Δ = √η s.
    public var scaledMoves: Players<V>
    /// How many steps were taken; x is solved for after an even number.
    public var steps: Int

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(secondMoments: Players<V>, scaledMoves: Players<V>, steps: Int) {
      self.secondMoments = secondMoments
      self.scaledMoves = scaledMoves
      self.steps = steps
    }
    /// `secondMoment`, `scaledMove` and `steps`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vectors("secondMoment", &secondMoments)
      try visitor.vectors("scaledMove", &scaledMoves)
      try visitor.counter("steps", of: .both, &steps)
    }
  }

  /// v = 0, nothing to start from.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State {
    State(secondMoments: try point.zero, scaledMoves: try point.zero, steps: 0)
  }

  /// One step; see the type. Throws `OptimizerError.needsZeroSumGame` when solver and game do not fit.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    try Solver.check(fits: game, for: "ACGD", remedy: "use ACGD with GMRES (acgd-gmres)")
    let model = try game.localModel(at: point)
    let steps = try adaptive.advance(
      &state.secondMoments, gradients: model.gradients, nominal: stepSizes, t: state.steps + 1)
    let solved: Player = state.steps.isMultiple(of: 2) ? .x : .y
    let answering = solved.opponent
    let root = try steps[solved].squareRoots()
    let rootOfAnswer = try steps[answering].squareRoots()
    let solve = try model.scaledMoveAndSlope(
      of: solved, stepSizes: steps, by: solver,
      from: warmStart && state.steps > 0 ? state.scaledMoves[solved] : nil)
    let scaledMove = solve.solution.x
    var slope = solve.image
    try slope.add(model.gradients[answering], times: V.Scalar(1))
    let scaledAnswer = try rootOfAnswer.multiplied(elementwise: slope).negated()
    try point[solved].add(root.multiplied(elementwise: scaledMove), times: V.Scalar(1))
    try point[answering].add(rootOfAnswer.multiplied(elementwise: scaledAnswer), times: V.Scalar(1))
    state.scaledMoves[solved] = scaledMove
    state.scaledMoves[answering] = scaledAnswer
    state.steps += 1
    return StepReport(solver: solve.solution.report)
  }
}

/// The catalogue's entry for `ACGD` with conjugate gradients.
public struct ACGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "acgd",
    title: "ACGD",
    summary: "competitive gradient descent with a step size for every coordinate; zero-sum games",
    source:
      "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852",
    hyperparameters: [ParameterSpec].stepSizes(0.001) + .adaptiveStepSizes + .innerSolve(),
    needsZeroSumGame: true, isDifferentiableAtEquilibria: false)

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `ACGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(
      ACGD<C.V, ConjugateGradient<C.V>>(
        stepSizes: h.stepSizes(), adaptive: AdaptiveStepSizes(h), solver: h.conjugateGradient()))
  }
}

/// The catalogue's entry for `ACGD` with restarted GMRES: general-sum games too.
public struct GMRESACGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "acgd-gmres",
    title: "ACGD (GMRES)",
    summary: "competitive gradient descent with a step size for every coordinate; zero-sum and general-sum games",
    source: ACGDFamily().card.source,
    hyperparameters: [ParameterSpec].stepSizes(0.001) + .adaptiveStepSizes + .gmres(),
    isDifferentiableAtEquilibria: false)

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `ACGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(
      ACGD<C.V, GMRES<C.V>>(stepSizes: h.stepSizes(), adaptive: AdaptiveStepSizes(h), solver: h.gmres()))
  }
}
