import GameDynamics

/// An optimizer that remembers: heavy-ball momentum,
///
///     v ← μ v + F(p),   p ← p - η v
///
/// Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; on games G. Gidel et al.,
/// "Negative Momentum for Improved Game Dynamics", 2018, arXiv:1807.04740.
struct HeavyBall<V: Vector>: FirstOrderOptimizer {
  /// What is remembered: a vector a player.
  struct State: OptimizerState {
    var velocity: Players<V>

    /// Every entry, with its owner: checkpoints save what is named here, and Jacobians include it.
    mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vector("velocity", of: .x, &velocity.x)
      try visitor.vector("velocity", of: .y, &velocity.y)
    }
  }

  var stepSizes: Players<V.Scalar>
  var momentum: V.Scalar

  func initialState(at point: Players<V>) throws -> State { State(velocity: try point.map { try $0.zero }) }

  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    var velocity = try game.gradients(at: point)
    try velocity.add(state.velocity, times: Players(x: momentum, y: momentum))
    state.velocity = velocity
    try point.add(velocity, times: stepSizes.map { -$0 })
    return StepReport()
  }
}

/// What is known of it, and how to make it for any vectors.
struct HeavyBallFamily: OptimizerFamily {
  let card = OptimizerCard(
    name: "own-heavy-ball", title: "heavy ball", summary: "gradient descent with momentum",
    source: "Polyak, 1964; on games Gidel et al., 2018, arXiv:1807.04740",
    hyperparameters: .stepSizes(0.05) + [
      ParameterSpec("momentum", symbol: "μ", meaning: "share of the last move", standard: 0.25, minimum: -1, maximum: 1)
    ])

  func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(HeavyBall<C.V>(stepSizes: h.stepSizes(), momentum: h.value("momentum")))
  }
}
