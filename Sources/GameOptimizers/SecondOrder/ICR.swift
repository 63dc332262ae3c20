import GameDynamics

/// CGD with the opponent's answer scaled by α: a dial for implicit competitive regularization.
///
/// Each player p solves for its own move as in CGD, against an opponent q that it believes to have the step size α η_q:
///
///     (I - α η_p η_q D²_pq · D²_qp) s_p = -(g_p - α η_q D²_pq · g_q),   Δp = η_p s_p
///
/// α = 0 is simultaneous gradient descent and α = 1 is CGD. α enters once, as in the authors' code; scaling the mixed
/// derivatives themselves by α would put α² before the product.
///
/// Cost a step: one local model; per player two mixed products per iteration of the solver, two for a warm start and one
/// for the right-hand side. State: both last s, where the next solves start.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852; the optimizer ICR of the authors' code.
public struct ICR<V: Vector, Solver: LinearSolver>: Optimizer where Solver.V == V {
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// α ≥ 0.
  public var alpha: V.Scalar
  /// The inner solver.
  public var solver: Solver

  /// CGD with scaled answers.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, alpha: V.Scalar, solver: Solver) {
    self.stepSizes = stepSizes
    self.alpha = alpha
    self.solver = solver
  }

  /// The last scaled moves.
  public struct State: OptimizerState {
    /// s, where Δ = η s.
    public var scaledMoves: Players<V>
    /// How many steps were taken: before the first there is nothing to start from.
    public var steps: Int

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(scaledMoves: Players<V>, steps: Int) {
      self.scaledMoves = scaledMoves
      self.steps = steps
    }
    /// `scaledMove` and `steps`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vectors("scaledMove", &scaledMoves)
      try visitor.counter("steps", of: .both, &steps)
    }
  }

  /// Nothing to start from.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State { State(scaledMoves: try point.zero, steps: 0) }

  /// One step; see the type. Throws `OptimizerError.needsZeroSumGame` when solver and game do not fit.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    try Solver.check(fits: game, for: "ICR", remedy: "build ICR with GMRES")
    let model = try game.localModel(at: point)
    func solution(of p: Player) throws -> LinearSolution<V> {
      var believed = stepSizes
      believed[p.opponent] = alpha * stepSizes[p.opponent]
      return try model.scaledMove(
        of: p, stepSizes: believed, by: solver, startingAt: state.scaledMoves[p],
        isZero: state.steps == 0)
    }
    let (x, y) = (try solution(of: .x), try solution(of: .y))
    try point.add(Players(x: x.x, y: y.x), times: stepSizes)
    state = State(scaledMoves: Players(x: x.x, y: y.x), steps: state.steps + 1)
    return StepReport(solver: x.report.followed(by: y.report))
  }
}

/// The catalogue's entry for `ICR`, with GMRES, so for every game.
public struct ICRFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "icr",
    title: "ICR(α)",
    summary: "CGD with the opponent's answer scaled by α: 0 is SimGD, 1 is CGD",
    source: "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + [
      ParameterSpec("alpha", symbol: "α", meaning: "scale of the opponent's answer", standard: 2, minimum: 0)
    ] + .gmres())

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `ICR` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(ICR<C.V, GMRES<C.V>>(stepSizes: h.stepSizes(), alpha: h.value("alpha"), solver: h.gmres()))
  }
}
