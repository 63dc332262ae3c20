import GameDynamics
import StabilityAnalysis

extension MapKind {
  /// The measured factor by which the distance to the equilibrium changes a step, by least squares on its logarithm over
  /// the second half of a run. Complex eigenvalues make the distance oscillate, which costs O(1/steps²) of the rate: so near to 1 it counts as neutral.
  public static func convergenceRate(steps: Int) -> MapKind {
    MapKind(
      "convergence-rate", settings: "steps \(steps)", boundary: 1, neutralWidth: 10 / Double(steps * steps),
      method: .simulation(
        .init { request in
          request.steps = max(4, steps)
          request.measurement = .squaredDistances
        } read: { run, values in
          let floors = Lanes { lane in RateFit.floor(around: run.equilibria[0].map { $0.map { $0[lane: lane] } }) }
          values += RateFit.rates(of: run.result.squaredDistances, above: floors).prefix(run.count)
        }))
  }
}
