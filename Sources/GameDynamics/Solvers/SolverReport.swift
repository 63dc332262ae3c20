/// How an inner solve went, kept in the solver's own numbers so that a hot loop pays nothing for a report that nobody
/// reads; the properties below put it into words.
public struct SolverReport<S: Field>: Sendable {
  /// Products with A beyond the one that a warm start's residual costs.
  public var iterations: Int
  /// ‖b - A·x‖², per lane, as the solver's recursion knows it.
  public var squaredResidual: S
  /// ‖b‖², per lane.
  public var squaredRightHandSide: S
  /// Where the tolerance was reached.
  public var converged: S.Mask
  /// Where the method cannot go on: see `Status.brokeDown`.
  public var brokeDown: S.Mask
  /// Where the method goes on but gets no nearer: see `Status.stagnated`.
  public var stagnated: S.Mask
  /// True only if the tolerance was reached in all lanes, and none broke down (where numbers are infinite, a solve may do
  /// both): one truth value, so that a hot loop need not look at the masks of solves that went well.
  public let allConverged: Bool

  /// A report, field by field; `allConverged` is found out where it is not given.
  @inlinable
  public init(
    iterations: Int, squaredResidual: S, squaredRightHandSide: S, converged: S.Mask, brokeDown: S.Mask,
    stagnated: S.Mask = S.Mask(repeating: false), allConverged: Bool? = nil
  ) {
    self.allConverged = allConverged ?? converged.and(brokeDown.inverted).all
    self.iterations = iterations
    self.squaredResidual = squaredResidual
    self.squaredRightHandSide = squaredRightHandSide
    self.converged = converged
    self.brokeDown = brokeDown
    self.stagnated = stagnated
  }

  /// The report of this solve and a later one: iterations added up, the later residual, and every misfortune of either.
  @inlinable
  public func followed(by later: Self) -> Self {
    Self(
      iterations: iterations + later.iterations, squaredResidual: later.squaredResidual,
      squaredRightHandSide: later.squaredRightHandSide, converged: converged.and(later.converged),
      brokeDown: brokeDown.or(later.brokeDown), stagnated: stagnated.or(later.stagnated),
      allConverged: allConverged && later.allConverged)
  }

  /// ‖b - A·x‖ / ‖b‖, the largest over the lanes; 0 where b = 0 and the residual is too.
  public var relativeResidual: Double {
    var worst = 0.0
    for lane in 0..<S.laneCount {
      let ratio = squaredResidual[lane: lane] / squaredRightHandSide[lane: lane]
      let residual = squaredResidual[lane: lane] == 0 ? 0 : ratio.squareRoot()
      if residual.isNaN { return .nan }
      worst = max(worst, residual)
    }
    return worst
  }

  /// The verdict over all lanes, the worst first.
  public var status: Status {
    if brokeDown.any { return .brokeDown }
    if converged.all { return .converged }
    return stagnated.any ? .stagnated : .iterationCap
  }

  /// How an inner solve can end.
  public enum Status: Sendable, Equatable, CustomStringConvertible {
    /// ‖b - A·x‖ ≤ tolerance · ‖b‖.
    case converged
    /// The cap on iterations came first; x is the best iterate so far.
    case iterationCap
    /// A restart got no nearer to the solution than the one before; x is the best iterate so far.
    case stagnated
    /// The operator is not what the method requires, or a number is not finite; x is the last sound iterate.
    case brokeDown

    /// A sentence with the remedy.
    public var description: String {
      switch self {
      case .converged: return "the inner solve reached its tolerance"
      case .iterationCap:
        return "the inner solve reached its cap on iterations before its tolerance; raise the cap or the tolerance"
      case .stagnated:
        return "the inner solve came no nearer to its tolerance from one restart to the next; restart later or raise "
          + "the tolerance"
      case .brokeDown:
        return "the inner solve broke down: its operator is singular, indefinite or not finite at this point; take "
          + "smaller step sizes, or a solver for general systems"
      }
    }
  }
}
