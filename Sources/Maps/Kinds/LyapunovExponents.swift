import GameDynamics
import MapKernels
import StabilityAnalysis

extension MapKind {
  /// The largest Lyapunov exponent of the iteration along the run from the start: the average growth, per step, of the
  /// logarithm of a small disturbance. Negative where runs forget where they started.
  ///
  /// By a run beside, on kernels (`SimulationResult.growth`), to about 1e-7 of the curvature; `LyapunovExponent` has it exactly,
  /// on dual numbers.
  public static func lyapunovExponent(steps: Int) -> MapKind {
    MapKind(
      "lyapunov-exponent", settings: "steps \(steps), by a run beside", equilibria: .none, boundary: 0,
      neutralWidth: 10 / Double(max(1, steps * steps)),
      method: .simulation(
        .init { request in
          request.steps = max(1, steps)
          request.measurement = .growth
        } read: { run, values in
          for lane in 0..<run.count { values.append(exponent(run.result.growth, lane: lane)) }
        }))
  }

  /// The exponent of a lane: of a run that overflows, up to there.
  private static func exponent(_ growth: [Lanes], lane: Int) -> Double {
    var (logarithms, after) = ([0.0], [0])
    for (k, step) in growth.enumerated() {
      let value = step[lane: lane]
      guard value < .infinity else { break }  // NaN neither
      logarithms.append(logarithms[k] + value)
      after.append(k + 1)
      if value == -.infinity { break }
    }
    return LyapunovExponent.average(of: logarithms, after: after)
  }
}
