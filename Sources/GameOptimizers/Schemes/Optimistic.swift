import GameDynamics

/// Optimism: step as if the next direction would differ from this one as this one does from the last.
///
///     ω ← ω - η (d_t + κ (d_t - d_{t-1})),    d_t = rule(gradient at ω)          d_{-1} = d_0, ω = (x, y)
///
/// With plain gradients and κ = 1 it is OGDA, x ← x - 2η g_t + η g_{t-1}; with Adam, optimistic Adam. The first step is
/// a plain one of size η: the sources set d_{-1} = 0 there, which makes it a step of 2η that nothing asked for.
///
/// Cost a step: both gradients once. State: the last directions and the rules' memories.
///
/// With plain gradients and κ = 1 on `xy` the spectral radius is √((1 + √(1 - 4η²)) / 2) for η ≤ 1/2.
///
/// Source: C. Daskalakis et al., "Training GANs with Optimism", 2017, arXiv:1711.00141, algorithm 1.
public struct Optimistic<Rule: UpdateRule>: FirstOrderOptimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// The rule's vectors.
  public typealias V = Rule.V
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// One rule a player.
  public var rules: Players<Rule>
  /// κ; 1 for OGDA, 0 for none.
  public var optimism: V.Scalar

  /// Optimism with these rules.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, rules: Players<Rule>, optimism: V.Scalar = V.Scalar(1)) {
    self.stepSizes = stepSizes
    self.rules = rules
    self.optimism = optimism
  }

  /// The last directions and the rules' memories.
  public struct State: OptimizerState {
    /// The rule's vectors.
    public typealias V = Rule.V
    /// d of the last step.
    public var directions: Players<V>
    /// The rules' memories.
    public var memories: Players<Rule.Memory>
    /// How many steps were taken: before the first there is no last direction.
    public var steps: Int

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(directions: Players<V>, memories: Players<Rule.Memory>, steps: Int) {
      self.directions = directions
      self.memories = memories
      self.steps = steps
    }
    /// `direction`, the rules' memories and `steps`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vectors("direction", &directions)
      try memories.visit(&visitor)
      try visitor.counter("steps", of: .both, &steps)
    }
  }

  /// No direction yet.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State {
    State(directions: try point.zero, memories: try rules.initialMemories(at: point), steps: 0)
  }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let directions = try rules.directions(along: game.gradients(at: point), &state.memories)
    var moves = directions
    if state.steps > 0 { try moves.add(directions - state.directions, times: optimism) }
    try point.add(moves, times: stepSizes.map { -$0 })
    state.directions = directions
    state.steps += 1
    return StepReport()
  }
}

/// The catalogue's entry for `Optimistic`.
public struct OptimisticScheme: EvaluationScheme {
  /// Name, parameters and source.
  public let card = SchemeCard(
    name: "optimistic", title: "optimistic",
    summary: "both players expect the next direction to differ from this one as this one does from the last",
    source: "Daskalakis et al., Training GANs with Optimism, 2017, arXiv:1711.00141, algorithm 1",
    hyperparameters: [
      ParameterSpec("optimism", symbol: "κ", meaning: "weight of the expected change", standard: 1, minimum: 0)
    ])
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// By a quadratic equation for every eigenvalue κ of K = diag(η) J.
  public func spectralLaw(_ h: Parameters<Double>) throws -> SpectralLaw? {
    .optimistic(optimism: try h.value("optimism"))
  }
  /// Hands `Optimistic` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<R: UpdateRule, C: OptimizerContinuation>(
    _ rule: R, _ h: Parameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where R.V == C.V {
    try next(
      Optimistic(stepSizes: h.stepSizes(), rules: Players(x: rule, y: rule), optimism: h.value("optimism")))
  }
}
