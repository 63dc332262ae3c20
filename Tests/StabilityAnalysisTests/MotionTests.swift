import GameDynamics
import GameExpressions
import GameOptimizers
import RealModule
import SmallGames
import StabilityAnalysis
import Testing

/// What runs do in the end, on games where that is known.
@Suite struct MotionTests {
  func motion(
    _ optimizer: String, _ game: any GameFamily, eta: Double, steps: Int = 500, from start: Players<[Double]>? = nil,
    targets: [Players<[Double]>] = []
  ) throws -> Motion {
    var setup = RunSetup<Double>(try OptimizerCatalogue.named(optimizer), on: game, from: start)
    try setup.values.set(.bothStepSizes, to: eta)
    return try Trajectory(setup, until: .init(steps: steps, targets: targets, convergenceBound: 1e-9)).motion
  }

  // SimGD on xy grows by √(1 + η²) a step, CGD shrinks by 1/√(1 + η²), AltGD turns by θ with 2 cos θ = 2 - η² a step.
  @Test func outInAndAround() throws {
    let game = BilinearGameFamily()
    guard case .diverges(let growth?) = try motion("simgd", game, eta: 0.1) else {
      Issue.record("SimGD does not diverge")
      return
    }
    #expect(abs(growth - 1.01.squareRoot()) < 1e-3)
    guard case .approaches(let rate) = try motion("cgd", game, eta: 0.1) else {
      Issue.record("CGD does not approach")
      return
    }
    #expect(abs(rate - 1 / 1.01.squareRoot()) < 1e-3)
    guard case .circles(let period) = try motion("altgd", game, eta: 0.1) else {
      Issue.record("AltGD does not circle")
      return
    }
    #expect(abs(period - 2 * .pi / Double.acos(1 - 0.005)) < 0.1)
  }

  // With η² = 2 - 2 cos(2π/12) AltGD comes back after 12 steps; gradient descent on x² with η = 1 after 2: x ← -x.
  @Test func wholePeriodsAreExact() throws {
    let eta = (2 - 2 * Double.cos(2 * .pi / 12)).squareRoot()
    #expect(try motion("altgd", BilinearGameFamily(), eta: eta) == .cycles(period: 12))
    #expect(
      try motion("simgd", TypedGameFamily(f: "x^2", g: "y^4/4"), eta: 1, from: Players(x: [1], y: [0]))
        == .cycles(period: 2))
  }

  // With η that is 1e-8 off, AltGD's twelfth step ends 12 dθ = 12 · 1e-8 η / sin θ = 1.2e-7 beside the first, and the next
  // round's as far beside that: a closed curve, however near.
  @Test func passingByIsNoPeriod() throws {
    let eta = (2 - 2 * Double.cos(2 * .pi / 12)).squareRoot() + 1e-8
    guard case .circles(let period) = try motion("altgd", BilinearGameFamily(), eta: eta) else {
      Issue.record("does not circle")
      return
    }
    #expect(abs(period - 12) < 0.1)
  }

  // x⁴/4 - x²/2 has wells at ±1, which runs reach to the last digit; the search from the start may name another.
  @Test func aRunAtRestIsWhereItIs() throws {
    let game = try TypedGameFamily(zeroSum: "x^4/4 - x^2/2 - y^2/2")
    for x in [0.3, -0.3] {
      guard case .atRest(let place) = try motion("simgd", game, eta: 0.2, from: Players(x: [x], y: [1])) else {
        Issue.record("does not rest")
        return
      }
      #expect(abs(place.x[0] - (x > 0 ? 1 : -1)) < 1e-12)
    }
    let target = Players(x: [1.0], y: [0.0])
    guard case .converged(let place, _) = try motion("simgd", game, eta: 0.2, targets: [target]) else {
      Issue.record("does not converge")
      return
    }
    #expect(place == target)
  }

  // The slope of √(1 + x²) from x = 1e6 is 1 to 12 digits: 500 steps of 0.01 towards an equilibrium that is far.
  @Test func aSteadyDriftIsNoCycle() throws {
    let game = try TypedGameFamily(f: "sqrt(1 + x^2)", g: "y^2/2")
    guard case .drifts(let step) = try motion("simgd", game, eta: 0.01, from: Players(x: [1e6], y: [0])) else {
      Issue.record("does not drift")
      return
    }
    #expect(abs(step.x[0] + 0.01) < 1e-6)
  }

  @Test func tooFewStepsTellNothing() throws {
    #expect(try motion("simgd", BilinearGameFamily(), eta: 0.1, steps: 8) == .unsettled)
  }
}

@Suite struct LyapunovExponentTests {
  // SimGD on bxy: I + ηR grows every disturbance by √(1 + b²η²) a step where the step sizes are equal, and with complex
  // eigenvalues swings about that where they are not. End against start is off by 1e-3 here, the slope by least squares by 3e-5.
  @Test func theExponentIsTheLogarithmOfTheRadius() throws {
    var setup = RunSetup<Double>(SimGDFamily(), on: BilinearGameFamily())
    for (x, y) in [(0.1, 0.1), (0.2, 0.02), (0.01, 0.5)] {
      try setup.hyperparameters.setStepSizes(Players(x: x, y: y))
      let exponent = try LyapunovExponent(steps: 2000).exponents(of: setup)[0]
      #expect(abs(exponent - 0.5 * Double.log(1 + x * y)) < 1e-6, "\(x) \(y): \(exponent)")
    }
  }

  // AltGD on xy keeps its ellipse: 0, of either sign by rounding and swing alone.
  @Test func neutralRunsHaveExponentZero() throws {
    var setup = RunSetup<Double>(AltGDFamily(), on: BilinearGameFamily())
    try setup.values.set(.bothStepSizes, to: 0.7)
    #expect(abs(try LyapunovExponent(steps: 2000).exponents(of: setup)[0]) < 1e-6)
  }

  // x ← (1 - 2η) x with η = 1/2: every disturbance is gone after one step.
  @Test func whatDiesAtOnceIsMinusInfinity() throws {
    var setup = RunSetup<Double>(SimGDFamily(), on: try TypedGameFamily(zeroSum: "x^2 - y^2"))
    try setup.values.set(.bothStepSizes, to: 0.5)
    #expect(try LyapunovExponent(steps: 100).exponents(of: setup)[0] == -.infinity)
  }
}
