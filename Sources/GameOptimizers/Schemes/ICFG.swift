import GameDynamics

/// Incremental composite functional gradients (ICFG): U steps of y, from where it stands, then one of x along its own
/// gradient:
///
///     U times:  y ← y - η_y d_y       d_y = rule(∂g/∂y at x and y)
///     x ← x - η_x ∂f/∂x(x, y)         at the new y
///
/// In the source x are the samples of a generator and y is the discriminator D: where ∂f/∂x is -s(x) ∇D(x) (the particle
/// games), the step of x is the functional gradient step x + η_x s(x) ∇D(x), and D is warm-started from step to step. The
/// source moves D by RMSprop and x by the gradient itself: `icfg:rmsprop`. With U = 1 and plain steps it is alternating
/// gradient descent in which y goes first.
///
/// Every step of y sees a minibatch of its own (`game`, `game.resampled(1)`, …), x the first.
///
/// Cost a step: U gradients of y and one of x. State: y's rule's memory.
///
/// Source: R. Johnson and T. Zhang, "Composite functional gradient learning of generative adversarial models", 2018,
/// arXiv:1801.06309, algorithm 2.
public struct ICFG<Rule: UpdateRule>: FirstOrderOptimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// The rule's vectors.
  public typealias V = Rule.V
  /// The memory of y's rule.
  public typealias State = OwnedState<Rule.Memory>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// U ≥ 1.
  public var discriminatorSteps: Int
  /// How y moves.
  public var rule: Rule

  /// U steps of y by this rule, then one of x; fewer than one counts as one.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, discriminatorSteps: Int = 1, rule: Rule) {
    self.stepSizes = stepSizes
    self.discriminatorSteps = max(1, discriminatorSteps)
    self.rule = rule
  }

  /// The rule's first memory.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State {
    OwnedState(try rule.initialMemory(like: point.y), of: .y)
  }

  /// U steps of y and one of x; see the type.
  @inlinable @inline(__always)
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    for number in 0..<discriminatorSteps {
      let batch = number == 0 ? game : try game.resampled(number)
      let y = try rule.direction(along: batch.gradient(.y, at: point), &state.value)
      try point.y.add(y, times: -stepSizes.y)
    }
    try point.x.add(game.gradient(.x, at: point), times: -stepSizes.x)
    return StepReport()
  }
}

/// The catalogue's entry for `ICFG`.
public struct ICFGScheme: EvaluationScheme {
  /// Name and source.
  public let card = SchemeCard(
    name: "icfg", title: "ICFG",
    summary: "U steps of y from where it stands, then one of x along its functional gradient",
    source:
      "Johnson and Zhang, Composite functional gradient learning of generative adversarial models, 2018, "
      + "arXiv:1801.06309, algorithm 2",
    hyperparameters: [
      ParameterSpec(
        "discriminator-steps", symbol: "U", meaning: "steps of y before one of x", standard: 1, minimum: 1,
        maximum: 1e9, isWhole: true)
    ])
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// By trace and determinant.
  public func spectralLaw(_ h: Parameters<Double>) throws -> SpectralLaw? {
    .leadByY(steps: Int(try h.value("discriminator-steps").rounded()))
  }

  /// Hands `ICFG` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<R: UpdateRule, C: OptimizerContinuation>(
    _ rule: R, _ h: Parameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where R.V == C.V {
    try next(
      ICFG(
        stepSizes: h.stepSizes(), discriminatorSteps: Int(h.value("discriminator-steps")[lane: 0].rounded()),
        rule: rule))
  }
}
