import GameDynamics

/// Follow-the-ridge: y is corrected so that x's step does not throw it off its best response.
///
///     x ← x - η_x ∂f/∂x
///     y ← y - η_y ∂g/∂y + η_x (D²_yy g)⁻¹ D²_yx g · ∂f/∂x
///
/// x leads and y follows: along the ridge y(x), where ∂g/∂y = 0, dy/dx = -(D²_yy g)⁻¹ D²_yx g, which is what the last
/// term follows. In a zero-sum game its stable fixed points are the local minimax points and no others. In a general-sum
/// game its fixed points are still those where both own gradients vanish: x is not made to anticipate y.
///
/// The solve is by GMRES, as D²_yy g need not be definite; where it is singular (a bilinear game) the step breaks down,
/// the correction is left out, and the report says so.
///
/// Cost a step: one local model, one mixed product, one product with D²_yy g per iteration of the solver. State: none.
///
/// Source: Y. Wang, G. Zhang and J. Ba, "On Solving Minimax Optimization Locally: A Follow-the-Ridge Approach", 2019,
/// arXiv:1910.07512, algorithm 1.
public struct FollowTheRidge<V: Vector, Solver: LinearSolver>: Optimizer where Solver.V == V {
  /// Nothing is remembered.
  public typealias State = NoState<V>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// The inner solver.
  public var solver: Solver

  /// Follow-the-ridge with these step sizes and inner solver.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, solver: Solver) {
    self.stepSizes = stepSizes
    self.solver = solver
  }

  /// One step; see the type.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let model = try game.localModel(at: point)
    let ridge = try solver.solve(
      { v in try model.ownY(times: v) }, model.mixedY(times: model.gradients.x), from: nil)
    try point.add(model.gradients, times: stepSizes.map { -$0 })
    try point.y.add(ridge.x, times: stepSizes.x)
    return StepReport(solver: ridge.report)
  }
}

/// The catalogue's entry for `FollowTheRidge`.
public struct FollowTheRidgeFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "follow-the-ridge",
    title: "follow the ridge",
    summary: "x leads by gradient descent and y is kept on its best response",
    source:
      "Wang, Zhang and Ba, On Solving Minimax Optimization Locally: A Follow-the-Ridge Approach, 2019, "
      + "arXiv:1910.07512, algorithm 1",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + .gmres(),
    needsCurvatureOfY: true)

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `FollowTheRidge` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(FollowTheRidge<C.V, GMRES<C.V>>(stepSizes: h.stepSizes(), solver: h.gmres()))
  }
}
