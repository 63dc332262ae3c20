/// The methods that are a pair of an evaluation scheme and an update rule, and have a name of their own.
///
/// Any other pair is had as `scheme:rule` from `OptimizerCatalogue.named`.
public enum GradientMethods {
  /// Both players with heavy-ball momentum.
  public static let heavyBall = ComposedFamily(
    SimultaneousScheme(), HeavyBallRuleFamily(), name: "heavy-ball", title: "heavy ball",
    summary: "simultaneous gradient descent with momentum, of either sign",
    source: HeavyBallRuleFamily().card.source)

  /// Alternating gradient descent with negative momentum.
  public static let negativeMomentum = ComposedFamily(
    AlternatingScheme(), HeavyBallRuleFamily(standard: -0.5), name: "negative-momentum", title: "negative momentum",
    summary: "alternating gradient descent with negative momentum, which damps rotation",
    source: "Gidel et al., Negative Momentum for Improved Game Dynamics, 2018, arXiv:1807.04740")

  /// Both players with Nesterov's momentum.
  public static let nesterov = ComposedFamily(
    SimultaneousScheme(), NesterovRuleFamily(), name: "nesterov", title: "Nesterov",
    summary: "simultaneous gradient descent with Nesterov's momentum", source: NesterovRuleFamily().card.source)

  /// Both players with RMSprop.
  public static let rmsprop = ComposedFamily(
    SimultaneousScheme(), RMSpropRuleFamily(), name: "rmsprop", title: "RMSprop",
    summary: "simultaneous steps, " + RMSpropRuleFamily().card.summary, source: RMSpropRuleFamily().card.source,
    stepSize: 0.001)

  /// Both players with Adam.
  public static let adam = ComposedFamily(
    SimultaneousScheme(), AdamRuleFamily(), name: "adam", title: "Adam",
    summary: "simultaneous steps, " + AdamRuleFamily().card.summary, source: AdamRuleFamily().card.source,
    stepSize: 0.001)

  /// Both players with AMSGrad.
  public static let amsgrad = ComposedFamily(
    SimultaneousScheme(), AMSGradRuleFamily(), name: "amsgrad", title: "AMSGrad",
    summary: "simultaneous steps, " + AMSGradRuleFamily().card.summary, source: AMSGradRuleFamily().card.source,
    stepSize: 0.001)

  /// Optimistic gradient descent.
  public static let ogda = ComposedFamily(
    OptimisticScheme(), PlainRuleFamily(), name: "ogda", title: "OGDA",
    summary: "optimistic gradient descent: " + OptimisticScheme().card.summary, source: OptimisticScheme().card.source)

  /// Adam with optimism.
  public static let optimisticAdam = ComposedFamily(
    OptimisticScheme(), AdamRuleFamily(), name: "optimistic-adam", title: "optimistic Adam",
    summary: "Adam, and " + OptimisticScheme().card.summary,
    source: "Daskalakis et al., Training GANs with Optimism, 2017, arXiv:1711.00141, algorithm 1", stepSize: 0.001)

  /// Extragradient.
  public static let extragradient = ComposedFamily(
    ExtragradientScheme(), PlainRuleFamily(), name: "extragradient", title: "extragradient",
    summary: ExtragradientScheme().card.summary,
    source: "Korpelevich, The extragradient method for finding saddle points and other problems, 1976")

  /// Extragradient with Adam.
  public static let extraAdam = ComposedFamily(
    ExtragradientScheme(), AdamRuleFamily(), name: "extra-adam", title: "ExtraAdam",
    summary: "Adam, and " + ExtragradientScheme().card.summary, source: ExtragradientScheme().card.source,
    stepSize: 0.001)

  /// Extragradient at the cost of one gradient a step.
  public static let pastExtragradient = ComposedFamily(
    PastScheme(), PlainRuleFamily(), name: "past-extragradient", title: "extrapolation from the past",
    summary: PastScheme().card.summary, source: PastScheme().card.source)

  /// Incremental composite functional gradients, with plain steps of y.
  public static let icfg = ComposedFamily(
    ICFGScheme(), PlainRuleFamily(), name: "icfg", title: "ICFG", summary: ICFGScheme().card.summary,
    source: ICFGScheme().card.source)
}
