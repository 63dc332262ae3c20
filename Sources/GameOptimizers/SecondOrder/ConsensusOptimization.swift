import GameDynamics

/// Consensus optimization: both players also descend on the size of the gradient field, so that they agree to stop.
///
///     ω ← ω - η (ξ + γ Jᵀ ξ)          ξ = (∂f/∂x, ∂g/∂y), Jᵀξ = ∇½‖ξ‖², ω = (x, y)
///
/// J is the whole Jacobian of ξ, each row of the player's own loss, so this is right for general-sum games.
///
/// Cost a step: one local model and four Hessian products. State: none. It can converge to critical points that are no
/// equilibria, as every minimum of ‖ξ‖ attracts it for large γ.
///
/// On `xy` the eigenvalues are 1 - ηγ ± iη.
///
/// Source: L. Mescheder, S. Nowozin and A. Geiger, "The Numerics of GANs", 2017, arXiv:1705.10461, algorithm 2.
public struct ConsensusOptimization<V: Vector>: Optimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// Nothing is remembered.
  public typealias State = NoState<V>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// γ.
  public var strength: V.Scalar

  /// Consensus optimization of this strength.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, strength: V.Scalar) {
    self.stepSizes = stepSizes
    self.strength = strength
  }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let model = try game.localModel(at: point)
    var directions = model.gradients
    try directions.add(model.jacobianTransposed(times: model.gradients), times: strength)
    try point.add(directions, times: stepSizes.map { -$0 })
    return StepReport()
  }
}

/// The catalogue's entry for `ConsensusOptimization`.
public struct ConsensusFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "consensus",
    title: "consensus optimization",
    summary: "both players also descend on the size of the gradient field",
    source: "Mescheder, Nowozin and Geiger, The Numerics of GANs, 2017, arXiv:1705.10461, algorithm 2",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + [
      ParameterSpec("strength", symbol: "γ", meaning: "weight of the field's size", standard: 0.1, minimum: 0)
    ])

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `ConsensusOptimization` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(ConsensusOptimization<C.V>(stepSizes: h.stepSizes(), strength: h.value("strength")))
  }
}
