import GameDynamics

/// When and where a step takes gradients: simultaneously, in turn, at an extrapolated point, ….
///
/// A scheme makes an optimizer of any `UpdateRule`; with `ComposedFamily` every pair of a scheme and a rule is an entry
/// of the command line, `scheme:rule`.
///
/// **To write a scheme**, write the optimizer, generic over its rule, and a conforming type; then one line in
/// `OptimizerCatalogue.schemes`.
public protocol EvaluationScheme: Sendable {
  /// Name, hyperparameters and source; a composition's card is made from its parts'.
  var card: SchemeCard { get }
  /// Makes the optimizer of this rule and continues with it.
  func build<R: UpdateRule, C: OptimizerContinuation>(
    _ rule: R, _ h: Parameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where R.V == C.V
  /// The spectral radius on quadratic games of two numbers with plain gradients; nil where no closed form is known, which
  /// is the default.
  func spectralLaw(_ h: Parameters<Double>) throws -> SpectralLaw?
}

extension EvaluationScheme {
  /// Nil: no closed form is known.
  public func spectralLaw(_ h: Parameters<Double>) throws -> SpectralLaw? { nil }
}

/// What is to be known of a scheme, or of a wrapper.
public struct SchemeCard: Sendable, Equatable {
  /// The name that is typed: `alternating`.
  public let name: String
  /// The name that is printed.
  public let title: String
  /// What it does, in a phrase.
  public let summary: String
  /// Authors, title, year, arXiv id.
  public let source: String
  /// Hyperparameters of its own, without the step sizes.
  public let hyperparameters: [ParameterSpec]

  /// What is said of a scheme or a wrapper.
  public init(name: String, title: String, summary: String, source: String, hyperparameters: [ParameterSpec] = []) {
    self.name = name
    self.title = title
    self.summary = summary
    self.source = source
    self.hyperparameters = hyperparameters
  }
}

/// The optimizers that a scheme makes of a rule, as one entry of the catalogue.
public struct ComposedFamily<Scheme: EvaluationScheme, Rule: UpdateRuleFamily>: OptimizerFamily {
  /// When gradients are taken.
  public let scheme: Scheme
  /// What is done with them.
  public let rule: Rule
  /// Name, parameters and source.
  public let card: OptimizerCard

  /// The entry `scheme:rule`, or one with a name and words of its own.
  public init(
    _ scheme: Scheme, _ rule: Rule, name: String? = nil, title: String? = nil, summary: String? = nil,
    source: String? = nil, stepSize: Double = 0.01
  ) {
    self.scheme = scheme
    self.rule = rule
    card = OptimizerCard(
      name: name ?? scheme.card.name + ":" + rule.card.name,
      title: title ?? scheme.card.title + " " + rule.card.title,
      summary: summary ?? scheme.card.summary + "; " + rule.card.summary,
      source: source ?? scheme.card.source + "; " + rule.card.source,
      hyperparameters: .stepSizes(stepSize) + scheme.card.hyperparameters + rule.card.hyperparameters,
      isDifferentiableAtEquilibria: rule.card.isDifferentiableAtEquilibria)
  }

  /// The scheme's, where the rule is the gradient itself.
  public func spectralLaw(_ h: Parameters<Double>) throws -> SpectralLaw? {
    rule.isPlain ? try scheme.spectralLaw(h) : nil
  }

  /// Hands the optimizer with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try rule.build(h, then: WithRule(scheme: scheme, h: h, next: next))
  }

  /// Goes on with the rule: makes the scheme's optimizer of it.
  @usableFromInline
  struct WithRule<C: OptimizerContinuation>: UpdateRuleContinuation {
    @usableFromInline typealias V = C.V
    @usableFromInline let scheme: Scheme
    @usableFromInline let h: Parameters<C.V.Scalar>
    @usableFromInline let next: C

    @usableFromInline
    init(scheme: Scheme, h: Parameters<C.V.Scalar>, next: C) {
      self.scheme = scheme
      self.h = h
      self.next = next
    }
    @inlinable
    func callAsFunction<R: UpdateRule>(_ rule: R) throws -> C.Result where R.V == C.V {
      try scheme.build(rule, h, then: next)
    }
  }
}
