import GameDynamics

extension MapKind {
  /// How far a run is from the equilibrium after so many steps; NaN or infinite where it overflowed.
  public static func finalDistance(steps: Int) -> MapKind {
    MapKind(
      "final-distance", settings: "steps \(steps)",
      method: .simulation(
        .init { request in
          request.steps = steps
          request.measurement = .lastSquaredDistance
        } read: { run, values in
          run.result.squaredDistances[0].squareRoot().append(run.count, to: &values)
        }))
  }
}
