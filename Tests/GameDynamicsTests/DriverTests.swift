import GameDynamics
import SmallGames
import TestSupport
import Testing

/// Every outcome, at the step where it is due. The games are powers of two, so that the steps are known exactly.
@Suite struct DriverTests {
  /// x ← (1 - 2aη)x, y ← (1 + 2cη)y: no interaction.
  static func game(a: Double, c: Double) -> FixedGame<QuadraticGame<Double>> {
    FixedGame(QuadraticGame(a: a, b: 0, c: c))
  }
  static let halving = game(a: 1, c: -1)
  static let quarterSteps = Descent<Double>(stepSizes: Players(x: 0.25, y: 0.25))
  static let origin = Players(x: 0.0, y: 0.0)

  // From (1, 0) with x ← x/2, ‖x‖ = 2⁻ᵏ after k steps.
  @Test func convergesByDistance() throws {
    let driver = Driver<Double>(stepCap: 100, convergence: .distance(to: Self.origin, atMost: 0x1p-10))
    let result = try driver.run(Self.quarterSteps, on: Self.halving, from: Players(x: 1, y: 0))
    #expect(result.outcome == .converged(step: 10) && result.point == Players(x: 0x1p-10, y: 0))
    let moved = Driver<Double>(stepCap: 100, convergence: .distance(to: Players(x: 0.25, y: 0), atMost: 0))
    #expect(
      try moved.run(Self.quarterSteps, on: Self.halving, from: Players(x: 1, y: 0)).outcome == .converged(step: 2))
  }

  // ‖(∂f/∂x, ∂g/∂y)‖ = 2‖x‖ = 2¹⁻ᵏ.
  @Test func convergesByGradientNorm() throws {
    let driver = Driver<Double>(stepCap: 100, convergence: .gradientNorm(atMost: 0x1p-10))
    let result = try driver.run(Self.quarterSteps, on: Self.halving, from: Players(x: 1, y: 0))
    #expect(result.outcome == .converged(step: 11))
  }

  // a = -1/2, η = 1: x ← 2x. The bound itself is not yet divergence.
  @Test(arguments: [(1000.0, 10, 1024.0), (1024, 11, 2048)]) func diverges(bound: Double, step: Int, norm: Double)
    throws
  {
    let driver = Driver<Double>(stepCap: 100, divergenceBound: bound)
    let whole = Descent<Double>(stepSizes: Players(x: 1, y: 1))
    #expect(
      try driver.run(whole, on: Self.game(a: -0.5, c: 0), from: Players(x: 1, y: 0)).outcome
        == .diverged(step: step, norm: norm))
  }

  // Doubling from 1, the square 2²ᵏ overflows at k = 512; from √2 for both players each square stays finite at
  // k = 511 and their sum overflows.
  @Test func overflowNamesThePlayer() throws {
    let driver = Driver<Double>(stepCap: 2000)
    let whole = Descent<Double>(stepSizes: Players(x: 1, y: 1))
    let both = Self.game(a: -0.5, c: 0.5)
    #expect(try driver.run(whole, on: both, from: Players(x: 1, y: 0)).outcome == .nonFinite(step: 512, player: .x))
    #expect(try driver.run(whole, on: both, from: Players(x: 0, y: 1)).outcome == .nonFinite(step: 512, player: .y))
    let root = 2.0.squareRoot()
    #expect(
      try driver.run(whole, on: both, from: Players(x: root, y: root)).outcome == .nonFinite(step: 511, player: .x))
    #expect(
      try driver.run(whole, on: both, from: Players(x: 0.9 * root, y: 1.1 * root)).outcome
        == .nonFinite(step: 511, player: .y))
    // Here no player's gradient looks at the other's coordinate, not even times zero.
    let apart = FixedGame(LinearGradients<Double>(slopes: Players(x: 0.5, y: 0.5)))
    for bad in [Double.nan, .infinity, -.infinity] {
      for player in Player.allCases {
        var start = Players(x: 1.0, y: 1.0)
        start[player] = bad
        #expect(
          try driver.run(firstOrder: whole, on: apart, from: start).outcome == .nonFinite(step: 1, player: player))
      }
    }
  }

  @Test func runsToTheCap() throws {
    let run = { (cap: Int) in
      try Driver<Double>(stepCap: cap).run(Self.quarterSteps, on: Self.halving, from: Players(x: 1, y: 1))
    }
    #expect(try run(7).outcome == .stepCapReached(steps: 7))
    #expect(try run(7).point == Players(x: 0x1p-7, y: 0x1p-7))
    #expect(try run(0).outcome == .stepCapReached(steps: 0))
    #expect(try run(0).point == Players(x: 1, y: 1))
  }

  @Test func solverBreaksDown() throws {
    let newton = NewtonForX<Double>(stepSizes: Players(x: 0.5, y: 0))
    let driver = Driver<Double>(stepCap: 5)
    let concave = try driver.run(newton, on: Self.game(a: -1, c: 0), from: Players(x: 1, y: 0))
    #expect(concave.outcome == .solverBrokeDown(step: 1) && concave.cappedSolves == 0)
    let convex = try driver.run(newton, on: Self.game(a: 1, c: 0), from: Players(x: 1, y: 0))
    #expect(convex.outcome == .stepCapReached(steps: 5) && convex.point.x == 0x1p-5)
  }

  @Test func cappedSolvesAreCounted() throws {
    var a = Matrix(identity: 3)
    for i in 0..<3 { a[i, i] = Double(i + 1) }
    func game<F: Field>(_ sign: F) throws -> FixedGame<MatrixQuadraticGame<F>> {
      FixedGame(
        MatrixQuadraticGame(
          zeroSum: try .init(a: sign, A: a, B: Matrix(rows: 3, columns: 1), C: Matrix(identity: 1))))
    }
    var newton = NewtonForX<DenseVector<Double>>(stepSizes: Players(x: 0.5, y: 0), iterationCap: 1)
    let start = Players(x: DenseVector([1.0, 1, 1]), y: DenseVector([0.0]))
    let driver = Driver<DenseVector<Double>>(stepCap: 4)
    #expect(try driver.run(newton, on: game(1), from: start).cappedSolves == 4)
    newton.iterationCap = 3
    #expect(try driver.run(newton, on: game(1), from: start).cappedSolves == 0)

    // A lane that broke down does not hide the capped solves of the lanes that still run.
    typealias W = DenseVector<Lanes>
    let lanes = try Driver<W>(stepCap: 4).run(
      NewtonForX<W>(stepSizes: Players(x: Lanes(0.5), y: Lanes(0)), iterationCap: 1),
      on: game(Lanes { $0 == 3 ? -1 : 1 }), from: start.map { try W(constants: $0.elements) })
    #expect(lanes.cappedSolves == 4)
    #expect(lanes.outcomes[3] == .solverBrokeDown(step: 1) && lanes.outcomes[0] == .stepCapReached(steps: 4))
  }

  @Test func observerSeesTheStartAndEveryStep() throws {
    var seen: [Int] = []
    var points: [Double] = []
    var reports: [Bool] = []
    let result = try Driver<Double>(stepCap: 100).run(
      Self.quarterSteps, on: Self.halving, from: Players(x: 1, y: 0)
    ) { step, point, report in
      seen.append(step)
      points.append(point.x)
      reports.append(report != nil)
      return step == 4 ? .stop : .proceed
    }
    #expect(seen == [0, 1, 2, 3, 4] && points == [1, 0.5, 0.25, 0.125, 0.0625])
    #expect(reports == [false, true, true, true, true])
    #expect(result.outcome == .stopped(step: 4) && result.point.x == 0.0625)

    let atOnce = try Driver<Double>(stepCap: 100).run(
      Self.quarterSteps, on: Self.halving, from: Players(x: 1, y: 0), firstStep: 3
    ) { _, _, _ in .stop }
    #expect(atOnce.outcome == .stopped(step: 3) && atOnce.point.x == 1)

    // A run that ends in the step in which the observer stops it has ended by itself.
    let converging = Driver<Double>(stepCap: 100, convergence: .distance(to: Self.origin, atMost: 0x1p-4))
    let both = try converging.run(Self.quarterSteps, on: Self.halving, from: Players(x: 1, y: 0)) { step, _, _ in
      step == 4 ? .stop : .proceed
    }
    #expect(both.outcome == .converged(step: 4))
  }

  @Test func errorsOfObserverAndSourcePass() {
    struct Refusal: Error {}
    struct Refusing: GameSource {
      func game(atStep step: Int) throws -> LinearGradients<Double> { throw Refusal() }
    }
    let driver = Driver<Double>(stepCap: 3)
    #expect(throws: Refusal.self) {
      try driver.run(Self.quarterSteps, on: Self.halving, from: Self.origin) { _, _, _ in throw Refusal() }
    }
    // The source's comes with what the run had come to before it.
    let failure = #expect(throws: Driver<Double>.SourceFailure<Descent<Double>.State>.self) {
      try driver.run(firstOrder: Self.quarterSteps, on: Refusing(), from: Self.origin)
    }
    #expect(failure?.cause is Refusal && failure?.result.outcome == .stopped(step: 0))
  }

  /// Eight step sizes at once, one outcome each: every lane ends as it does alone.
  @Test func outcomesOfLanesEqualThoseOfSoloRuns() throws {
    // x ← (1 - 2η)x: converges for 0 < η < 1, diverges beyond, by 1e300 in two steps at the end.
    let sizes = [0.25, 0.49, 0.001, 1.5, 2, 1e200, 0.9, 0]
    let start = Players(x: 1.0, y: 0.0)
    var driver = Driver<Lanes>(
      stepCap: 60, convergence: .distance(to: Players(x: Lanes(0), y: Lanes(0)), atMost: 1e-6), divergenceBound: 1e5)
    let lanes = FixedGame(QuadraticGame(a: Lanes(1), b: Lanes(0), c: Lanes(-1)))
    let optimizer = Descent<Lanes>(stepSizes: Players(x: Lanes { sizes[$0 % sizes.count] }, y: Lanes(0)))
    let together = try driver.run(optimizer, on: lanes, from: start.map { Lanes($0) })
    var kinds: Set<String> = []
    for (lane, size) in sizes.enumerated() {
      let alone = try Driver<Double>(
        stepCap: 60, convergence: .distance(to: Self.origin, atMost: 1e-6), divergenceBound: 1e5
      ).run(Descent<Double>(stepSizes: Players(x: size, y: 0)), on: Self.halving, from: start)
      #expect(together.outcomes[lane] == alone.outcome, "lane \(lane)")
      kinds.insert(String(describing: alone.outcome).prefix(6).description)
    }
    #expect(kinds.count == 4, "converged, diverged, not finite, still moving: \(kinds)")

    // When all lanes are over the loop ends before its cap.
    driver.stepCap = 1000
    var last = 0
    _ = try driver.run(
      Descent<Lanes>(stepSizes: Players(x: Lanes(0.25), y: Lanes(0))), on: lanes, from: start.map { Lanes($0) }
    ) { step, _, _ in
      last = step
      return .proceed
    }
    #expect(last == 20)  // 2⁻²⁰ is the first power of two below 1e-6
  }

  @Test func aResumedRunRepeatsTheUnbrokenOne() throws {
    let optimizer = HeavyBall<Double>(stepSizes: Players(x: 0.1, y: 0.2))
    let source = ShakyGame(seed: 51)
    let start = Players(x: 1.0, y: -2.0)
    let whole = try Driver<Double>(stepCap: 30).run(firstOrder: optimizer, on: source, from: start)
    let first = try Driver<Double>(stepCap: 11).run(firstOrder: optimizer, on: source, from: start)
    var seen: [Int] = []
    let second = try Driver<Double>(stepCap: 30).run(
      firstOrder: optimizer, on: source, from: first.point, state: first.state, firstStep: 11
    ) { step, _, _ in
      seen.append(step)
      return .proceed
    }
    #expect(seen == Array(11...30))
    #expect(sameBits([second.point.x, second.point.y], [whole.point.x, whole.point.y]))
    #expect(sameBits([second.state.velocity.x], [whole.state.velocity.x]))
    #expect(second.outcome == .stepCapReached(steps: 30))
    // The games of later steps are others: starting again at step 0 leads elsewhere.
    let restarted = try Driver<Double>(stepCap: 19).run(
      firstOrder: optimizer, on: source, from: first.point, state: first.state)
    #expect(restarted.point != whole.point)
  }

  // Slopes s_t of a pure function of the step: the point is the product of the factors 1 - η s_t.
  @Test func aStochasticGameIsAskedForEveryStep() throws {
    let source = ShakyGame(seed: 52)
    let result = try Driver<Double>(stepCap: 10).run(
      firstOrder: Descent<Double>(stepSizes: Players(x: 0.5, y: 0.25)), on: source, from: Players(x: 1, y: 1))
    var product = Players(x: 1.0, y: 1.0)
    for step in 0..<10 {
      let slopes = try source.game(atStep: step).slopes
      product = Players(x: product.x * (1 - 0.5 * slopes.x), y: product.y * (1 - 0.25 * slopes.y))
    }
    #expect(difference([result.point.x, result.point.y], [product.x, product.y]) < 1e-14)
  }

  @Test func aGameWithoutSecondDerivativesRunsAndConverges() throws {
    let game = LinearGradients<DenseVector<Double>>(slopes: Players(x: 1, y: 2))
    let driver = Driver<DenseVector<Double>>(stepCap: 100, convergence: .gradientNorm(atMost: 1e-3))
    let start = Players(x: DenseVector([1.0, 0]), y: DenseVector([0.0]))
    let result = try driver.run(
      firstOrder: Descent(stepSizes: Players(x: 0.5, y: 0.5)), on: FixedGame(game), from: start)
    #expect(result.outcome == .converged(step: 10))  // 2⁻¹⁰ < 1e-3 < 2⁻⁹
    #expect(try game.resampled(0).losses(at: start) == Players(x: 0.5, y: 0))
  }
}

@Suite struct OutcomeTests {
  @Test func sentences() {
    let expected: [(Outcome, String, Int)] = [
      (.converged(step: 7), "converged after 7 steps", 7),
      (.diverged(step: 3, norm: 12.5), "diverged: ‖(x, y)‖ = 12.5 after 3 steps", 3),
      (.nonFinite(step: 9, player: .y), "not finite: player y's parameters overflowed or are NaN after 9 steps", 9),
      (.stepCapReached(steps: 5), "still moving after 5 steps; allow more steps", 5),
      (
        .solverBrokeDown(step: 2),
        "stopped at step 2: the inner solve broke down: its operator is singular, indefinite or not finite at this "
          + "point; take smaller step sizes, or a solver for general systems", 2
      ),
      (.stopped(step: 4), "stopped on request after 4 steps", 4),
    ]
    for (outcome, text, step) in expected { #expect(outcome.description == text && outcome.step == step) }
  }
}
