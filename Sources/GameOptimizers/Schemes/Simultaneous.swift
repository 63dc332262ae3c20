import GameDynamics

/// Both players step from the same point, each by its own rule:
///
///     x ← x - η_x d_x,   y ← y - η_y d_y        d = rule(gradient at (x, y))
///
/// Two step sizes that differ are the two time-scale update rule (M. Heusel et al., 2017, arXiv:1706.08500). Cost a step:
/// one evaluation of both gradients. State: the rules' memories.
public struct Simultaneous<Rule: UpdateRule>: FirstOrderOptimizer {
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

  /// Simultaneous steps by these rules.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, rules: Players<Rule>) {
    self.stepSizes = stepSizes
    self.rules = rules
  }

  /// The rules' first memories.
  @inlinable @inline(__always)
  public func initialState(at point: Players<V>) throws -> State { try rules.initialMemories(at: point) }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    if Rule.isPlain {
      try game.addGradients(times: stepSizes.map { -$0 }, to: &point)
      return StepReport()
    }
    let directions = try rules.directions(along: game.gradients(at: point), &state)
    try point.add(directions, times: stepSizes.map { -$0 })
    return StepReport()
  }
}

/// The catalogue's entry for `Simultaneous`.
public struct SimultaneousScheme: EvaluationScheme {
  /// Name and source.
  public let card = SchemeCard(
    name: "simultaneous", title: "simultaneous", summary: "both players step from the same point",
    source: "Goodfellow et al., Generative Adversarial Networks, 2014, arXiv:1406.2661")
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// SimGD's.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .simultaneous }
  /// Hands `Simultaneous` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<R: UpdateRule, C: OptimizerContinuation>(
    _ rule: R, _ h: Parameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where R.V == C.V {
    try next(Simultaneous(stepSizes: h.stepSizes(), rules: Players(x: rule, y: rule)))
  }
}
