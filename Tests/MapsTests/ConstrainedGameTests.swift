import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import SmallGames
import StabilityAnalysis
import Testing

@Suite struct ConstrainedGameTests {
  // min x² with x ≥ 1: x = 1 and 2x = λ = 2. SimGD is x ← x - η_x (2x - λ), λ ← λ + η_y (1 - x): trace 2 - 2η_x, determinant
  // 1 - 2η_x + η_xη_y. It turns unstable at η_y = 2 (determinant 1, Neimark-Sacker), and flips where 4 - 4η_x + η_xη_y = 0.
  @Test func aMultipliersStepSizeHasARegion() throws {
    let game = try TypedGameFamily(formula: "x^2", subjectTo: ["x >= 1"])
    #expect(game.card.dimensions == Players(x: 1, y: 1))
    let setup = RunSetup<Double>(SimGDFamily(), on: game)
    #expect(setup.optimizer.card.name == "projected-simgd")
    let found = try EquilibriumFinder().equilibria(of: game, setup.gameParameters, from: setup.start)
    #expect(found.count == 1 && abs((found.first?.x[0] ?? 0) - 1) < 1e-12 && abs((found.first?.y[0] ?? 0) - 2) < 1e-12)
    let plane = try MapPlane(setup, stepSizesOfX: 0.05...1.9, stepSizesOfY: 0.05...3, resolution: 17)
    let boundary = try #require(try StabilityBoundary(in: plane))
    #expect(Set(boundary.pieces.map(\.kind)) == [.flip, .neimarkSacker])
    for point in boundary.points {
      let (a, b) = (point.horizontal, point.vertical)
      #expect(point.kind == .flip ? abs(4 - 4 * a + a * b) < 1e-9 : abs(b - 2) < 1e-9, "\(point)")
    }
  }

  // Where the condition is not needed the multiplier is 0, and the step that would make it negative is projected: the iteration
  // has the eigenvalues 1 - 2η_x and 0.
  @Test func idleConditionsCostNothing() throws {
    let game = try TypedGameFamily(formula: "x^2", subjectTo: ["x >= -1"])
    var setup = RunSetup<Double>(SimGDFamily(), on: game)
    try setup.hyperparameters.setStepSizes(Players(x: 0.1, y: 0.1))
    let found = try EquilibriumFinder().equilibria(of: game, setup.gameParameters, from: setup.start)
    #expect(found.count == 1 && found.first?.x == [0] && found.first?.y == [0], "\(found)")
    let spectrum = try Spectrum(of: IterationJacobian().jacobian(of: setup, at: Players(x: [0], y: [0])))
    #expect(abs(spectrum.eigenvalues[0].real - 0.8) < 1e-12 && spectrum.eigenvalues[1].real == 0)
    let run = try Trajectory(setup, steps: 400)
    #expect(run.points.allSatisfy { $0.y[0] >= 0 } && abs(run.points.last?.x[0] ?? 1) < 1e-12)
  }

  // min x1² + x2² with x1 + x2 = 1: x = (1/2, 1/2), and x = -λ/2, so λ = -1: equations have multipliers of either sign.
  @Test func equationsHaveFreeMultipliers() throws {
    let game = try TypedGameFamily(formula: "x1^2 + x2^2", subjectTo: ["x1 + x2 = 1"])
    let found = try EquilibriumFinder().equilibria(of: game, Parameters([]))
    let point = try #require(found.first)
    for (value, expected) in zip(point.x + point.y, [0.5, 0.5, -1]) { #expect(abs(value - expected) < 1e-12) }
  }

  // max_y xy - y² with y ≤ 1 on y's side, and min_x of it plus (x - 3)²: free, y = x/2 and 2(x - 3) + y = 0, x = 12/5, y = 6/5: too
  // large. Bound, y = 1, x = 5/2, and x minimises over its multiplier: x - 2y = μ = 1/2.
  @Test func conditionsOfYBelongToX() throws {
    let game = try TypedGameFamily(formula: "min_x max_y (x - 3)^2 + x*y - y^2", subjectTo: ["y <= 1"])
    #expect(game.card.dimensions == Players(x: 2, y: 1))
    let found = try EquilibriumFinder().equilibria(of: game, Parameters([]))
    let point = try #require(found.first)
    for (value, expected) in zip(point.x + point.y, [2.5, 0.5, 1]) {
      #expect(abs(value - expected) < 1e-10, "\(point)")
    }
  }

  // x in [-1/2, 1/2] on (x - 1)²: the end, where the gradient pushes outwards and the iteration stands still.
  @Test func boxesHaveEquilibriaOnTheirFaces() throws {
    let game = ConstrainedGameFamily(
      try TypedGameFamily(f: "(x - 1)^2", g: "y^2"), x: .box(low: -0.5, high: 0.5))
    let setup = RunSetup<Double>(SimGDFamily(), on: game)
    let found = try EquilibriumFinder().equilibria(of: game, setup.gameParameters, from: setup.start)
    #expect(found.map(\.x) == [[0.5]])
    let spectrum = try Spectrum(of: IterationJacobian().jacobian(of: setup, at: found[0]))
    #expect(spectrum.eigenvalues.contains { $0.length == 0 })
  }

  /// xy with both players in [-1, 1], so that F = (y, -x), after one step of size 1/2.
  private func step(_ optimizer: String, from start: (Double, Double)) throws -> [Double] {
    let game = ConstrainedGameFamily(BilinearGameFamily(), x: .box(low: -1, high: 1), y: .box(low: -1, high: 1))
    var setup = RunSetup<Double>(try OptimizerCatalogue.named(optimizer), on: game)
    try setup.hyperparameters.setStepSizes(Players(x: 0.5, y: 0.5))
    setup.start = Players(x: [start.0], y: [start.1])
    let end = try #require(try Trajectory(setup, steps: 1).points.last)
    return end.x + end.y
  }

  // Korpelevich's method from (1, 0.8): the look ahead (0.6, 1.3) is projected to (0.6, 1), where F = (1, -0.6), so the step
  // goes to (0.5, 1.1) and is projected to (0.5, 1). Without the first projection it would be (0.35, 1).
  @Test func extragradientProjectsItsLookToo() throws {
    for (value, expected) in zip(try step("extragradient", from: (1, 0.8)), [0.5, 1]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  // From (-0.8, 1): x moves to -1.3, is projected to -1, and y answers that: 1 - 0.5. SimGD's y answers -0.8: 1 - 0.4.
  @Test func alternatingStepsAnswerTheProjectedMove() throws {
    for (optimizer, y) in [("altgd", 0.5), ("simgd", 0.6)] {
      for (value, expected) in zip(try step(optimizer, from: (-0.8, 1)), [-1, y]) {
        #expect(abs(value - expected) < 1e-15, "\(optimizer)")
      }
    }
  }

  // Korpelevich's theorem: where F is monotone with Lipschitz constant L (1 on xy) and η < 1/L, the distance to any solution
  // never grows, and all runs converge. On [0.2, 1] × [-1, 1] y's loss -xy falls towards y = 1
  // for every x, and there x's gradient y = 1 presses x against its face: the solution is (0.2, 1).
  @Test func projectedExtragradientConvergesFromEverywhere() throws {
    let game = ConstrainedGameFamily(BilinearGameFamily(), x: .box(low: 0.2, high: 1), y: .box(low: -1, high: 1))
    var setup = RunSetup<Double>(try OptimizerCatalogue.named("extragradient"), on: game)
    try setup.hyperparameters.setStepSizes(Players(x: 0.9, y: 0.9))
    for start in [(1.0, -1.0), (0.2, -1), (0.6, 0), (1, 1)] {
      setup.start = Players(x: [start.0], y: [start.1])
      let run = try Trajectory(setup, steps: 100)
      let distances = run.distances(to: Players(x: [0.2], y: [1]))
      #expect(zip(distances, distances.dropFirst()).allSatisfy { $1 <= $0 + 1e-15 }, "\(start): \(distances)")
      #expect(distances.last == 0, "\(start)")
    }
  }

  @Test func badConditionsAreErrors() {
    for text in ["x + 1", "x <= y", "1 <= 2", "0 <= x <= 1", "x <="] {
      #expect(throws: ExpressionError.self, "\(text)") { try TypedGameFamily(formula: "x^2 - y^2", subjectTo: [text]) }
    }
  }
}
