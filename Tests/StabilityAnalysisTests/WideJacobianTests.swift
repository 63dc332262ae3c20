import GameDynamics
import GameExpressions
import GameOptimizers
import SmallGames
import StabilityAnalysis
import TestSupport
import Testing

/// Jacobians of several groups of a map's nodes at once: bit for bit those of each group alone.
@Suite struct WideJacobianTests {
  private func bits(_ matrix: LaneMatrix) -> [UInt64] {
    (0..<matrix.order * matrix.order).flatMap { e in
      let entry = matrix[e / matrix.order, e % matrix.order]
      // The sign and payload of NaN mean nothing.
      return (0..<Lanes.laneCount).map { entry[lane: $0].isNaN ? ~0 : entry[lane: $0].bitPattern }
    }
  }

  // Every optimizer of the catalogue, and games whose code takes every path of the numbers: polynomials, elementary functions,
  // comparisons, several numbers a player (two: four groups at once; three: one by one).
  @Test(arguments: OptimizerCatalogue.all.map(\.card.name)) func equalThoseOfEachGroup(_ name: String) throws {
    let optimizer = try OptimizerCatalogue.named(name)
    var random = SeededRandom(seed: 11)
    let games: [any GameFamily] = [
      QuadraticGameFamily(), DiracGANFamily(.minimax),
      try TypedGameFamily(zeroSum: "max(x, 0.1)*y + x^2 - |y|^3 + sin(x*y)/(2 + cos(x)) + pow(1 + x^2, y)"),
      try TypedGameFamily(zeroSum: "x1^2 + x1*y2 - y1^2 + tanh(x2*y1) - y2^2 + x2^4"),
      try TypedGameFamily(zeroSum: "x1^2 + x1*y2 - y1^2 + x2*y1 + x3^2 - y2^2 + x2^4 - y3^2 + x3*y3"),
    ]
    for game in games {
      let setup = RunSetup<Double>(optimizer, on: game)
      let groups = try (0..<5).map { _ -> (values: RunValues<Lanes>, point: Players<[Lanes]>) in
        var values = setup.values.mapped { Lanes($0) }
        func lanes(_ low: Double, _ high: Double) -> Lanes {
          Lanes { _ in low + (high - low) * (1 + random.uniform()) / 2 }
        }
        try values.hyperparameters.setStepSizes(Players(x: lanes(0.01, 0.3), y: lanes(0.01, 0.3)))
        return (values, values.start.map { $0.map { _ in lanes(-0.5, 0.5) } })
      }
      let jacobian = IterationJacobian()
      for count in [0, 1, 2, 4, 5] {
        let some = Array(groups.prefix(count))
        let alone = Result { try some.map { try jacobian.laneMatrix(of: setup.with($0.values), at: $0.point) } }
        let together = Result { try jacobian.laneMatrices(of: setup, at: some) }
        switch (alone, together) {
        case (.success(let alone), .success(let together)):
          #expect(together.map(bits) == alone.map(bits), "\(name) on \(game.card.formula), \(count) groups")
        case (.failure(let one), .failure(let other)): #expect("\(one)" == "\(other)")
        default: Issue.record("\(name) on \(game.card.formula): \(alone), \(together)")
        }
      }
    }
  }

  // A lane of the matrices is the Jacobian at that lane's numbers.
  @Test func lanesAreJacobians() throws {
    let setup = RunSetup<Double>(try OptimizerCatalogue.named("heavy-ball"), on: QuadraticGameFamily())
    let groups = try (0..<3).map { group -> (values: RunValues<Lanes>, point: Players<[Lanes]>) in
      var values = setup.values.mapped { Lanes($0) }
      let size = Lanes { 0.001 * Double(1 + $0 + 32 * group) }
      try values.hyperparameters.setStepSizes(Players(x: size, y: size))
      return (values, Players(x: [Lanes(0)], y: [Lanes(0)]))
    }
    let matrices = try IterationJacobian().laneMatrices(of: setup, at: groups)
    try #require(matrices.count == 3)
    for node in [0, 31, 32, 95] {
      let (group, lane) = (node / 32, node % 32)
      let alone = try IterationJacobian().jacobian(
        of: setup.with(groups[group].values.mapped { $0[lane: lane] }), at: Players(x: [0], y: [0]))
      #expect(matrices[group][lane: lane] == alone)
    }
  }
}
