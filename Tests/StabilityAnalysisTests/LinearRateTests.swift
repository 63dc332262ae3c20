import GSLNumerics
import GameDynamics
import GameOptimizers
import SmallGames
import StabilityAnalysis
import TestSupport
import Testing

/// Theory as oracle: where a step is an affine map that does not change with time, its spectral radius is the rate that a
/// simulation measures.
///
/// Which optimizers of the catalogue are affine on which games is not listed but found out: an affine map is one whose
/// Jacobian is the same at every point, here also after every number of earlier steps.
@Suite struct LinearRateTests {
  func jacobian(_ family: any OptimizerFamily, on game: any GameFamily, at point: Players<[Double]>, after steps: Int)
    throws -> [Double]
  {
    var h = Parameters<Double>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: 0.03, y: 0.02))
    return try IterationJacobian(settlingSteps: steps).jacobian(
      of: family, h, on: game, Parameters(game.card.parameters), at: point
    ).entries
  }

  func isAffine(_ family: any OptimizerFamily, on game: any GameFamily) throws -> Bool {
    let start = game.card.standardStart
    let reference = try jacobian(family, on: game, at: start, after: 2)
    for (shift, steps) in [(0.0, 3), (0, 7), (0, 12), (-0.3, 2), (0.45, 4)] {
      let point = start.map { $0.map { $0 + shift } }
      guard difference(try jacobian(family, on: game, at: point, after: steps), reference) < 1e-9 else { return false }
    }
    return true
  }

  @Test(arguments: OptimizerCatalogue.all.map(\.card.name)) func spectralRadiusIsTheRate(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    var affine: Set<String> = []
    if family.card.switchesFormula { return }
    for game in GameCatalogue.all where game.card.isZeroSum || !family.card.needsZeroSumGame {
      // Without curvature of y there is no best response to follow.
      if family.card.needsCurvatureOfY, game.card.name.hasPrefix("bilinear") { continue }
      guard try !game.equilibria(Parameters(game.card.parameters)).isEmpty, try isAffine(family, on: game) else {
        continue
      }
      affine.insert(game.card.name)
      let plane = try StepSizePlane(
        optimizer: family, hyperparameters: Parameters(family.card.hyperparameters), game: game,
        gameParameters: Parameters(game.card.parameters), stepSizesOfX: 0.01...0.1, stepSizesOfY: 0.015...0.09,
        resolution: 4)
      let measured = try plane.simulatedRates(steps: 3000)
      for (radius, rate) in zip(try plane.spectralRadii().values, measured.values) {
        #expect(abs(radius - rate) < 2e-3 * radius, "\(name) on \(game.card.name)")
      }
    }
    // The test is not empty: these are affine on every quadratic game.
    if ["simgd", "altgd", "cgd", "cgd-dense"].contains(name) {
      #expect(affine.isSuperset(of: ["quadratic", "bilinear", "quadratic-nd", "bilinear-nd"]))
    }
  }
}
