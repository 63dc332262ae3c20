import ArgumentParser
import Maps

/// What a map computes, and the criteria of it.
struct MapKindOptions: ParsableArguments {
  /// The kinds, as they are typed.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case spectral, rate, both, steps, distance, outcome, basins, lyapunov

    /// What it is, in a phrase.
    var meaning: String {
      switch self {
      case .spectral: return "spectral radius of the iteration's exact Jacobian at the equilibrium"
      case .rate: return "factor a step by which the distance to the equilibrium changes, measured by running"
      case .both: return "spectral and rate, and their greatest difference"
      case .steps: return "steps until within --within of an equilibrium"
      case .distance: return "distance to the equilibrium after --steps"
      case .outcome: return "converged to which equilibrium, cycles, diverged, still moving"
      case .basins: return "outcome over the coordinates of the start: basins of attraction"
      case .lyapunov: return "largest Lyapunov exponent along the run from the start"
      }
    }

    /// The greatest number of steps when none is given; nil for kinds that take none.
    var standardSteps: Int? {
      switch self {
      case .spectral: return nil
      case .rate, .both: return 1000
      case .steps, .outcome, .basins, .lyapunov: return 2000
      case .distance: return 200
      }
    }

    /// One line a kind.
    static var help: String {
      allCases.map { kind in
        let name = kind.rawValue + String(repeating: " ", count: 10 - kind.rawValue.count)
        return "  \(name)\(kind.meaning)"
      }.joined(separator: "\n")
    }
  }

  @Option(help: "What is computed: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind = Kind.spectral

  @Option(
    help: "Steps of a simulation. [default: 200 for distance, 1000 for rate and both, 2000 for the others]")
  var steps: Int?

  @Option(
    help: "The distance to an equilibrium that counts as converged, for steps, outcome and basins. [default: 1e-6]")
  var within: Double?

  @Option(
    help: "‖(x, y)‖ above this counts as diverged, for outcome, basins and the figure of distance. [default: 1e6]")
  var divergenceBound: Double?

  static let standardDivergenceBound = 1e6

  func validate() throws {
    func refuse(_ option: String, _ kinds: String) -> ValidationError {
      ValidationError("--\(option) goes with --kind \(kinds), and --kind \(kind.rawValue) was given")
    }
    if let steps, steps < 4 { throw ValidationError("--steps must be at least 4, \(steps) was given") }
    if steps != nil, kind.standardSteps == nil {
      throw refuse("steps", "rate, both, steps, distance, outcome, basins or lyapunov")
    }
    if let within {
      guard within > 0 else { throw ValidationError("--within must be above 0, \(within) was given") }
      guard [.steps, .outcome, .basins].contains(kind) else { throw refuse("within", "steps, outcome or basins") }
    }
    if let divergenceBound {
      guard divergenceBound > 0 else {
        throw ValidationError("--divergence-bound must be above 0, \(divergenceBound) was given")
      }
      guard [.distance, .outcome, .basins].contains(kind) else {
        throw refuse("divergence-bound", "distance, outcome or basins")
      }
    }
  }

  /// The library's kinds.
  var kinds: [MapKind] {
    let steps = steps ?? kind.standardSteps ?? 0
    let within = within ?? 1e-6
    switch kind {
    case .spectral: return [.spectralRadius]
    case .rate: return [.convergenceRate(steps: steps)]
    case .both: return [.spectralRadius, .convergenceRate(steps: steps)]
    case .steps: return [.stepsToConvergence(within: within, atMost: steps)]
    case .distance: return [.finalDistance(steps: steps)]
    case .outcome, .basins:
      return [
        .outcome(
          .init(
            steps: steps, convergenceBound: within, divergenceBound: divergenceBound ?? Self.standardDivergenceBound))
      ]
    case .lyapunov: return [.lyapunovExponent(steps: steps)]
    }
  }
}
