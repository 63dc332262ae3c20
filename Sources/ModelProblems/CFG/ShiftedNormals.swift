import GSLNumerics
import RealModule
import SmallGames

/// Particles of N(m, 1) and the target N(0, 1), whose exact discriminator is D(x) = m²/2 - mx.
package enum ShiftedNormals {
  /// E s(D) over N(`mean`, 1), by quadrature to 1e-8: with `mean` m over the particles, with 0 over the target. Throws `GSLError`.
  package static func expectation(of scaling: FunctionalScaling, over mean: Double, shift m: Double) throws -> Double {
    try Quadrature(absoluteTolerance: 1e-16, relativeTolerance: 1e-8).integral(over: (mean - 9)...(mean + 9)) { x in
      let density = Double.exp(-0.5 * (x - mean) * (x - mean)) / (2 * Double.pi).squareRoot()
      return density * scaling.scale(m * m / 2 - m * x)
    }.value
  }
}
