import GameDynamics

/// Extrapolation from the past: extragradient that looks ahead with the direction it saw last time, and so takes one
/// gradient a step.
///
///     ω̄ = ω - η d̄_{t-1},    d̄_t = rule(gradient at ω̄),    ω ← ω - η d̄_t          d̄_{-1} = 0
///
/// In the looked-ahead points ω̄ it is optimistic gradient descent. Cost a step: both gradients once. State: the last
/// directions and the rules' memories.
///
/// With plain gradients on `xy` the spectral radius is √((1 + √(1 - 4η²)) / 2) for η ≤ 1/2.
///
/// Source: G. Gidel et al., "A Variational Inequality Perspective on Generative Adversarial Networks", 2018,
/// arXiv:1802.10551, algorithm 3 (L. D. Popov, 1980).
public struct ExtrapolationFromThePast<Rule: UpdateRule>: FirstOrderOptimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// The rule's vectors.
  public typealias V = Rule.V
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// One rule a player.
  public var rules: Players<Rule>

  /// Extrapolation from the past with these rules.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, rules: Players<Rule>) {
    self.stepSizes = stepSizes
    self.rules = rules
  }

  /// The last directions and the rules' memories.
  public struct State: OptimizerState {
    /// The rule's vectors.
    public typealias V = Rule.V
    /// d̄ of the last step.
    public var directions: Players<V>
    /// The rules' memories.
    public var memories: Players<Rule.Memory>

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(directions: Players<V>, memories: Players<Rule.Memory>) {
      self.directions = directions
      self.memories = memories
    }
    /// `direction` and the rules' memories, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vectors("direction", &directions)
      try memories.visit(&visitor)
    }
  }

  /// No direction yet.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State {
    State(directions: try point.zero, memories: try rules.initialMemories(at: point))
  }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let back = stepSizes.map { -$0 }
    var ahead = point
    try ahead.add(state.directions, times: back)
    state.directions = try rules.directions(along: game.gradients(at: ahead), &state.memories)
    try point.add(state.directions, times: back)
    return StepReport()
  }
}

/// The catalogue's entry for `ExtrapolationFromThePast`.
public struct PastScheme: EvaluationScheme {
  /// Name and source.
  public let card = SchemeCard(
    name: "past", title: "past-extrapolated",
    summary: "both players look ahead with the direction they saw last and step by what they see",
    source:
      "Gidel et al., A Variational Inequality Perspective on Generative Adversarial Networks, 2018, arXiv:1802.10551, "
      + "algorithm 3")
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}
  /// Hands `ExtrapolationFromThePast` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<R: UpdateRule, C: OptimizerContinuation>(
    _ rule: R, _ h: Parameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where R.V == C.V {
    try next(ExtrapolationFromThePast(stepSizes: h.stepSizes(), rules: Players(x: rule, y: rule)))
  }
}
