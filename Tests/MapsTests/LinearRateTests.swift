import GSLNumerics
import GameDynamics
import GameOptimizers
import Maps
import SmallGames
import StabilityAnalysis
import TestSupport
import Testing

/// Theory as oracle: where a step is an affine map that does not change with time, its spectral radius is the rate that a
/// simulation measures.
///
/// Which optimizers of the catalogue are affine on which games is not listed but found out: an affine map is one whose
/// Jacobian is the same at every point, here also after every number of earlier steps. Only games with an equilibrium at
/// the origin take part: there distances can be followed down to 1e-140, elsewhere rounding ends them at 1e-16.
@Suite struct LinearRateTests {
  func jacobian(
    _ family: any OptimizerFamily, on game: any GameFamily, at point: Players<[Double]>, after steps: Int,
    _ stepSizes: Players<Double>
  ) throws -> [Double] {
    var h = Parameters<Double>(family.card.hyperparameters)
    try h.setStepSizes(stepSizes)
    return try IterationJacobian(settlingSteps: steps).jacobian(
      of: RunSetup(family, h, on: game, Parameters(game.card.parameters)),
      at: point
    ).entries
  }

  func isAffine(_ family: any OptimizerFamily, on game: any GameFamily) throws -> Bool {
    var random = SeededRandom(seed: 132)
    for stepSizes in [Players(x: 0.02, y: 0.03), Players(x: 0.1, y: 0.08)] {
      let reference = try jacobian(family, on: game, at: game.card.standardStart, after: 2, stepSizes)
      for steps in [2, 2, 2, 3, 4, 7, 12] {
        // Far away too: what is clipped is affine near the origin alone.
        let point = game.card.dimensions.map { random.uniforms($0, steps == 3 ? -1e4...1e4 : -1...1) }
        guard difference(try jacobian(family, on: game, at: point, after: steps, stepSizes), reference) < 1e-9 else {
          return false
        }
      }
    }
    return true
  }

  /// True when D²_yy g is invertible at the standard start.
  struct HasCurvatureOfY: GameContinuation {
    typealias Scalar = Double
    let start: Players<[Double]>
    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Bool
    where G.V: CoordinateVector, G.V.Scalar == Double {
      let model = try game.localModel(at: start.map { try G.V(coordinates: $0) })
      let n = start.y.count
      let rows = try (0..<n).map { i in
        try model.ownY(times: G.V(coordinates: (0..<n).map { $0 == i ? 1 : 0 })).coordinates()
      }
      do {
        _ = try Matrix(rows).inverse()
        return true
      } catch MatrixError.singular {
        return false
      }
    }
  }

  func suits(_ game: any GameFamily, _ card: OptimizerCard) throws -> Bool {
    if card.needsZeroSumGame && !game.card.isZeroSum { return false }
    return try !card.needsCurvatureOfY
      || game.build(Parameters(game.card.parameters), then: HasCurvatureOfY(start: game.card.standardStart))
  }

  @Test(arguments: OptimizerCatalogue.all.map(\.card.name)) func spectralRadiusIsTheRate(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    var affine: Set<String> = []
    if family.card.switchesFormula { return }
    for game in GameCatalogue.all where try suits(game, family.card) {
      guard let equilibrium = try game.equilibria(Parameters(game.card.parameters)).first,
        (equilibrium.x + equilibrium.y).allSatisfy({ $0 == 0 }), try isAffine(family, on: game)
      else { continue }
      affine.insert(game.card.name)
      // A start in general position: the game's own may lack the direction that is slowest.
      var random = SeededRandom(seed: 131)
      let start = game.card.dimensions.map { random.uniforms($0, 0.3...1) }
      let plane = try MapPlane(
        RunSetup(family, on: game, from: start), stepSizesOfX: 0.02...0.1, stepSizesOfY: 0.03...0.08,
        resolution: 2)
      let measured = try plane.simulatedRates(steps: 1500)
      for (radius, rate) in zip(try plane.spectralRadii().values, measured.values) {
        #expect(abs(radius - rate) < 2e-3 * radius, "\(name) on \(game.card.name): \(radius), measured \(rate)")
      }
    }
    // The test is not empty: these are affine on every quadratic game.
    if ["simgd", "altgd", "cgd", "cgd-dense"].contains(name) {
      #expect(affine.isSuperset(of: ["quadratic", "bilinear", "quadratic-nd", "bilinear-nd"]))
    }
  }
}
