import GameDynamics

/// Extragradient: look ahead, then step from where you stood by what you saw there.
///
///     ω̄ = ω - η d,    d = rule(gradient at ω)
///     ω ← ω - η d̄,    d̄ = rule(gradient at ω̄)          ω = (x, y)
///
/// With a rule that remembers, both gradients advance its memory, as in the source's ExtraAdam. In a stochastic game the
/// second look is at a fresh minibatch, `game.resampled(1)`, unless `resamples` is false.
///
/// Cost a step: both gradients twice. State: the rules' memories.
///
/// With plain gradients on `xy` the eigenvalues are 1 - η² ± iη: it converges for 0 < η < 1.
///
/// Source: G. M. Korpelevich, "The extragradient method for finding saddle points and other problems", 1976; with rules
/// G. Gidel et al., "A Variational Inequality Perspective on Generative Adversarial Networks", 2018, arXiv:1802.10551,
/// algorithms 2 and 4.
public struct Extragradient<Rule: UpdateRule>: FirstOrderOptimizer {
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
  /// Whether the second look is at a fresh minibatch.
  public var resamples: Bool

  /// Extragradient with these rules.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, rules: Players<Rule>, resamples: Bool = true) {
    self.stepSizes = stepSizes
    self.rules = rules
    self.resamples = resamples
  }

  /// The rules' first memories.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State { try rules.initialMemories(at: point) }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let back = stepSizes.map { -$0 }
    var ahead = point
    try ahead.add(rules.directions(along: game.gradients(at: point), &state), times: back)
    let second = resamples ? try game.resampled(1) : game
    try point.add(rules.directions(along: second.gradients(at: ahead), &state), times: back)
    return StepReport()
  }
}

/// The catalogue's entry for `Extragradient`.
public struct ExtragradientScheme: EvaluationScheme {
  /// Name and source.
  public let card = SchemeCard(
    name: "extragradient", title: "extragradient", summary: "both players look a step ahead and step by what they see",
    source:
      "Gidel et al., A Variational Inequality Perspective on Generative Adversarial Networks, 2018, arXiv:1802.10551, "
      + "algorithms 2 and 4")
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// |1 - κ + κ²| of the eigenvalues κ of K = diag(η) J.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .extragradient }
  /// Hands `Extragradient` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<R: UpdateRule, C: OptimizerContinuation>(
    _ rule: R, _ h: Parameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where R.V == C.V {
    try next(Extragradient(stepSizes: h.stepSizes(), rules: Players(x: rule, y: rule)))
  }
}
