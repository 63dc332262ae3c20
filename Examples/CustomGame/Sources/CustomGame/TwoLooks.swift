import GameDynamics

/// An optimizer that looks ahead twice before it steps: three evaluations towards the proximal point p = p₀ - η F(p), of which
/// gradient descent makes one and extragradient two:
///
///     p₁ = p₀ - η F(p₀),   p₂ = p₀ - η F(p₁),   p ← p₀ - η F(p₂)
///
/// Where F is linear, F = J p, an eigenvalue μ of J becomes 1 - z + z² - z³ = (1 - z)(1 + z²) with z = ημ.
///
/// Source of the view: A. Mokhtari, A. Ozdaglar and S. Pattathil, "A Unified Analysis of Extra-gradient and Optimistic Gradient
/// Methods for Saddle Point Problems: Proximal Point Approach", 2019, arXiv:1901.08511.
struct TwoLooks<V: Vector>: FirstOrderOptimizer {
  typealias State = NoState<V>
  var stepSizes: Players<V.Scalar>

  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let back = stepSizes.map { -$0 }
    var (first, second) = (point, point)
    try first.add(game.gradients(at: point), times: back)
    try second.add(game.resampled(1).gradients(at: first), times: back)
    try point.add(game.resampled(2).gradients(at: second), times: back)
    return StepReport()
  }
}

/// Its entry.
struct TwoLooksFamily: OptimizerFamily {
  let card = OptimizerCard(
    name: "two-looks", title: "two looks", summary: "two looks ahead, then a step from where both players stood",
    source: "after Mokhtari, Ozdaglar and Pattathil, 2019, arXiv:1901.08511", hyperparameters: .stepSizes(0.1))

  func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(TwoLooks<C.V>(stepSizes: h.stepSizes()))
  }
}
