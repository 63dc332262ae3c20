import GameDynamics

/// Every optimizer there is. The command line, the maps, the contract tests, the trainer and the benchmarks read it.
///
/// To add one: a new file in this folder, and one line below.
public enum OptimizerCatalogue {
  /// Shows every family to the visitor, with its static type.
  @inlinable
  public static func visitAll<Visitor: OptimizerFamilyVisitor>(_ visitor: inout Visitor) {
    visitor.visit(SimGDFamily())
    visitor.visit(AltGDFamily())
    visitor.visit(GradientMethods.heavyBall)
    visitor.visit(GradientMethods.negativeMomentum)
    visitor.visit(GradientMethods.nesterov)
    visitor.visit(GradientMethods.rmsprop)
    visitor.visit(GradientMethods.adam)
    visitor.visit(GradientMethods.amsgrad)
    visitor.visit(GradientMethods.ogda)
    visitor.visit(GradientMethods.optimisticAdam)
    visitor.visit(GradientMethods.extragradient)
    visitor.visit(GradientMethods.extraAdam)
    visitor.visit(GradientMethods.pastExtragradient)
    visitor.visit(WrappedFamily(LookaheadWrapper(), SimGDFamily(), name: "lookahead"))
    visitor.visit(SGAFamily(aligns: false))
    visitor.visit(SGAFamily(aligns: true))
    visitor.visit(ConsensusFamily())
    visitor.visit(LCGDFamily())
    visitor.visit(LOLAFamily())
    visitor.visit(CGDFamily())
    visitor.visit(GMRESCGDFamily())
    visitor.visit(DenseCGDFamily())
    visitor.visit(ACGDFamily())
    visitor.visit(GMRESACGDFamily())
    visitor.visit(OneSidedCGDFamily(mover: .x))
    visitor.visit(OneSidedCGDFamily(mover: .y))
    visitor.visit(PlainOneSidedCGDFamily(mover: .x))
    visitor.visit(PlainOneSidedCGDFamily(mover: .y))
    visitor.visit(ICRFamily())
    visitor.visit(ProximalPointFamily())
    visitor.visit(FollowTheRidgeFamily())
    visitor.visit(CFGFamily())
    visitor.visit(GradientMethods.icfg)
  }

  /// The rules that schemes are composed with.
  public static let rules: [any UpdateRuleFamily] = [
    PlainRuleFamily(), HeavyBallRuleFamily(), NesterovRuleFamily(), RMSpropRuleFamily(), AdamRuleFamily(),
    AMSGradRuleFamily(),
  ]

  /// The schemes that are composed with rules: `alternating:adam`.
  public static let schemes: [any EvaluationScheme] = [
    SimultaneousScheme(), AlternatingScheme(), ExtragradientScheme(), PastScheme(), OptimisticScheme(), ICFGScheme(),
  ]

  /// The wrappers that are composed with any optimizer: `lookahead:adam`.
  public static let wrappers: [any OptimizerWrapper] = [
    LookaheadWrapper(), ScheduleWrapper.linear, ScheduleWrapper.cosine, ScheduleWrapper.exponential,
    ScheduleWrapper.staircase, ScheduleWrapper.inverseSquareRoot,
  ]

  /// All families that have a name of their own, in the catalogue's order.
  public static let all: [any OptimizerFamily] = {
    var collector = Collector()
    visitAll(&collector)
    return collector.families
  }()

  /// The family of this name, or of this composition: `[wrapper:]…[scheme:]rule` or `[wrapper:]…optimizer`.
  ///
  /// `alternating:adam` is a scheme and a rule, `lookahead:cgd` a wrapper and an optimizer,
  /// `cosine:lookahead:optimistic:adam` both; they are read from the right. Throws `CatalogueError` with a suggestion
  /// for a name that is not known, `CompositionError` for names that do not go together.
  public static func named(_ name: String) throws -> any OptimizerFamily {
    try Composition(name).family()
  }

  private struct Collector: OptimizerFamilyVisitor {
    var families: [any OptimizerFamily] = []
    mutating func visit<F: OptimizerFamily>(_ family: F) { families.append(family) }
  }
}
