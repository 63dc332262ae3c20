import GameDynamics

/// Linearised competitive gradient descent: each player answers to the other's gradient step, not to its answer.
///
///     Δx = -η_x (∂f/∂x - η_y D²_xy f · ∂g/∂y)
///     Δy = -η_y (∂g/∂y - η_x D²_yx g · ∂f/∂x)
///
/// CGD with the inverse cut off after its first term. On zero-sum games it is also SGA with λ equal to the step size,
/// and LOLA.
///
/// Cost a step: one local model and two mixed products. State: none.
///
/// On `xy` the eigenvalues are 1 - η² ± iη: it converges for η < 1.
///
/// Source: F. Schäfer and A. Anandkumar, "Competitive Gradient Descent", 2019, arXiv:1905.12103, section 2.
public struct LCGD<V: Vector>: Optimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// Nothing is remembered.
  public typealias State = NoState<V>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>

  /// Linearised CGD with these step sizes.
  @inlinable
  public init(stepSizes: Players<V.Scalar>) { self.stepSizes = stepSizes }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let model = try game.localModel(at: point)
    var directions = model.gradients
    try directions.x.add(model.mixedX(times: model.gradients.y), times: -stepSizes.y)
    try directions.y.add(model.mixedY(times: model.gradients.x), times: -stepSizes.x)
    try point.add(directions, times: stepSizes.map { -$0 })
    return StepReport()
  }
}

/// The catalogue's entry for `LCGD`.
public struct LCGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "lcgd",
    title: "LCGD",
    summary: "linearised competitive gradient descent: each player answers to the other's gradient step",
    source: "Schäfer and Anandkumar, Competitive Gradient Descent, 2019, arXiv:1905.12103, section 2",
    hyperparameters: [ParameterSpec].stepSizes(0.01))

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `LCGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(LCGD<C.V>(stepSizes: h.stepSizes()))
  }
}
