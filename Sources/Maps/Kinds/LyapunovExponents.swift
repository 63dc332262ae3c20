import StabilityAnalysis

extension MapKind {
  /// The largest Lyapunov exponent of the iteration along the run from the start: the average growth, per step, of the
  /// logarithm of a small disturbance. Negative where runs forget where they started.
  public static func lyapunovExponent(steps: Int) -> MapKind {
    MapKind(
      "lyapunov-exponent", settings: "steps \(steps)", equilibria: .none, boundary: 0,
      neutralWidth: 10 / Double(max(1, steps * steps)),
      method: .inspection { try LyapunovExponent(steps: max(1, steps)).exponents(of: $0.setup) })
  }
}
