import GameDynamics

/// One-sided competitive gradient descent with one step size a player: one player makes its move of CGD, answering to
/// what the other would answer, and the other stays where it is.
///
///     (I - η_p η_q D²_pq · D²_qp) s = -(g_p - η_q D²_pq · g_q),   Δp = η_p s,   Δq = 0
///
/// `OneSidedCGD` without the adaptive step sizes. The opponent's step size is that of the answer it is believed to give;
/// with η_q = 0 the move is a gradient step.
///
/// On a quadratic game with q at its answer's fixed point the mover's curvature is raised by the opponent's answer: on
/// min_x max_y x² + 10xy + y², y alone leaves the equilibrium under gradient steps and returns to it under these, for
/// every η_x > 0.02.
///
/// Cost a step: one local model; two mixed products per iteration of the solver, two for a warm start, one for the
/// right-hand side. State: the mover's s, the count of steps.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852; BCGD with one player's update left out in the authors' code.
public struct PlainOneSidedCGD<V: Vector, Solver: LinearSolver>: Optimizer where Solver.V == V {
  /// (η_x, η_y): that of the player that stays is the step size of its imagined answer.
  public var stepSizes: Players<V.Scalar>
  /// The player that moves.
  public var mover: Player
  /// The inner solver.
  public var solver: Solver

  /// One-sided CGD of this player.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, mover: Player, solver: Solver) {
    self.stepSizes = stepSizes
    self.mover = mover
    self.solver = solver
  }

  /// The mover's scaled move and the count of steps.
  public struct State: OptimizerState {
    /// The player whose move `scaledMove` is.
    public let mover: Player
    /// s, where Δ = η s.
    public var scaledMove: V
    /// How many steps were taken.
    public var steps: Int

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(mover: Player, scaledMove: V, steps: Int) {
      self.mover = mover
      self.scaledMove = scaledMove
      self.steps = steps
    }
    /// `scaledMove` and `steps`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vector("scaledMove", of: StateOwner(mover), &scaledMove)
      try visitor.counter("steps", of: .both, &steps)
    }
  }

  /// Nothing to start from.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State {
    State(mover: mover, scaledMove: try point[mover].zero, steps: 0)
  }

  /// One step; see the type. Throws `OptimizerError.needsZeroSumGame` when solver and game do not fit.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    try Solver.check(fits: game, for: "one-sided CGD", remedy: "build PlainOneSidedCGD with GMRES")
    let solution = try game.localModel(at: point).scaledMove(
      of: mover, stepSizes: stepSizes, by: solver, startingAt: state.scaledMove, isZero: state.steps == 0)
    try point[mover].add(solution.x, times: stepSizes[mover])
    state.scaledMove = solution.x
    state.steps += 1
    return StepReport(solver: solution.report)
  }
}

/// The catalogue's entries for `PlainOneSidedCGD`, one per player that moves; with GMRES, so for every game.
public struct PlainOneSidedCGDFamily: OptimizerFamily {
  /// The player that moves.
  public let mover: Player
  /// Name, parameters and source.
  public let card: OptimizerCard

  /// The family of one player.
  public init(mover: Player) {
    self.mover = mover
    card = OptimizerCard(
      name: "ocgd-plain-\(mover.rawValue)",
      title: "plain one-sided CGD of \(mover.rawValue)",
      summary: "\(mover.rawValue) makes its move of CGD and \(mover.opponent.rawValue) stays where it is",
      source:
        "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852",
      hyperparameters: [ParameterSpec].stepSizes(0.01) + .gmres(), movers: [mover])
  }

  /// Hands `PlainOneSidedCGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(
      PlainOneSidedCGD<C.V, GMRES<C.V>>(stepSizes: h.stepSizes(), mover: mover, solver: h.gmres()))
  }
}
