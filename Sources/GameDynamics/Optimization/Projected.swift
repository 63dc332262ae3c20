/// Any optimizer on a game with constraints: a step of the base, then both players are projected onto their sets.
///
///     (x, y) ← (P_X, P_Y)(B(x, y))          B: one step of the base, on F ∘ (P_X, P_Y) in place of F
///
/// The base sees a `ProjectedGame`: wherever it looks, it is told the gradients at the nearest point inside. So of simultaneous
/// steps it makes projected gradient descent-ascent, of alternating ones those in which y answers the projected x, and of
/// extragradient Korpelevich's method, which projects both the look ahead and the step,
///
///     ω̄ = P(ω - η F(ω)),   ω ← P(ω - η F(ω̄))
///
/// Second derivatives are those where the base stands, and what it remembers is not projected. Fixed points of SimGD and
/// extragradient are the solutions of the variational inequality of the game, whatever the step sizes.
///
/// Cost: a step of the base, and O(n) to O(n²) (simplices) operations a step and a look.
///
/// Sources: E. S. Levitin and B. T. Polyak, "Constrained minimization methods", USSR Comput. Math. Math. Phys. 6, 1966;
/// G. M. Korpelevich, "The extragradient method for finding saddle points and other problems", 1976.
public struct Projected<Base: Optimizer>: Optimizer {
  /// The base's vectors.
  public typealias V = Base.V
  /// The base's state.
  public typealias State = Base.State
  /// What is projected.
  public var base: Base
  /// The sets of both players.
  public let sets: Players<ConstraintSet>

  /// The projection of a base's steps.
  public init(_ base: Base, onto sets: Players<ConstraintSet>) {
    self.base = base
    self.sets = sets
  }

  /// The base's.
  public var stepSizes: Players<V.Scalar> {
    get { base.stepSizes }
    set { base.stepSizes = newValue }
  }

  /// The base's.
  public func initialState(at point: Players<V>) throws -> State { try base.initialState(at: point) }

  /// A step of the base, and the projections. Throws `VectorError` where a set has another number of coordinates.
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let report = try base.step(&point, &state, in: ProjectedGame(game, onto: sets))
    point = try sets.projection(of: point)
    return report
  }
}

/// `Projected` of any optimizer of the catalogue.
public struct ProjectedFamily: OptimizerFamily {
  /// What is projected.
  public let base: any OptimizerFamily
  /// The sets of both players.
  public let sets: Players<ConstraintSet>
  /// The base's, under the name `projected-base`.
  public let card: OptimizerCard

  /// An optimizer that holds both players in their sets. `RunSetup` makes it for games with constraints.
  public init(_ base: any OptimizerFamily, onto sets: Players<ConstraintSet>) {
    self.base = base
    self.sets = sets
    let own = base.card
    card = OptimizerCard(
      name: "projected-" + own.name, title: "projected " + own.title,
      summary: own.summary + "; looks and steps are projected onto both players' sets", source: own.source,
      hyperparameters: own.hyperparameters, needsZeroSumGame: own.needsZeroSumGame, movers: own.movers,
      needsCurvatureOfY: own.needsCurvatureOfY, isDifferentiableAtEquilibria: own.isDifferentiableAtEquilibria,
      switchesFormula: true, keepsEquilibria: own.keepsEquilibria,
      returnsToItsMinibatch: own.returnsToItsMinibatch)
  }

  /// Hands `Projected` of the base with the hyperparameters `h` to `next`.
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try base.build(h, then: Wrapping(sets: sets, next: next))
  }

  private struct Wrapping<C: OptimizerContinuation>: OptimizerContinuation {
    typealias V = C.V
    let sets: Players<ConstraintSet>
    let next: C
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> C.Result where O.V == V {
      try next(Projected(optimizer, onto: sets))
    }
  }
}
