import GameDynamics
import GameOptimizers
import SmallGames
import TestSupport
import Testing

/// The same optimizer on numbers, lanes and duals: every entry of the catalogue, on a nonlinear game and in three
/// dimensions.
@Suite struct InterpretationTests {
  static let names =
    OptimizerCatalogue.all.map(\.card.name) + [
      "cosine:adam", "alternating:amsgrad", "past:adam", "lookahead:optimistic:nesterov", "inverse-sqrt:acgd-gmres",
    ]

  /// Runs an optimizer from a start and returns every point's coordinates.
  struct Run<G: SecondOrderGame>: OptimizerContinuation {
    typealias V = G.V
    let game: G
    let start: Players<G.V>
    let steps: Int

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> [[G.V.Scalar]] where O.V == G.V {
      var (point, state) = (start, try optimizer.initialState(at: start))
      return try (0..<steps).map { _ in
        _ = try optimizer.step(&point, &state, in: game)
        return try point.coordinates()
      }
    }
  }

  func trajectory<G: SecondOrderGame>(
    _ family: any OptimizerFamily, _ game: G, _ start: Players<G.V>, steps: Int,
    _ stepSizes: (Parameters<G.V.Scalar>) throws -> Players<G.V.Scalar>
  ) throws -> [[G.V.Scalar]] {
    var h = Parameters<G.V.Scalar>(family.card.hyperparameters)
    try h.setStepSizes(stepSizes(h))
    return try family.build(h, then: Run(game: game, start: start, steps: steps))
  }

  // Lane i has step sizes (1 + i/8) times the standard ones and starts elsewhere; bit for bit what Double computes.
  @Test(arguments: names)
  func lanesEqualDoubles(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    func factor(_ lane: Int) -> Double { 1 + Double(lane) / 8 }
    let start = Players(x: Lanes { 1 - 0.1 * Double($0) }, y: Lanes { 0.5 + 0.05 * Double($0) })
    func check(_ lanes: [[Lanes]], _ alone: (Int) throws -> [[Double]]) throws {
      for lane in 0..<Lanes.laneCount {
        #expect(try alone(lane) == lanes.map { $0.map { $0[lane: lane] } }, "lane \(lane)")
      }
    }
    try check(
      trajectory(family, QuarticGame<Lanes>(), start, steps: 12) { h in
        try h.stepSizes().map { $0 * Lanes(factor) }
      }
    ) { lane in
      try trajectory(family, QuarticGame<Double>(), start.map { $0[lane: lane] }, steps: 12) { h in
        try h.stepSizes().map { $0 * factor(lane) }
      }
    }
    var generator = SeededRandom(seed: 30)
    let loss = try MatrixQuadraticGame<Double>.Loss(
      A: generator.matrix(3, 3), B: generator.matrix(3, 2), C: generator.matrix(2, 2))
    let laneLoss = try MatrixQuadraticGame<Lanes>.Loss(A: loss.A, B: loss.B, C: loss.C)
    let wide = Players(
      x: DenseVector([start.x, start.y, -start.x]), y: DenseVector([start.y, start.x + start.y]))
    try check(
      trajectory(family, MatrixQuadraticGame(zeroSum: laneLoss), wide, steps: 12) { h in
        try h.stepSizes().map { $0 * Lanes(factor) }
      }
    ) { lane in
      try trajectory(
        family, MatrixQuadraticGame(zeroSum: loss), wide.map { DenseVector($0.elements.map { $0[lane: lane] }) },
        steps: 12
      ) { h in try h.stepSizes().map { $0 * factor(lane) } }
    }
  }

  // The tangent of four steps by the start, away from equilibria, against a central difference.
  @Test(arguments: names)
  func dualsEqualDifferences(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    // Step sizes large enough for the curvature terms to count.
    let sizes = Players(x: 0.05, y: 0.08)
    func run(_ t: Double) throws -> [Double] {
      var h = Parameters<Double>(family.card.hyperparameters)
      try h.setStepSizes(sizes)
      if h.specs.contains(where: { $0.name == "tolerance" }) { try h.set("tolerance", to: 1e-14) }
      let start = Players(x: 1 + t, y: 0.6 - 2 * t)
      return try family.build(h, then: Run(game: QuarticGame<Double>(), start: start, steps: 4))[3]
    }
    let tangents = try trajectory(
      family, QuarticGame<Dual<Double>>(), Players(x: Dual(1, tangent: 1), y: Dual(0.6, tangent: -2)), steps: 4
    ) { _ in sizes.map { Dual($0) } }[3].map(\.tangent)
    let step = 1e-5
    for (tangent, (ahead, behind)) in zip(tangents, zip(try run(step), try run(-step))) {
      let difference = (ahead - behind) / (2 * step)
      #expect(abs(tangent - difference) < 1e-6 * (1 + abs(difference)))
    }
  }

  @Test(arguments: names)
  func zeroStepSizesAndEquilibriaDoNotMove(name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    let start = Players(x: 1.0, y: 0.6)
    for point in try trajectory(family, QuarticGame<Double>(), start, steps: 3, { _ in Players(x: 0, y: 0) }) {
      #expect(point == [1.0, 0.6])
    }
    let equilibrium = Players(x: 0.0, y: 0.0)
    for point in try trajectory(family, QuarticGame<Double>(), equilibrium, steps: 3, { try $0.stepSizes() }) {
      #expect(point == [0, 0])
    }
  }
}
