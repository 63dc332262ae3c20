import GameDynamics

/// Competitive gradient descent: both players move to the Nash equilibrium of a local bilinear game, each answering to
/// the other's answer.
///
/// The moves solve
///
///     Δx = -η_x (∂f/∂x + D²_xy f · Δy)
///     Δy = -η_y (∂g/∂y + D²_yx g · Δx)
///
/// which is done by solving for x's scaled move s, Δx = η_x s,
///
///     (I - η_x η_y D²_xy f · D²_yx g) s = -(∂f/∂x - η_y D²_xy f · ∂g/∂y)
///
/// matrix-free, and inserting Δx into the second line. In a zero-sum game D²_yx g = -(D²_xy f)ᵀ, so the system is
/// symmetric positive definite for every point and step size and `ConjugateGradient` fits; a general-sum game needs a
/// solver for general systems (`GMRES`, or `DenseLU` of GSLNumerics).
///
/// Cost a step: one local model; two mixed products per iteration of the solver, two more for a warm start, one for the
/// right-hand side and one for y's answer. State: the last s, where the next solve starts; zero where one unknown is
/// found by a formula (`LinearSolver.isExactOnTangents`), which needs no start.
///
/// On the bilinear game `xy` it converges for every step size, by 1/√(1 + η_x η_y) a step.
///
/// Source: F. Schäfer and A. Anandkumar, "Competitive Gradient Descent", 2019, arXiv:1905.12103, equation 4.
public struct CGD<V: Vector, Solver: LinearSolver>: Optimizer where Solver.V == V {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// The inner solver.
  public var solver: Solver
  /// Whether a solve starts at the last one's solution, rather than at zero.
  public var warmStart: Bool

  /// Competitive gradient descent with these step sizes and inner solver.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, solver: Solver, warmStart: Bool = true) {
    self.stepSizes = stepSizes
    self.solver = solver
    self.warmStart = warmStart
  }

  /// With the solver unwatched: both players move by what it gives, so that NaN stays.
  @inlinable @inline(__always)
  public var unwatched: Self { Self(stepSizes: stepSizes, solver: solver.unwatched, warmStart: warmStart) }

  /// The last scaled move of x; zero where no solve starts from it.
  public struct State: OptimizerState {
    /// s, where Δx = η_x s.
    public var scaledMove: V
    /// How many steps were taken: before the first there is nothing to start from.
    public var steps: Int

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(scaledMove: V, steps: Int) {
      self.scaledMove = scaledMove
      self.steps = steps
    }
    /// `scaledMove` and `steps`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vector("scaledMove", of: .x, &scaledMove)
      try visitor.counter("steps", of: .both, &steps)
    }
  }

  /// Nothing to start from.
  @inlinable @inline(__always)
  public func initialState(at point: Players<V>) throws -> State { State(scaledMove: try point.x.zero, steps: 0) }

  /// One step; see the type. Throws `OptimizerError.needsZeroSumGame` when solver and game do not fit.
  @inlinable @inline(__always)
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    try Solver.check(fits: game, for: "CGD", remedy: "use CGD with GMRES (cgd-gmres) or a dense solver (cgd-dense)")
    let model = try game.localModel(at: point)
    let solution = try model.scaledMove(
      of: .x, stepSizes: stepSizes, by: solver, startingAt: state.scaledMove,
      isZero: !warmStart || state.steps == 0)
    let moveOfX = try stepSizes.x * solution.x
    try point.x.add(moveOfX, times: V.Scalar(1))
    try point.y.add(model.gradients.y + model.mixedY(times: moveOfX), times: -stepSizes.y)
    // One unknown by one formula needs no start.
    let start = V.isOneDimensional && Solver.isExactOnTangents ? try solution.x.zero : solution.x
    state = State(scaledMove: start, steps: state.steps + 1)
    return StepReport(solver: solution.report)
  }
}

/// The catalogue's entry for `CGD` with conjugate gradients.
public struct CGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "cgd",
    title: "CGD",
    summary: "competitive gradient descent: each player answers to the other's answer; zero-sum games",
    source: "Schäfer and Anandkumar, Competitive Gradient Descent, 2019, arXiv:1905.12103, equation 4",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + .innerSolve(),
    needsZeroSumGame: true)

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// By the 2 x 2 matrix of the iteration, the inner solve exact.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .competitive }

  /// Hands `CGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(CGD(stepSizes: h.stepSizes(), solver: h.conjugateGradient()))
  }
}
