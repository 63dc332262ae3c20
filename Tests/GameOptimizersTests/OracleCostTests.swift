import GameDynamics
import GameOptimizers
import SmallGames
import Testing

/// What optimizers ask of a game, counted by `CountingGame`.
@Suite struct OracleCostTests {
  /// Counts and end of three steps of the optimizer on the covariance game, whose players have four numbers each.
  private struct Cost: OptimizerContinuation {
    typealias V = DenseVector<Double>
    var isCounting = true

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> (counts: OracleCounts, end: [Double], iterations: Int)
    where O.V == V {
      let family = CovarianceGameFamily()
      let start = family.card.standardStart.map { V($0) }
      let game = try CovarianceGame<Double>(covariance: family.covariance)
      let counter = OracleCounter()
      var iterations = 0
      func run<G: SecondOrderGame>(_ game: G) throws -> [Double] where G.V == V {
        let end = try Driver<V>(stepCap: 3).run(optimizer, on: FixedGame(game), from: start) { _, _, report in
          iterations += report?.solver?.iterations ?? 0
          return .proceed
        }.point
        return end.x.elements + end.y.elements
      }
      let end = isCounting ? try run(CountingGame(game, counter: counter)) : try run(game)
      return (counter.counts, end, iterations)
    }
  }

  private func cost(_ name: String, isCounting: Bool = true) throws -> (
    counts: OracleCounts, end: [Double], iterations: Int
  ) {
    let family = try OptimizerCatalogue.named(name)
    var hyperparameters = Parameters<Double>(family.card.hyperparameters)
    try hyperparameters.setStepSizes(Players(x: 0.05, y: 0.05))
    return try family.build(hyperparameters, then: Cost(isCounting: isCounting))
  }

  /// Gradients, Hessian products and looks of three steps, by the methods' formulas: of SGA's four products two are the
  /// others' negatives in a zero-sum game; consensus optimization takes all four of Jᵀξ.
  @Test(
    arguments: [
      ("simgd", 6, 0, 3), ("ogda", 6, 0, 3), ("altgd", 6, 0, 6), ("extragradient", 12, 0, 6), ("lcgd", 6, 6, 3),
      ("sga", 6, 6, 3), ("consensus", 6, 12, 3),
    ])
  func methodsCost(name: String, gradients: Int, products: Int, looks: Int) throws {
    #expect(
      try cost(name).counts == OracleCounts(gradients: gradients, hessianProducts: products, losses: 0, looks: looks))
  }

  /// CGD: a product for the right-hand side and one for y's answer, two an iteration, and two for the residual of the
  /// start, of which the first step has none.
  @Test func competitiveStepsCost() throws {
    let (counts, _, iterations) = try cost("cgd")
    #expect(iterations > 0)
    #expect(counts == OracleCounts(gradients: 6, hessianProducts: 3 * 2 + 2 * iterations + 2 * 2, losses: 0, looks: 3))
    #expect(counts.passes == counts.gradients + counts.hessianProducts)
  }

  /// LOLA looks at cross gradients, which are not had with the local model.
  @Test func crossGradientsCount() throws {
    #expect(try cost("lola").counts.gradients > 6)
  }

  @Test(arguments: OptimizerCatalogue.all.map(\.card.name))
  func countingChangesNothing(name: String) throws {
    #expect(try cost(name).end == cost(name, isCounting: false).end)
  }

  /// What is asked of another minibatch comes to the same counter, and one request of lanes counts once.
  @Test func childrenAndLanesCount() throws {
    let counter = OracleCounter()
    let game = CountingGame(QuadraticGame<Lanes>(a: Lanes(1), b: Lanes(2), c: Lanes(1)), counter: counter)
    _ = try game.resampled(1).gradient(.x, at: Players(x: Lanes(1), y: Lanes(1)))
    #expect(counter.counts == OracleCounts(gradients: 1, looks: 1))
    _ = try game.losses(at: Players(x: Lanes(1), y: Lanes(1)))
    let before = counter.counts
    _ = try game.localModel(at: Players(x: Lanes(1), y: Lanes(1))).mixedX(times: Lanes(1))
    #expect(counter.counts - before == OracleCounts(gradients: 2, hessianProducts: 1, looks: 1))
  }
}
