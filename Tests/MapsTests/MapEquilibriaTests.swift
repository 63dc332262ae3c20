import Foundation
import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import StabilityAnalysis
import Testing

/// Maps of games whose equilibria the catalogue does not know: found, and followed from node to node.
@Suite struct MapEquilibriaTests {
  // f = x³ - 3x + kxy - y²: ∂f/∂x = 3x² - 3 + ky, ∂g/∂y = 2y - kx. y = kx/2, so 6x² + k²x - 6 = 0, and the branch with
  // x > 0 is x = (-k² + √(k⁴ + 144))/12. SimGD's Jacobian there is I - η [[6x, k], [-k, 2]].
  func radius(_ k: Double, _ eta: Double) -> Double {
    let x = (-k * k + (k * k * k * k + 144).squareRoot()) / 12
    let (trace, determinant) = (2 - eta * (6 * x + 2), (1 - 6 * eta * x) * (1 - 2 * eta) + eta * eta * k * k)
    let discriminant = trace * trace / 4 - determinant
    return discriminant < 0 ? determinant.squareRoot() : abs(trace / 2) + discriminant.squareRoot()
  }

  func plane(_ horizontal: RunQuantity, _ vertical: RunQuantity, start: Players<[Double]>? = nil) throws -> MapPlane {
    let (optimizer, game) = (
      SimGDFamily(), try TypedGameFamily(zeroSum: "x^3 - 3*x + k*x*y - y^2", parameters: [("k", 1)])
    )
    func axis(_ quantity: RunQuantity) throws -> PlanarMap.Axis {
      try .init(
        quantity, of: optimizer, on: game, range: quantity == .gameParameter("k") ? -2...2 : 0.01...0.3, count: 41)
    }
    return try MapPlane(
      RunSetup(optimizer, on: game, from: start), horizontal: axis(horizontal),
      vertical: axis(vertical))
  }

  @Test func theEquilibriumIsFollowedAlongRowsAndColumns() throws {
    for (horizontal, vertical) in [
      (RunQuantity.gameParameter("k"), RunQuantity.bothStepSizes), (.bothStepSizes, .gameParameter("k")),
    ] {
      let plane = try plane(horizontal, vertical)
      let map = try MapJob(plane, .spectralRadius, threads: 1).map()
      for (j, v) in plane.vertical.values.enumerated() {
        for (i, u) in plane.horizontal.values.enumerated() {
          let expected = horizontal == .bothStepSizes ? radius(v, u) : radius(u, v)
          #expect(abs(map[i, j] - expected) < 1e-9, "\(u) \(v)")
        }
      }
      let threaded = try MapJob(plane, .spectralRadius, threads: 3).map()
      #expect(threaded.values.map(\.bitPattern) == map.values.map(\.bitPattern))
    }
  }

  /// A branch is chosen by the point that is given: here the other one, x < 0, where the iteration diverges.
  @Test func aGivenPointChoosesTheBranch() throws {
    var plane = try plane(.gameParameter("k"), .bothStepSizes)
    plane.equilibria = .near([Players(x: [-1], y: [0])])
    let map = try MapJob(plane, .spectralRadius).map()
    // ∂²f/∂x² = 6x < 0: x climbs away from a maximum of its own loss.
    #expect(map.values.allSatisfy { $0 > 1 })
    let rates = try MapJob(plane, .convergenceRate(steps: 100)).map()
    #expect(rates.values.count == map.values.count)
  }

  // The rate towards an equilibrium that is not the origin stops at rounding errors, and must not count them.
  @Test func measuredRatesAreTheSpectralRadius() throws {
    let plane = try plane(.gameParameter("k"), .bothStepSizes)
    let spectral = try MapJob(plane, .spectralRadius).map()
    let measured = try MapJob(plane, .convergenceRate(steps: 3000)).map()
    for (j, eta) in plane.vertical.values.enumerated() where eta < 0.1 {
      // Real eigenvalues, well apart: no oscillation.
      for (i, k) in plane.horizontal.values.enumerated() where abs(k) < 1 {
        #expect(abs(measured[i, j] - spectral[i, j]) < 2e-3, "\(k) \(eta)")
      }
    }
  }

  // f = x⁴/4 - x²/2 + xy/2 - y²/2: y = x/2 and x³ = 3x/4, so x = 0, ±√3/2.
  @Test func allEquilibriaOfAPlaneOfStartsAreFound() throws {
    let (optimizer, game) = (SimGDFamily(), try TypedGameFamily(zeroSum: "x^4/4 - x^2/2 + x*y/2 - y^2/2"))
    let plane = try MapPlane(
      RunSetup(optimizer, on: game),
      horizontal: .init(.start(.x, 0), of: optimizer, on: game, range: -2...2, count: 8),
      vertical: .init(.start(.y, 0), of: optimizer, on: game, range: -2...2, count: 8))
    let found = try plane.equilibriaOfItsParameters()
    let root = 3.0.squareRoot()
    #expect(found.count == 3)
    for (point, x) in zip(found, [-root / 2, 0, root / 2]) {
      #expect(abs(point.x[0] - x) < 1e-9 && abs(point.y[0] - x / 2) < 1e-9)
    }
  }

  @Test func fingerprintsTellFormulasAndEquilibriaApart() throws {
    var first = try plane(.gameParameter("k"), .bothStepSizes)
    let fingerprint = MapJob(first, .spectralRadius).fingerprint
    first.equilibria = .near([Players(x: [-1], y: [0])])
    #expect(MapJob(first, .spectralRadius).fingerprint != fingerprint)
    let optimizer = SimGDFamily()
    // Same name and parameters, other formula.
    let game = try TypedGameFamily(zeroSum: "x^3 - 2*x + k*x*y - y^2", parameters: [("k", 1)])
    let other = try MapPlane(
      RunSetup(optimizer, on: game),
      horizontal: .init(.gameParameter("k"), of: optimizer, on: game, range: -2...2, count: 41),
      vertical: .init(.bothStepSizes, of: optimizer, on: game, range: 0.01...0.3, count: 41))
    #expect(MapJob(other, .spectralRadius).fingerprint != fingerprint)
  }

  @Test func noEquilibriumAnywhereIsAnError() throws {
    let (optimizer, game) = (SimGDFamily(), try TypedGameFamily(zeroSum: "exp(x) + y^2"))
    let plane = try MapPlane(
      RunSetup(optimizer, on: game), stepSizesOfX: 0.1...1, stepSizesOfY: 0.1...1, resolution: 4)
    #expect(throws: EquilibriumError.none(game: "typed")) { try MapJob(plane, .spectralRadius).map() }
    #expect(try MapJob(plane, .lyapunovExponent(steps: 10)).map().values.count == 16)
  }
}
