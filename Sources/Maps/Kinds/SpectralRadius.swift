import GameDynamics
import StabilityAnalysis

extension MapKind {
  /// The spectral radius of the iteration at the equilibrium: below 1 it converges locally, by this factor a step.
  /// Exact: the Jacobian by dual numbers, its eigenvalues by `LaneMatrix`, both of all lanes at once. Exactly 1 where
  /// rounding cannot tell it from 1 (`Spectrum`). NaN where the Jacobian is not finite.
  public static let spectralRadius = MapKind(
    "spectral-radius", boundary: 1, needsDerivative: true, startMatters: false,
    method: .inspection { nodes in try radii(at: nodes) })

  private static func radii(at nodes: MapNodes) throws -> [Double] {
    var radii = [Double](repeating: .nan, count: nodes.groups.count * Lanes.laneCount)
    var places: [(values: RunValues<Lanes>, point: Players<[Lanes]>)] = []
    // Where there is an equilibrium. Inner solvers see all lanes: elsewhere a number stands in, and the answer is masked.
    var found: [(group: Int, exists: Lanes.Mask)] = []
    for group in nodes.groups.indices {
      guard let place = nodes.groups[group].equilibria.first else { continue }
      let exists = (place.x + place.y).reduce(Lanes.Mask(repeating: true)) {
        $0.and($1.magnitude.isLess(than: Lanes(.infinity)))
      }
      guard exists.any else { continue }
      found.append((group, exists))
      places.append(
        (nodes.groups[group].values, place.map { $0.map { Lanes(0).replacing(with: $0, where: exists) } }))
    }
    let matrices = try IterationJacobian().laneMatrices(of: nodes.setup, at: places)
    for (matrix, (group, exists)) in zip(matrices, found) {
      for (lane, radius) in try matrix.spectralRadii().enumerated() where exists[lane: lane] {
        radii[group * Lanes.laneCount + lane] = radius
      }
    }
    return radii
  }
}
