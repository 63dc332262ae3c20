import GameDynamics

/// Learning with opponent-learning awareness: each player descends on its loss after the opponent's gradient step, by
/// way of how its own move shapes that step.
///
/// x's loss at y - η_y ∂g/∂y is f - η_y ⟨∂f/∂y, ∂g/∂y⟩ to first order. Its gradient in x has three terms:
///
///     ∂f/∂x  -  η_y (D²_yx g)ᵀ · ∂f/∂y  -  κ η_y D²_xy f · ∂g/∂y
///
/// the gradient, the **shaping** term (∂g/∂y depends on x) and the **look-ahead** term (∂f/∂y depends on x). The source
/// keeps the first two and drops the third: κ = 0. κ = 1 is the full gradient. y likewise. x ← x - η_x times that.
///
/// Shaping does not vanish with the players' own gradients, so in general-sum games an equilibrium need not be a fixed
/// point. In zero-sum games it is, and LOLA with κ = 0 is LCGD.
///
/// Cost a step: one local model, both cross gradients, two mixed products (four with κ ≠ 0). State: none.
///
/// Source: J. Foerster et al., "Learning with Opponent-Learning Awareness", 2017, arXiv:1709.04326, section 3.2
/// (exact gradients); the names of the terms are those of A. Letcher et al., "Stable Opponent Shaping in Differentiable Games",
/// 2018, arXiv:1811.08469.
public struct LOLA<V: Vector>: Optimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// Nothing is remembered.
  public typealias State = NoState<V>
  /// (η_x, η_y): a player's step size is also the one its opponent expects of it.
  public var stepSizes: Players<V.Scalar>
  /// κ: the weight of the look-ahead term.
  public var lookAhead: V.Scalar

  /// LOLA with these step sizes; without the look-ahead term unless it is asked for.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, lookAhead: V.Scalar = V.Scalar(0)) {
    self.stepSizes = stepSizes
    self.lookAhead = lookAhead
  }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let model = try game.localModel(at: point)
    @inline(__always) func direction(_ p: Player) throws -> V {
      let q = p.opponent
      let crossGradient = try model.gradient(of: p, in: q)
      var result = model.gradients[p]
      // (D²_qp ℓ_q)ᵀ has rows p and columns q.
      try result.add(
        model.hessianProduct(of: q, rows: p, columns: q, times: crossGradient), times: -stepSizes[q])
      if lookAhead != V.Scalar(0) {
        try result.add(model.mixed(p, times: model.gradients[q]), times: -(lookAhead * stepSizes[q]))
      }
      return result
    }
    try point.add(Players(x: direction(.x), y: direction(.y)), times: stepSizes.map { -$0 })
    return StepReport()
  }
}

/// The catalogue's entry for `LOLA`.
public struct LOLAFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "lola",
    title: "LOLA",
    summary: "each player reckons with how its move shapes the opponent's gradient step",
    source: "Foerster et al., Learning with Opponent-Learning Awareness, 2017, arXiv:1709.04326, section 3.2",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + [
      ParameterSpec(
        "look-ahead", symbol: "κ", meaning: "weight of the look-ahead term, which the source drops", standard: 0)
    ],
    keepsEquilibria: false)

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// Hands `LOLA` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(LOLA<C.V>(stepSizes: h.stepSizes(), lookAhead: h.value("look-ahead")))
  }
}
