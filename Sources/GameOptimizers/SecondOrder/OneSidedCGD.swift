import GameDynamics

/// One-sided competitive gradient descent: one player makes its move of ACGD, answering to what the other would answer,
/// and the other stays where it is.
///
///     v ← β v + (1 - β) g²,   η_t = η √(1 - βᵗ) / (√v + ε)          both players (`AdaptiveStepSizes`)
///     (I - √η_p D²_pq η_q D²_qp √η_p) s = -√η_p (g_p - D²_pq η_q g_q),   Δp = √η_p s,   Δq = 0
///
/// Shows whether a discriminator that is trained on against a fixed generator overfits when it must reckon with the
/// generator's answer. The opponent's step size is that of the answer it is believed to give.
///
/// Cost a step: one local model; two mixed products per iteration of the solver, two for a warm start, one for the
/// right-hand side. State: second moments, the mover's s, the count of steps. Not differentiable at equilibria.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852; OCGD of the authors' code.
public struct OneSidedCGD<V: Vector, Solver: LinearSolver>: Optimizer where Solver.V == V {
  /// (η_x, η_y): that of the player that stays is the step size of its imagined answer.
  public var stepSizes: Players<V.Scalar>
  /// The player that moves.
  public var mover: Player
  /// β and ε.
  public var adaptive: AdaptiveStepSizes<V.Scalar>
  /// The inner solver.
  public var solver: Solver

  /// One-sided CGD of this player.
  @inlinable
  public init(
    stepSizes: Players<V.Scalar>, mover: Player, adaptive: AdaptiveStepSizes<V.Scalar> = AdaptiveStepSizes(),
    solver: Solver
  ) {
    self.stepSizes = stepSizes
    self.mover = mover
    self.adaptive = adaptive
    self.solver = solver
  }

  /// Second moments, the mover's scaled move and the count of steps.
  public struct State: OptimizerState {
    /// v.
    public var secondMoments: Players<V>
    /// The player whose move `scaledMove` is.
    public let mover: Player
    /// s, where Δ = √η s.
    public var scaledMove: V
    /// How many steps were taken.
    public var steps: Int

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(secondMoments: Players<V>, mover: Player, scaledMove: V, steps: Int) {
      self.secondMoments = secondMoments
      self.mover = mover
      self.scaledMove = scaledMove
      self.steps = steps
    }
    /// `secondMoment`, `scaledMove` and `steps`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vectors("secondMoment", &secondMoments)
      try visitor.vector("scaledMove", of: StateOwner(mover), &scaledMove)
      try visitor.counter("steps", of: .both, &steps)
    }
  }

  /// v = 0, nothing to start from.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State {
    State(secondMoments: try point.zero, mover: mover, scaledMove: try point[mover].zero, steps: 0)
  }

  /// One step; see the type. Throws `OptimizerError.needsZeroSumGame` when solver and game do not fit.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    try Solver.check(fits: game, for: "one-sided CGD", remedy: "build OneSidedCGD with GMRES")
    let model = try game.localModel(at: point)
    let steps = try adaptive.advance(
      &state.secondMoments, gradients: model.gradients, nominal: stepSizes, t: state.steps + 1)
    let solution = try model.scaledMove(
      of: mover, stepSizes: steps, by: solver, startingAt: state.scaledMove, isZero: state.steps == 0)
    try point[mover].add(
      steps[mover].squareRoots().multiplied(elementwise: solution.x), times: V.Scalar(1))
    state.scaledMove = solution.x
    state.steps += 1
    return StepReport(solver: solution.report)
  }
}

/// The catalogue's entries for `OneSidedCGD`, one per player that moves; with GMRES, so for every game.
public struct OneSidedCGDFamily: OptimizerFamily {
  /// The player that moves.
  public let mover: Player
  /// Name, parameters and source.
  public let card: OptimizerCard

  /// The family of one player.
  public init(mover: Player) {
    self.mover = mover
    card = OptimizerCard(
      name: "ocgd-\(mover.rawValue)",
      title: "one-sided CGD of \(mover.rawValue)",
      summary: "\(mover.rawValue) makes its move of ACGD and \(mover.opponent.rawValue) stays where it is",
      source:
        "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852",
      hyperparameters: [ParameterSpec].stepSizes(0.001) + .adaptiveStepSizes + .gmres(),
      movers: [mover], isDifferentiableAtEquilibria: false)
  }

  /// Hands `OneSidedCGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(
      OneSidedCGD<C.V, GMRES<C.V>>(
        stepSizes: h.stepSizes(), mover: mover, adaptive: AdaptiveStepSizes(h), solver: h.gmres()))
  }
}
