import GSLNumerics
import GameDynamics
import GameOptimizers
import RealModule
import SmallGames
import StabilityAnalysis
import TestSupport
import Testing

/// CFG and ICFG: their steps by hand, their spectral law, and the step sizes for which they converge on particles.
@Suite struct FunctionalGradientTests {
  // x² + 10xy - y² at (1, 1), η = (0.1, 0.05): ∂g/∂y = -(10x - 2y). y: 1 + 0.05·8 = 1.4, then 1.4 + 0.05·7.2 = 1.76;
  // x = 1 - 0.1 (2 + 17.6) = -0.96.
  @Test func twoStepsOfYAndOneOfX() throws {
    let game = QuadraticGame(a: 1.0, b: 10, c: -1)
    let optimizer = ICFG(stepSizes: Players(x: 0.1, y: 0.05), discriminatorSteps: 2, rule: PlainRule<Double>())
    var point = Players(x: 1.0, y: 1.0)
    var state = try optimizer.initialState(at: point)
    _ = try optimizer.step(&point, &state, in: game)
    #expect(difference([point.x, point.y], [-0.96, 1.76]) < 1e-15)
  }

  // y's best response is 5x: x = 1 - 0.1 (2 + 50) = -4.2. The distance to it shrinks by 0.9 a step: 132 steps to 1e-6.
  @Test func cfgTakesTheBestResponse() throws {
    let game = QuadraticGame(a: 1.0, b: 10, c: -1)
    var point = Players(x: 1.0, y: 1.0)
    var state = NoState<Double>()
    let report = try CFG(stepSizes: Players(x: 0.1, y: 0.05), discriminatorSteps: 1000)
      .step(&point, &state, in: game)
    #expect(abs(point.y - 5) < 1e-5 && abs(point.x + 4.2) < 1e-5)
    #expect(report.solver?.status == .converged && report.solver?.iterations == 132)
    // Too few steps are said to be.
    let capped = try CFG(stepSizes: Players(x: 0.1, y: 0.05), discriminatorSteps: 5).step(&point, &state, in: game)
    #expect(capped.solver?.status == .iterationCap)
  }

  /// Lanes whose y has arrived, or has overflowed (c > 0), stay while others go on.
  @Test func lanesOfCFGArriveEachByItself() throws {
    func curvature(_ lane: Int) -> Double { lane % 8 == 5 ? 1e6 * Double(lane) : -1 - 0.2 * Double(lane) }
    let game = QuadraticGame<Lanes>(a: Lanes(1), b: Lanes(2), c: Lanes(curvature))
    let optimizer = CFG<Lanes>(stepSizes: Players(x: Lanes(0.1), y: Lanes(0.2)), discriminatorSteps: 200)
    var point = Players(x: Lanes(1), y: Lanes(0))
    var state = NoState<Lanes>()
    _ = try optimizer.step(&point, &state, in: game)
    for lane in 0..<Lanes.laneCount {
      var alone = Players(x: 1.0, y: 0.0)
      var nothing = NoState<Double>()
      _ = try CFG(stepSizes: Players(x: 0.1, y: 0.2), discriminatorSteps: 200)
        .step(&alone, &nothing, in: QuadraticGame(a: 1, b: 2, c: curvature(lane)))
      #expect(sameBits(point.x[lane: lane], alone.x) && sameBits(point.y[lane: lane], alone.y), "lane \(lane)")
    }
  }

  /// The closed form for a x² + b xy + c y² against exact Jacobians.
  @Test func theSpectralLaw() throws {
    var random = SeededRandom(seed: 77)
    let game = QuadraticGameFamily()
    for steps in [1.0, 2, 7] {
      for _ in 0..<6 {
        var setup = RunSetup<Double>(GradientMethods.icfg, on: game)
        for name in ["a", "b", "c"] { try setup.gameParameters.set(name, to: random.uniform(-2...2)) }
        try setup.hyperparameters.set("discriminator-steps", to: steps)
        try setup.hyperparameters.setStepSizes(Players(x: random.uniform(0.01...0.4), y: random.uniform(0.01...0.4)))
        let law = try #require(try StabilityTheory.law(of: setup))
        let radius = try IterationJacobian().jacobian(of: setup, at: Players(x: [0], y: [0])).spectralRadius()
        #expect(abs(law.spectralRadius(try setup.hyperparameters.stepSizes()) - radius) < 1e-10 * max(1, radius))
      }
    }
  }

  /// The radius of ICFG on one particle with D = yx and the target N(0, σ²), or on the exact D of normal densities.
  ///
  /// Near rest ∂g/∂y = ½x + ¼σ²y, so U steps give y ← qy - (1 - q)(2/σ²)x with q = (1 - η_y σ²/4)^U, and x ← x + η_x s₀ y:
  /// λ² - (1 + q - K(1 - q))λ + q, K = 2η_x s₀/σ². Stable iff |q| < 1 and K(1 - q) < 2(1 + q) (Jury).
  func radius(_ setup: RunSetup<Double>, _ point: Players<[Double]>) throws -> Double {
    try IterationJacobian().jacobian(of: setup, at: point).spectralRadius()
  }

  @Test(arguments: [("particles-line", 1.0), ("particles-line-gan0", 0.5), ("particles-line-gan1", 0.5)])
  func theRegionOfOneParticle(name: String, s: Double) throws {
    let game = try GameCatalogue.named(name)
    let sigma = 0.8
    for steps in [1, 4] {
      for y in [0.7, 3, 9.5] {
        let q = Double.pow(1 - y * sigma * sigma / 4, steps)
        let limit = sigma * sigma / s * (1 + q) / (1 - q)
        var setup = RunSetup<Double>(GradientMethods.icfg, on: game)
        try setup.gameParameters.set("sigma", to: sigma)
        try setup.hyperparameters.set("discriminator-steps", to: Double(steps))
        for (share, isStable) in [(0.5, true), (0.999, true), (1.001, false), (1.5, false)] {
          try setup.hyperparameters.setStepSizes(Players(x: share * limit, y: y))
          let found = try radius(setup, Players(x: [0], y: [0]))
          #expect((found < 1) == isStable, "\(name), U = \(steps), η = (\(share) limit, \(y)): \(found)")
          let trace = 1 + q - 2 * share * limit * s / (sigma * sigma) * (1 - q)
          let root = trace * trace / 4 - q
          let expected = root < 0 ? q.squareRoot() : abs(trace) / 2 + root.squareRoot()
          #expect(abs(found - expected) < 1e-7)
        }
      }
      // |q| < 1 ends at η_y = 8/σ².
      for (y, isStable) in [(8 / (sigma * sigma) - 0.01, true), (8 / (sigma * sigma) + 0.01, false)] {
        var setup = RunSetup<Double>(GradientMethods.icfg, on: game)
        try setup.gameParameters.set("sigma", to: sigma)
        try setup.hyperparameters.set("discriminator-steps", to: Double(steps))
        try setup.hyperparameters.setStepSizes(Players(x: 1e-4, y: y))
        // Where q is near 1 the boundary of η_x is far, where it is near -1 it is near: an even U leaves q positive.
        if steps.isMultiple(of: 2) || !isStable {
          #expect((try radius(setup, Players(x: [0], y: [0])) < 1) == isStable)
        }
      }
    }
  }

  /// CFG brings y to its best response: stable iff η_x < σ²/s₀, and beside rest a run shrinks by the spectral radius.
  @Test func theRateOfCFGIsItsSpectralRadius() throws {
    let game = try GameCatalogue.named("particles-exact")
    var setup = RunSetup<Double>(CFGFamily(), on: game)
    let rest = Players(x: [-1.0, 1], y: [0.0, 0])
    // Two modes: the mean's factor is 1 - η, the deviation's 1 - 2η, with σ = 1 and D exact at once (η_y = 1).
    for (eta, expected) in [(0.2, 0.8), (0.6, 0.4), (0.9, 0.8), (1.1, 1.2)] {
      try setup.hyperparameters.setStepSizes(Players(x: eta, y: 1))
      #expect(abs(try radius(setup, rest) - expected) < 1e-9)
      setup.start = Players(x: [-1.0 + 2e-6, 1 + 1e-6], y: [0, 0])
      let rate = try Trajectory(setup, steps: 20).rate(towards: rest)
      #expect(abs(rate - expected) < 0.02 * expected, "η = \(eta): \(rate)")
    }
  }

  /// Normal particles that follow the exact D stay on the affine path that is known: mean and variance after a step of η
  /// are m + η((1/v - 1/σ²)m - m/v + μ/σ²) and v(1 + η(1/v - 1/σ²))².
  @Test func particlesFollowTheDensity() throws {
    let game = try GameCatalogue.named("particles-exact")
    var setup = RunSetup<Double>(CFGFamily(), on: game, from: Players(x: [0.5, 4], y: [0.3, 0.1]))
    try setup.gameParameters.set("mu", to: 0.7)
    try setup.gameParameters.set("sigma", to: 1.5)
    try setup.hyperparameters.setStepSizes(Players(x: 0.3, y: 1))
    let end = try #require(try Trajectory(setup, steps: 6).points.last)
    var (m, v) = (2.25, 1.75 * 1.75)
    for _ in 0..<6 {
      let a = 1 / v - 1 / 2.25
      (m, v) = (m + 0.3 * (a * m - m / v + 0.7 / 2.25), v * (1 + 0.3 * a) * (1 + 0.3 * a))
    }
    let mean = (end.x[0] + end.x[1]) / 2
    #expect(abs(mean - m) < 1e-12)
    #expect(abs((end.x[1] - mean) * (end.x[1] - mean) - v) < 1e-12)
  }
}
