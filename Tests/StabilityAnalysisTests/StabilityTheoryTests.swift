import GameDynamics
import GameOptimizers
import SmallGames
import StabilityAnalysis
import Testing

/// The closed forms against the exact Jacobians of the optimizers themselves.
@Suite struct StabilityTheoryTests {
  @Test(arguments: ["simgd", "altgd", "extragradient", "ogda", "cgd", "cgd-dense"], ["quadratic", "bilinear"])
  func closedFormIsTheSpectralRadius(optimizer: String, game: String) throws {
    let family = try OptimizerCatalogue.named(optimizer)
    let game = try GameCatalogue.named(game)
    let parameters = Parameters<Double>(game.card.parameters)
    let law = try #require(try StabilityTheory.law(of: RunSetup(family, on: game, parameters)))
    for x in [0.003, 0.02, 0.09, 0.4] {
      for y in [0.001, 0.03, 0.11, 0.7] {
        var h = Parameters<Double>(family.card.hyperparameters)
        try h.setStepSizes(Players(x: x, y: y))
        let radius = try IterationJacobian().jacobian(
          of: RunSetup(family, h, on: game, parameters),
          at: Players(x: [0], y: [0])
        ).spectralRadius()
        // A double eigenvalue (AltGD on the ellipse) is known to the root of rounding only.
        #expect(abs(radius - law.spectralRadius(Players(x: x, y: y))) < 1e-7 * (1 + radius))
      }
    }
  }

  /// The curve of the ICR paper: the radius is 1 on η_y = η_x / (1 + 48 η_x).
  @Test func simultaneousBoundaryIsThePapers() throws {
    let game = QuadraticGameFamily()
    let law = try #require(
      try StabilityTheory.law(of: RunSetup(OptimizerCatalogue.named("simgd"), on: game)))
    for x in stride(from: 0.005, through: 0.1, by: 0.005) {
      #expect(abs(law.spectralRadius(Players(x: x, y: x / (1 + 48 * x))) - 1) < 1e-14)
    }
  }

  @Test func unknownLawsAreNil() throws {
    let game = QuadraticGameFamily()
    #expect(
      try StabilityTheory.law(of: RunSetup(OptimizerCatalogue.named("adam"), on: game)) == nil)
  }
}
