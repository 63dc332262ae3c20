extension MapKind {
  /// After how many steps the distance to the nearest equilibrium is at most `within`; NaN where it is not in `atMost`.
  public static func stepsToConvergence(within: Double, atMost: Int) -> MapKind {
    MapKind(
      "steps-to-convergence", settings: "within \(within) at most \(atMost)",
      method: .simulation(
        .init { request in
          request.steps = atMost
          request.convergenceBound = within
        } read: { run, values in
          for outcome in run.result.outcomes.prefix(run.count) {
            if case .converged(let step) = outcome { values.append(Double(step)) } else { values.append(.nan) }
          }
        }))
  }
}
