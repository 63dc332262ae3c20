import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import RealModule
import SmallGames
import Testing

@Suite struct CycleTests {
  /// SimGD on x⁴/4 - x²/2 - y²/2: x ← (1 + η) x - η x³, y ← (1 - η_y) y.
  private func cubic(_ eta: Double) throws -> RunSetup<Double> {
    var setup = RunSetup<Double>(SimGDFamily(), on: try TypedGameFamily(zeroSum: "x^4/4 - x^2/2 - y^2/2"))
    try setup.hyperparameters.setStepSizes(Players(x: eta, y: 0.5))
    return setup
  }

  private func plane(_ setup: RunSetup<Double>, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, _ count: Int) throws
    -> MapPlane
  {
    try MapPlane(
      setup, horizontal: .init(.start(.x, 0), symbol: "x", range: x, count: count),
      vertical: .init(.start(.y, 0), symbol: "y", range: y, count: count))
  }

  // In each well a cycle {u, v} of two steps, for 1 < η < √5 - 1: v = (1 + η) u - η u³ and u = (1 + η) v - η v³. Their sum gives
  // u² - uv + v² = 1, their difference u² + uv + v² = 1 + 2/η; so (u + v)² = 1 + 3/η and (u - v)² = 1 - 1/η. Cycles of the two
  // wells are mirror images: each has half of the starts.
  @Test func twoCyclesOfTwoStepsAreToldApart() throws {
    let eta = 1.1
    let (sum, gap) = ((1 + 3 / eta).squareRoot(), (1 - 1 / eta).squareRoot())
    var request = try BasinFractions.Request(cubic(eta))
    request.box = Players(x: [-1.2...1.2], y: [-1...1])
    request.samples = 256
    request.criteria = .init(steps: 300)
    let fractions = try BasinFractions(request)
    #expect(fractions.cycles.map { $0?.period } == [2, 2])
    let found = fractions.cycles.compactMap { $0?.points.map { $0.x[0] }.sorted() }.sorted { $0[0] < $1[0] }
    let (u, v) = ((sum + gap) / 2, (sum - gap) / 2)
    for (cycle, expected) in zip(found, [[-u, -v], [v, u]]) {
      #expect(zip(cycle, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(cycle)")
    }
    for k in 0..<2 { #expect(fractions.share(of: .knownCycle(k)).interval.contains(0.5)) }
    #expect(fractions.share(of: .knownCycle(0)).count + fractions.share(of: .knownCycle(1)).count == 256)
    // The same on a map, where a node and its mirror image end in different cycles.
    let map = try MapJob(plane(cubic(eta), -1.2...1.2, -1...1, 6), .outcome(.init(steps: 300))).map()
    for j in 0..<6 {
      for i in 0..<6 {
        #expect(Set([map[i, j], map[5 - i, j]]) == [-100, -101], "\(i), \(j): \(map[i, j]), \(map[5 - i, j])")
      }
    }
  }

  // At η = √5 - 1 both flip into cycles of four steps: at 1.26 each is back after 4.
  @Test func cyclesKeepTheirNumbersAlongAParameter() throws {
    var request = try BasinFractions.Request(cubic(1.1))
    request.box = Players(x: [-1.2...1.2], y: [-1...1])
    request.samples = 64
    request.criteria = .init(steps: 1000)
    let along = try BasinFractions.along(.hyperparameter("eta-x"), [1.1, 1.26], request)
    #expect(along.map { $0.cycles.map { $0?.period } } == [[2, 2], [4, 4]])
    for k in 0..<2 {
      let signs = along.map { $0.cycles[k].map { $0.points[0].x[0] > 0 } }
      #expect(signs[0] == signs[1] && signs[0] != nil)
    }
  }

  // SimGD on the polar game is z ← z (1 - η h(|z|²) - iη): on the closed curve that attracts, |1 - η h - iη| = 1, so the angle of a
  // step is arcsin η, and the curve's radius² s solves (s - 1)(s - 9/16) = h = (1 - √(1 - η²))/η.
  @Test func aClosedCurveGoesRound() throws {
    let eta = 0.3
    var setup = RunSetup<Double>(SimGDFamily(), on: PolarGameFamily())
    try setup.hyperparameters.setStepSizes(Players(x: eta, y: eta))
    let plane = try plane(setup, 0.95...1.3, -0.2...0.2, 5)
    let kind = MapKind.outcome(.init(steps: 1000))
    let cycles = try #require(try plane.cycles(for: kind, targets: plane.equilibriaOfItsParameters(for: kind)))
    #expect(cycles.count == 1)
    let cycle = try #require(cycles.first)
    #expect(cycle.period == nil && abs((cycle.stepsPerTurn ?? 0) - 2 * .pi / Double.asin(eta)) < 0.1)
    let h = (1 - (1 - eta * eta).squareRoot()) / eta
    let (p, q) = (25.0 / 32, 9.0 / 16 - h)
    let square = p + (p * p - q).squareRoot()
    for point in cycle.points {
      #expect(abs(point.x[0] * point.x[0] + point.y[0] * point.y[0] - square) < 1e-6)
    }
    #expect(try MapJob(plane, kind).map().values.allSatisfy { $0 == -100 })
  }

  // AltGD on xy turns by θ with 2 cos θ = 2 - η_x η_y: a sixth, a fourth and a third of a turn where the product is 1, 2 and 3.
  // Where step sizes are on an axis, every node has an iteration of its own, and periods tell.
  @Test func periodsOverStepSizes() throws {
    let setup = RunSetup<Double>(try OptimizerCatalogue.named("altgd"), on: BilinearGameFamily())
    func axis(_ name: String, _ range: ClosedRange<Double>, _ count: Int) throws -> PlanarMap.Axis {
      try .init(.hyperparameter(name), of: setup.optimizer, on: setup.game, range: range, count: count)
    }
    let plane = try MapPlane(setup, horizontal: axis("eta-x", 1...3, 3), vertical: axis("eta-y", 1...1.21, 2))
    let map = try MapJob(plane, .outcome(.init(steps: 600))).map()
    #expect((0..<3).map { MapOutcome(code: map[$0, 0]) } == [.periodic(6), .periodic(4), .periodic(3)])
    // 2 cos θ = 0.79 is no fraction of a turn that 600 steps can tell.
    #expect(MapOutcome(code: map[0, 1]) == .cycle)
  }

  // Back once is no cycle. SimGD with step sizes 1 on x²/2 - r (x²/2 - x³/3) - y²/2 is the logistic map x ← r x (1 - x), y ← 0. At
  // r = 4, x = sin² θ, it doubles θ, so that π/33 is of period 5: 32 π/33 = π - π/33. A run that begins 1e-12 beside it has by the
  // eleventh step come 2e-9 away, is back after five more to within 3e-8, and after another five to 1e-6: chaos, and the step
  // between two returns grows 32fold. At r = 3.7389 the cycle of 5 steps attracts (its multiplier is about 0).
  @Test func oneReturnIsNoCycle() throws {
    func outcome(_ r: Double, from x: Double, _ criteria: MapOutcome.Criteria) throws -> MapOutcome? {
      let game = try TypedGameFamily(
        zeroSum: "x^2/2 - r*(x^2/2 - x^3/3) - y^2/2", parameters: [("r", r)], start: Players(x: [x], y: [0]))
      var setup = RunSetup<Double>(SimGDFamily(), on: game)
      try setup.hyperparameters.setStepSizes(Players(x: 1, y: 1))
      let plane = try MapPlane(
        setup, horizontal: .init(.gameParameter("r"), symbol: "r", range: r...r + 1e-9, count: 2),
        vertical: .init(.hyperparameter("eta-y"), symbol: "η_y", range: 0.9...1, count: 2))
      return try MapOutcome(code: MapJob(plane, .outcome(criteria)).map()[0, 1])
    }
    let theta = Double.pi / 33 + 1e-12
    let short = MapOutcome.Criteria(steps: 1, window: 10)
    #expect(try outcome(4, from: Double.sin(theta) * Double.sin(theta), short) == .cycle)
    #expect(try outcome(3.7389, from: 0.5, .init(steps: 500)) == .periodic(5))
    // Slowly attracting, of multiplier 4 + 2r - r² = 0.95 on the cycle of two steps: its returns are 1e-10 apart, and become less.
    #expect(try outcome(1 + 4.05.squareRoot(), from: 0.5, .init(steps: 500, window: 200)) == .periodic(2))
  }
}
