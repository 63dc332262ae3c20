import GSLNumerics
import GameDynamics
import GameOptimizers
import Maps
import SmallGames
import StabilityAnalysis
import Testing

/// The quadratic game x² + 10xy + y² and the bilinear game xy, whose iterations are linear maps known in closed form.
@Suite struct StepSizeMapTests {
  func radius(_ optimizer: String, _ game: any GameFamily, x: Double, y: Double) throws -> Double {
    let family = try OptimizerCatalogue.named(optimizer)
    var h = Parameters<Double>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: x, y: y))
    let p = Parameters<Double>(game.card.parameters)
    let n = game.card.dimensions
    return try IterationJacobian().jacobian(
      of: RunSetup(family, h, on: game, p),
      at: Players(x: Array(repeating: 0, count: n.x), y: Array(repeating: 0, count: n.y))
    ).spectralRadius()
  }

  // SimGD: x ← x - η(2x + 10y), y ← y + ε(10x + 2y): determinant (1 - 2η)(1 + 2ε) + 100ηε. At (0.09, 0.01) it is
  // 0.82·1.02 + 0.09 = 0.9264 with complex eigenvalues, so the radius is √0.9264; likewise the others.
  @Test(arguments: [(0.09, 0.01, 0.9264), (0.03, 0.03, 1.0864), (0.01, 0.09, 1.2464)])
  func simGDOnTheQuadraticGame(x: Double, y: Double, squared: Double) throws {
    #expect(abs(try radius("simgd", QuadraticGameFamily(), x: x, y: y) - squared.squareRoot()) < 1e-12)
  }

  // With x fixed, y ← 1.02 y: eigenvalues 1 and 1.02.
  @Test func simGDWithXFixed() throws {
    #expect(abs(try radius("simgd", QuadraticGameFamily(), x: 0, y: 0.01) - 1.02) < 1e-12)
  }

  // xy with step size η: I + η[[0, -1], [1, 0]] has modulus √(1 + η²); CGD 1/√(1 + η²); AltGD has determinant 1.
  @Test(arguments: [0.01, 0.1, 0.5, 1.0, 1.9])
  func bilinear(eta: Double) throws {
    let game = BilinearGameFamily()
    #expect(abs(try radius("simgd", game, x: eta, y: eta) - (1 + eta * eta).squareRoot()) < 1e-12)
    #expect(abs(try radius("altgd", game, x: eta, y: eta) - 1) < 1e-7)
    for name in ["cgd", "cgd-dense"] {
      #expect(abs(try radius(name, game, x: eta, y: eta) - 1 / (1 + eta * eta).squareRoot()) < 1e-12)
    }
  }

  // In three dimensions the slowest mode rules: σ = 1/4 for CGD, σ = 1 for SimGD's divergence.
  @Test func bilinearInThreeDimensions() throws {
    let game = MatrixBilinearGameFamily()
    #expect(abs(try radius("simgd", game, x: 0.5, y: 0.5) - 1.25.squareRoot()) < 1e-12)
    for name in ["cgd", "cgd-dense"] {
      #expect(abs(try radius(name, game, x: 2, y: 2) - 1 / 1.25.squareRoot()) < 1e-10)
    }
  }

  @Test(arguments: ["simgd", "altgd", "cgd", "cgd-dense"])
  func spectralAndSimulatedMapsAgree(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    for game in GameCatalogue.all where game.card.isQuadratic && game.card.isZeroSum {
      let plane = try MapPlane(
        RunSetup(family, on: game), stepSizesOfX: 0.001...0.15, stepSizesOfY: 0.001...0.15,
        resolution: 13)
      let spectral = try plane.spectralRadii()
      let simulated = try plane.simulatedRates(steps: 2000)
      #expect(spectral.values.count == 169)
      for (a, b) in zip(spectral.values, simulated.values) {
        #expect(abs(a - b) < 2e-3 * a, "\(name) \(game.card.name)")
      }
    }
  }
}
