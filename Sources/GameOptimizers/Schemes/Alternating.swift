import GameDynamics

/// x steps first and y answers to x's new position, each by its own rule:
///
///     x ← x - η_x d_x       d_x = rule(∂f/∂x at (x, y))
///     y ← y - η_y d_y       d_y = rule(∂g/∂y at the new x and y)
///
/// Cost a step: each player's gradient once, but at two points, so work that a game shares between both gradients (a
/// GAN's forward pass) is done twice. State: the rules' memories.
public struct Alternating<Rule: UpdateRule>: FirstOrderOptimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// The rule's vectors.
  public typealias V = Rule.V
  /// The rules' memories.
  public typealias State = Players<Rule.Memory>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// One rule a player.
  public var rules: Players<Rule>

  /// Alternating steps by these rules.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, rules: Players<Rule>) {
    self.stepSizes = stepSizes
    self.rules = rules
  }

  /// The rules' first memories.
  @inlinable @inline(__always)
  public func initialState(at point: Players<V>) throws -> State { try rules.initialMemories(at: point) }

  /// One step of x and one of y; see the type.
  @inlinable @inline(__always)
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let x = try rules.x.direction(along: game.gradient(.x, at: point), &state.x)
    try point.x.add(x, times: -stepSizes.x)
    let y = try rules.y.direction(along: game.gradient(.y, at: point), &state.y)
    try point.y.add(y, times: -stepSizes.y)
    return StepReport()
  }
}

/// The catalogue's entry for `Alternating`.
public struct AlternatingScheme: EvaluationScheme {
  /// Name and source.
  public let card = SchemeCard(
    name: "alternating", title: "alternating", summary: "x steps first and y answers to x's new position",
    source: "Gidel et al., Negative Momentum for Improved Game Dynamics, 2018, arXiv:1807.04740, section 4")
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// AltGD's.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .alternating }
  /// Hands `Alternating` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<R: UpdateRule, C: OptimizerContinuation>(
    _ rule: R, _ h: Parameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where R.V == C.V {
    try next(Alternating(stepSizes: h.stepSizes(), rules: Players(x: rule, y: rule)))
  }
}
