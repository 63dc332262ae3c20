import GameDynamics
import StabilityAnalysis

extension MapKind {
  /// The spectral radius of the iteration at the equilibrium: below 1 it converges locally, by this factor a step.
  /// Exact: the Jacobian by dual numbers, its eigenvalues by `LaneMatrix`, both of all lanes at once. Exactly 1 where
  /// rounding cannot tell it from 1 (`Spectrum`). NaN where the Jacobian is not finite.
  public static let spectralRadius = MapKind(
    "spectral-radius", boundary: 1, needsDerivative: true, startMatters: false,
    method: .inspection { nodes in
      guard let place = nodes.equilibria.first else { return Array(repeating: .nan, count: Lanes.laneCount) }
      return try radii(of: nodes.setup, at: place)
    })

  private static func radii(of setup: RunSetup<Lanes>, at place: Players<[Lanes]>) throws -> [Double] {
    let coordinates = place.x + place.y
    let exists = coordinates.reduce(Lanes.Mask(repeating: true)) { $0.and($1.magnitude.isLess(than: Lanes(.infinity))) }
    guard exists.any else { return Array(repeating: .nan, count: Lanes.laneCount) }
    // Inner solvers see all lanes: where there is no equilibrium a number stands in, and the answer is masked.
    let sound = place.map { $0.map { Lanes(0).replacing(with: $0, where: exists) } }
    let radii = try IterationJacobian().laneMatrix(of: setup, at: sound).spectralRadii()
    return exists.all ? radii : radii.indices.map { exists[lane: $0] ? radii[$0] : .nan }
  }
}
