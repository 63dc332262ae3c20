import GameDynamics
import GameExpressions
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

  // The law belongs to the family, not to a name: compositions with plain gradients have their scheme's, OGDA's follows its
  // optimism, and a typed game its coefficients.
  @Test(arguments: ["simultaneous:gd", "alternating:gd", "extragradient:gd", "optimistic:gd", "ogda"])
  func compositionsAndTypedGamesHaveLaws(optimizer: String) throws {
    let game = try TypedGameFamily(zeroSum: "k*x^2 + 3*x*y - y^2/2", parameters: [("k", 0.7)])
    for optimism in [0.3, 1, 2] {
      var setup = RunSetup<Double>(try OptimizerCatalogue.named(optimizer), on: game)
      try setup.hyperparameters.setStepSizes(Players(x: 0.07, y: 0.11))
      if setup.hyperparameters.specs.contains(where: { $0.name == "optimism" }) {
        try setup.hyperparameters.set("optimism", to: optimism)
      }
      let law = try #require(try StabilityTheory.law(of: setup))
      let radius = try IterationJacobian().jacobian(of: setup, at: Players(x: [0], y: [0])).spectralRadius()
      #expect(abs(law.spectralRadius(Players(x: 0.07, y: 0.11)) - radius) < 1e-9, "\(optimism)")
    }
  }

  @Test func unknownLawsAreNil() throws {
    let game = QuadraticGameFamily()
    #expect(
      try StabilityTheory.law(of: RunSetup(OptimizerCatalogue.named("adam"), on: game)) == nil)
  }
}
