import GameDynamics
import Maps

/// What a map says, in a sentence.
struct MapSentence {
  let kind: MapKind
  let summary: MapSummary
  let equilibria: [Players<[Double]>]

  var text: String {
    let nodes = summary.nodes
    let missing = nodes - summary.finite
    let without = missing == 0 ? "" : "; \(missing) without a finite number"
    switch kind {
    case .spectralRadius:
      return "spectral radius ρ: \(summary.below) of \(nodes) nodes converge\(range)\(without)"
    case .convergenceRate:
      return "measured rate a step: \(summary.below) of \(nodes) nodes converge\(range)\(without)"
    case .stepsToConvergence(let within, let atMost):
      return
        "steps to convergence: \(summary.finite) of \(nodes) nodes come within \(within) in at most \(atMost) steps"
        + range
    case .finalDistance(let steps):
      return "distance to the equilibrium after \(steps) steps: finite at \(summary.finite) of \(nodes) nodes\(range)"
    case .lyapunovExponent:
      return "largest Lyapunov exponent: negative at \(summary.below) of \(nodes) nodes\(range)\(without)"
    case .outcome:
      let parts = summary.outcomes.map { "\($0.nodes) \(name($0.outcome))" }
      return "outcomes of \(nodes) nodes: \(parts.joined(separator: ", "))"
    }
  }

  private var range: String { summary.range.map { ", from \($0.lowerBound) to \($0.upperBound)" } ?? "" }

  private func name(_ outcome: MapOutcome) -> String {
    switch outcome {
    case .equilibrium(let index):
      guard equilibria.indices.contains(index), equilibria[index].x.count + equilibria[index].y.count <= 4 else {
        return "converge to equilibrium \(index + 1)"
      }
      let point = equilibria[index]
      return "converge to (\((point.x + point.y).map(\.plain).joined(separator: ", ")))"
    case .diverged: return "diverge"
    case .cycle: return "cycle"
    case .stillMoving: return "still move"
    case .solverBrokeDown: return "where the inner solver breaks down"
    }
  }
}
