import GameDynamics
import StabilityAnalysis

extension MapKind {
  /// The spectral radius of the iteration at the equilibrium: below 1 it converges locally, by this factor a step.
  /// Exact: the Jacobian by dual numbers on lanes, its eigenvalues by GSL. Exactly 1 where rounding cannot tell it from 1 (`Spectrum`). NaN where the Jacobian is not
  /// finite.
  public static let spectralRadius = MapKind(
    "spectral-radius", boundary: 1, needsDerivative: true, startMatters: false,
    method: .inspection { nodes in
      guard let place = nodes.equilibria.first else { return Array(repeating: .nan, count: Lanes.laneCount) }
      return try radii(of: nodes.setup, at: place)
    })

  private static func radii(of setup: RunSetup<Lanes>, at place: Players<[Lanes]>) throws -> [Double] {
    let coordinates = place.x + place.y
    let exists = (0..<Lanes.laneCount).map { lane in coordinates.allSatisfy { $0[lane: lane].isFinite } }
    guard exists.contains(true) else { return Array(repeating: .nan, count: Lanes.laneCount) }
    // Inner solvers see all lanes: where there is no equilibrium a number stands in, and the answer is masked.
    let sound = place.map { $0.map { c in Lanes { exists[$0] ? c[lane: $0] : 0 } } }
    return try IterationJacobian().jacobians(of: setup, at: sound).enumerated().map { lane, matrix in
      exists[lane] && matrix.entries.allSatisfy(\.isFinite) ? try Spectrum(of: matrix).radius : .nan
    }
  }
}
