import ComplexModule
import GameDynamics
import GameExpressions
import GameOptimizers
import StabilityAnalysis
import Testing

/// Games on which SimGD or the heavy ball is a map that the literature knows by heart.
@Suite struct CriticalityTests {
  static let still = "y^2/4"  // y ← y/2 with step size 1

  func branch(
    _ f: String, _ g: String = still, _ parameters: [(name: String, value: Double)] = [],
    along quantity: RunQuantity, _ range: ClosedRange<Double>, nodes: Int = 101,
    stepSizes: Players<Double> = Players(x: 1, y: 1), momentum: Double? = nil, near point: [Double],
    by optimizer: String = "simgd"
  ) throws -> (EquilibriumBranch.Request, EquilibriumBranch) {
    var setup = RunSetup<Double>(
      try OptimizerCatalogue.named(optimizer), on: try TypedGameFamily(f: f, g: g, parameters: parameters))
    try setup.hyperparameters.setStepSizes(stepSizes)
    if let momentum { try setup.hyperparameters.set("momentum", to: momentum) }
    var request = EquilibriumBranch.Request(setup, along: quantity, range: range, nodes: nodes)
    request.equilibrium = Players(x: [point[0]], y: [point[1]])
    return (request, try EquilibriumBranch(request))
  }

  // x - ∂f/∂x = r x (1 - x), the logistic map. About x* = 1 - 1/r it is w ↦ (2 - r) w - r w²: at r = 3, -w - 3w², and
  // w ↦ -w + a w² + b w³ has c = a² + b, here 9. The cycle of two is (r + 1 ± √((r - 3)(r + 1)))/(2r), and stable up to
  // r = 1 + √6, where it flips itself.
  @Test func theLogisticMapFlipsSoftly() throws {
    let (request, result) = try branch(
      "x^2/2 - r*(x^2/2 - x^3/3)", Self.still, [("r", 2.5)], along: .gameParameter("r"), 2.5...3.6, near: [0.6, 0])
    let flip = try #require(result.crossings.first)
    #expect(result.crossings.count == 1 && flip.kind == .flip && abs(flip.value - 3) < 1e-10)
    let criticality = try #require(flip.criticality)
    #expect(criticality.kind == .soft && criticality.othersAreInside && abs(criticality.coefficient - 9) < 1e-6)
    #expect(criticality.error < 1e-6)
    let cycle = try #require(try PeriodTwoBranch(at: flip, of: request))
    #expect(!cycle.isLost && cycle.values.last == 3.6 && cycle.crossings.map(\.kind) == [.flip])
    #expect(abs((cycle.crossings.first?.value ?? 0) - (1 + 6.0.squareRoot())) < 1e-10)
    for (r, points) in zip(cycle.values, cycle.cycles) where r > 3.001 {
      let root = ((r - 3) * (r + 1)).squareRoot()
      let found = [points.first.x[0], points.second.x[0]].sorted()
      #expect(
        abs(found[0] - (r + 1 - root) / (2 * r)) < 1e-9 && abs(found[1] - (r + 1 + root) / (2 * r)) < 1e-9, "\(r)")
    }
  }

  // f = x²/2 + k x⁴/4: x ↦ (1 - η) x - ηk x³ flips at η = 2 with c = -2k: hard where the force grows outwards. The cycle is
  // x² = (2/η - 1)/k: beyond 2 for k < 0, before it for k > 0, where it repels.
  @Test(arguments: [-1.0, 1]) func theForceFarOutDecides(_ k: Double) throws {
    let (request, result) = try branch(
      "x^2/2 + k*x^4/4", Self.still, [("k", k)], along: .hyperparameter("eta-x"), 1.5...2.5, near: [0, 0])
    let flip = try #require(result.crossings.first)
    let criticality = try #require(flip.criticality)
    #expect(abs(flip.value - 2) < 1e-10 && criticality.kind == (k < 0 ? .soft : .hard))
    #expect(abs(criticality.coefficient + 2 * k) < 1e-6, "\(criticality)")
    let cycle = try #require(try PeriodTwoBranch(at: flip, of: request))
    #expect(cycle.values.last == (k < 0 ? 2.5 : 1.5))
    for (eta, points) in zip(cycle.values, cycle.cycles) {
      #expect(abs(points.first.x[0] * points.first.x[0] - (2 / eta - 1) / k) < 1e-8, "\(eta)")
      #expect(abs(points.first.x[0] + points.second.x[0]) < 1e-8)
    }
    #expect(cycle.counts.dropFirst(2).allSatisfy { ($0.outside == 0) == (k < 0) })
  }

  // The heavy ball x₊ = x - η f′(x) + β (x - x₋) is Hénon's map x₊ = 1 - a x² + b x₋ with b = -β, where
  // η f′ = a x² + (1 + β) x - 1. It flips at a = 3(1 - b)²/4; the cycle x = (1 - b ± √(4a - 3(1 - b)²))/(2a) flips at
  // a = (1 - b)² + (1 + b)²/4 (M. Hénon, "A two-dimensional mapping with a strange attractor", 1976).
  @Test func hénonsMapAsAHeavyBall() throws {
    let b = -0.3
    let (request, result) = try branch(
      "a*x^3/3 + 0.65*x^2 - x", Self.still, [("a", 1)], along: .gameParameter("a"), 1...2, momentum: -b,
      near: [0.4, 0], by: "heavy-ball")
    let flips = result.crossings.filter { $0.kind == .flip }
    let flip = try #require(flips.first)
    #expect(abs(flip.value - 0.75 * (1 - b) * (1 - b)) < 1e-10 && flip.criticality?.kind == .soft)
    let cycle = try #require(try PeriodTwoBranch(at: flip, of: request))
    let second = (1 - b) * (1 - b) + (1 + b) * (1 + b) / 4
    #expect(cycle.crossings.contains { $0.kind == .flip && abs($0.value - second) < 1e-9 }, "\(cycle.crossings)")
    for (a, points) in zip(cycle.values, cycle.cycles) where a > flip.value + 0.01 {
      let root = (4 * a - 3 * (1 - b) * (1 - b)).squareRoot()
      let found = [points.first.x[0], points.second.x[0]].sorted()
      #expect(
        abs(found[0] - (1 - b - root) / (2 * a)) < 1e-9 && abs(found[1] - (1 - b + root) / (2 * a)) < 1e-9, "\(a)")
    }
  }

  // x ↦ r x (1 - y), y ↦ x: the delayed logistic map. At r = 2 its eigenvalues are e^{±iπ/3}, and Re d = -1 for |q| = 1
  // (Kuznetsov, 2004, section 4.7 has -2 for q = (e^{iπ/3}, 1), whose square is twice as long).
  @Test func theDelayedLogisticMapTurnsSoftly() throws {
    let (_, result) = try branch(
      "x^2/2 - r*x^2*(1 - y)/2", "y^2/2 - x*y", [("r", 1.8)], along: .gameParameter("r"), 1.8...2.2, near: [0.45, 0.45])
    let crossing = try #require(result.crossings.first)
    let criticality = try #require(crossing.criticality)
    #expect(crossing.kind == .neimarkSacker && abs(crossing.value - 2) < 1e-10)
    #expect(abs(Complex.log(crossing.eigenvalue).imaginary - .pi / 3) < 1e-9)
    #expect(criticality.kind == .soft && abs(criticality.coefficient + 1) < 1e-6, "\(criticality)")
  }

  // f = px²/2 + xy + kx⁴/4 and g = py²/2 - xy + ky⁴/4 with one step size η: z = x + iy goes to (1 - ηp ± iη) z - ηk (x³ + iy³),
  // whose resonant part is -(3/4) ηk |z|² z. With |q| = 1, |z|² = 2|ζ|²; B is zero, so Re d = -(3/2) ηk cos θ exactly,
  // and cos θ = 1 - ηp = √(1 - η²) on the circle.
  @Test(arguments: [0.2, -0.2]) func quarticsTurnSoftlyOrHard(_ k: Double) throws {
    let eta = 0.25
    let (_, result) = try branch(
      "p*x^2/2 + x*y + k*x^4/4", "p*y^2/2 - x*y + k*y^4/4", [("p", 0.5), ("k", k)], along: .gameParameter("p"),
      -0.2...0.5,
      stepSizes: Players(x: eta, y: eta), near: [0, 0])
    let crossing = try #require(result.crossings.first { $0.kind == .neimarkSacker })
    let cosine = (1 - eta * eta).squareRoot()
    #expect(abs(crossing.value - (1 - cosine) / eta) < 1e-10)
    #expect(crossing.criticality?.kind == (k > 0 ? .soft : .hard))
    #expect(abs((crossing.criticality?.coefficient ?? 0) + 1.5 * eta * k * cosine) < 1e-7, "\(crossing)")
  }

  // A linear iteration has neither: all its cycles come at once.
  @Test func linearIterationsAreDegenerate() throws {
    let (request, result) = try branch("x^2/2", along: .hyperparameter("eta-x"), 1.5...2.5, near: [0, 0])
    let flip = try #require(result.crossings.first)
    #expect(flip.criticality?.kind == .degenerate)
    #expect(try PeriodTwoBranch(at: flip, of: request) == nil)
  }

  // CGD's inner solve is differentiated too. Without coupling it is SimGD, whose c is -2k = 2; a coupling of 1/10 adds to it
  // by its square.
  @Test func innerSolvesAreDifferentiatedToo() throws {
    let (_, result) = try branch(
      "x^2/2 + k*x^4/4 + x*y/10", "y^2/4 - x*y/10", [("k", -1)], along: .hyperparameter("eta-x"), 1.5...2.5,
      near: [0, 0], by: "cgd-gmres")
    let flip = try #require(result.crossings.first { $0.kind == .flip })
    #expect(flip.criticality?.kind == .soft && (flip.criticality?.error ?? 1) < 1e-6)
    #expect(abs((flip.criticality?.coefficient ?? 0) - 2) < 0.2)
  }
}
