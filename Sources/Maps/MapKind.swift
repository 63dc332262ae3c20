/// What is computed at every node of a map.
public enum MapKind: Sendable, Equatable {
  /// The spectral radius of the iteration at the equilibrium: below 1 it converges locally, by this factor a step.
  /// Exact: the Jacobian by dual numbers on lanes, its eigenvalues by GSL. NaN where the Jacobian is not finite.
  case spectralRadius
  /// The measured factor by which the distance to the equilibrium changes a step, by least squares on its logarithm over
  /// the second half of a run. Complex eigenvalues make the distance oscillate, which costs O(1/steps²) of the rate.
  case convergenceRate(steps: Int)
  /// After how many steps the distance to the nearest equilibrium is at most `within`; NaN where it is not in `atMost`.
  case stepsToConvergence(within: Double, atMost: Int)
  /// How far a run is from the equilibrium after so many steps; NaN or infinite where it overflowed.
  case finalDistance(steps: Int)
  /// How a run ends: see `MapOutcome`. Over coordinates of the start, a map of basins of attraction.
  case outcome(MapOutcome.Criteria)
  /// The largest Lyapunov exponent of the iteration along the run from the start: the average growth, per step, of the
  /// logarithm of a small disturbance. Negative where runs forget where they started.
  case lyapunovExponent(steps: Int)

  /// What a kind needs of the game.
  public enum NeedOfEquilibria: Sendable {
    /// Nothing.
    case none
    /// Equilibria are told apart where there are any.
    case welcome
    /// There must be one.
    case required
  }

  /// Whether the kind needs equilibria.
  public var equilibria: NeedOfEquilibria {
    switch self {
    case .spectralRadius, .convergenceRate, .stepsToConvergence, .finalDistance: return .required
    case .outcome: return .welcome
    case .lyapunovExponent: return .none
    }
  }

  /// A word for files: `spectral-radius`.
  public var name: String {
    switch self {
    case .spectralRadius: return "spectral-radius"
    case .convergenceRate: return "convergence-rate"
    case .stepsToConvergence: return "steps-to-convergence"
    case .finalDistance: return "final-distance"
    case .outcome: return "outcome"
    case .lyapunovExponent: return "lyapunov-exponent"
    }
  }
}
