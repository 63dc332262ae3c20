import GameDynamics
import GameExpressions
import GameOptimizers
import SmallGames
import StabilityAnalysis
import Testing

/// Best step sizes that pencil and paper give.
@Suite struct TuningTests {
  func tuned(
    _ optimizer: String, _ game: any GameFamily, _ parameters: [String: Double] = [:],
    over axes: [(RunQuantity, ClosedRange<Double>?)], _ change: (inout Tuning.Request) throws -> Void = { _ in }
  ) throws -> Tuning {
    let family = try OptimizerCatalogue.named(optimizer)
    var setup = RunSetup<Double>(family, on: game)
    for (name, value) in parameters { try setup.gameParameters.set(name, to: value) }
    var request = Tuning.Request(
      setup, over: try axes.map { try TuningAxis($0.0, of: family, range: $0.1) })
    try change(&request)
    return try Tuning(request)
  }

  func near(_ value: Double?, _ exact: Double, _ tolerance: Double = 1e-6) -> Bool {
    abs((value ?? .nan) - exact) <= tolerance
  }

  // xy under extragradient: κ = ±iη, λ = 1 - κ + κ², |λ|² = (1 - q)² + q with q = η²: least at q = ½, 3/4; below 1 for q < 1.
  @Test func extragradientOnTheBilinearGame() throws {
    let result = try tuned("extragradient", BilinearGameFamily(), over: [(.bothStepSizes, nil)])
    #expect(near(result.quantities[0].best, 0.5.squareRoot()) && near(result.factor, 0.75.squareRoot(), 1e-12))
    let range = try #require(result.quantities[0].stable)
    #expect(range.low == .bound(0) && near(range.high.value, 1, 1e-9))
    #expect(result.converges && !result.quantities[0].isAtEnd)
  }

  // bxy under OGDA: with s = bη, λ = ((1 - 2is) ± √(1 - 4s²))/2. For s ≤ ½ the root r is real and the larger |λ|² is (1 + r)/2,
  // falling to ½ at s = ½; beyond, |λ|² = (1 + (2s + w)²)/4 with w = √(4s² - 1), rising, and 1 where 2s + w = √3: s = 1/√3.
  @Test func ogdaOnTheBilinearGame() throws {
    let result = try tuned("ogda", BilinearGameFamily(), ["b": 4], over: [(.bothStepSizes, 0.01...2)])
    // At a double eigenvalue the radius is a cusp: rounding moves it by the root.
    #expect(near(result.quantities[0].best, 0.125) && near(result.factor, 0.5.squareRoot(), 1e-6))
    #expect(near(result.quantities[0].stable?.high.value, 0.25 / 3.squareRoot(), 1e-9))
  }

  // xy under CGD: ρ = 1/√(1 + η²), falling for ever: the best is the end of the search, and no step is too long.
  @Test func cgdOnTheBilinearGameKnowsNoEnd() throws {
    let result = try tuned("cgd", BilinearGameFamily(), over: [(.bothStepSizes, 0.01...3)])
    #expect(near(result.quantities[0].best, 3) && result.quantities[0].isAtEnd)
    #expect(near(result.factor, 1 / 10.squareRoot(), 1e-12))
    guard case .beyond = result.quantities[0].stable?.high else {
      Issue.record("\(String(describing: result.quantities[0].stable))")
      return
    }
  }

  // x² + xy - y² under CGD with one step size: x + iy turns K into η(2 - i) and I + O into 1 - iη, so that
  // |λ| = |1 - 2η|/√(1 + η²): 0 at η = ½, and 1 where (1 - 2η)² = 1 + η², at η = 4/3.
  @Test func cgdOnAQuadraticGameArrivesInOneStep() throws {
    let result = try tuned("cgd", QuadraticGameFamily(), ["b": 1, "c": -1], over: [(.bothStepSizes, nil)])
    #expect(near(result.quantities[0].best, 0.5) && result.factor < 1e-6)
    #expect(near(result.quantities[0].stable?.high.value, 4 / 3.0, 1e-9))
  }

  // x² + 2xy - y² under SimGD with one step size: K = η (2 ± 2i), |1 - K|² = (1 - 2η)² + 4η²: least at η = ¼, ½; 1 at η = ½.
  @Test func simGDOnAQuadraticGame() throws {
    let result = try tuned("simgd", QuadraticGameFamily(), ["b": 2, "c": -1], over: [(.bothStepSizes, nil)])
    #expect(near(result.quantities[0].best, 0.25) && near(result.factor, 0.5.squareRoot(), 1e-12))
    #expect(near(result.quantities[0].stable?.high.value, 0.5, 1e-9))
  }

  // The same with two: trace 2(η + ε) and determinant 8ηε of K. Both eigenvalues of I - K are 0 where the trace is 2 and the
  // determinant 1: η + ε = 1, ηε = 1/8, so η, ε = (1 ± √½)/2, either way round. The matrix is then nilpotent: ρ = 0.
  @Test func simGDWithTwoStepSizesArrivesInTwoSteps() throws {
    let result = try tuned(
      "simgd", QuadraticGameFamily(), ["b": 2, "c": -1],
      over: [(.hyperparameter("eta-x"), 0.01...2), (.hyperparameter("eta-y"), 0.01...2)])
    let found = result.quantities.map(\.best).sorted()
    let exact = [(1 - 0.5.squareRoot()) / 2, (1 + 0.5.squareRoot()) / 2]
    #expect(near(found[0], exact[0], 1e-5) && near(found[1], exact[1], 1e-5), "\(found)")
    // Near a nilpotent matrix the radius is the root of how far off one is.
    #expect(result.factor < 1e-3)
  }

  // Two parabolas of curvatures L = 4 and 1 under heavy ball with one step size: Polyak's η = 4/(√4 + √1)² = 4/9,
  // μ = ((√4 - √1)/(√4 + √1))² = 1/9, ρ = √μ = 1/3. With μ = 1/9 stable up to η = 2 (1 + μ)/L = 5/9; with η = 4/9 for
  // ηL/2 - 1 = -1/9 < μ < 1.
  @Test func heavyBallOnTwoParabolas() throws {
    let result = try tuned(
      "heavy-ball", QuadraticGameFamily(), ["a": 2, "b": 0, "c": -0.5],
      over: [(.bothStepSizes, 0.01...2), (.hyperparameter("momentum"), -0.95...0.95)])
    #expect(near(result.quantities[0].best, 4 / 9.0, 1e-5) && near(result.quantities[1].best, 1 / 9.0, 1e-5))
    #expect(near(result.factor, 1 / 3.0, 1e-5), "\(result.factor)")
    #expect(near(result.quantities[0].stable?.high.value, 5 / 9.0, 1e-5))
    #expect(near(result.quantities[1].stable?.low.value, -1 / 9.0, 1e-5))
    #expect(near(result.quantities[1].stable?.high.value, 1, 1e-5))
  }

  // xy under extragradient depends on η_x η_y alone: the best is a curve, η_x η_y = ½, on which several searches end.
  @Test func aLineOfBestsIsSaid() throws {
    let result = try tuned(
      "extragradient", BilinearGameFamily(),
      over: [(.hyperparameter("eta-x"), 0.05...5), (.hyperparameter("eta-y"), 0.05...5)])
    #expect(!result.equals.isEmpty)
    for point in [result.quantities.map(\.best)] + result.equals { #expect(near(point[0] * point[1], 0.5, 1e-4)) }
  }

  @Test func wholeNumbersAreStepped() throws {
    // Lookahead with k inner steps of SimGD on x² - y², α = ½, η = 0.4: λ = 1 + α((1 - 2η)ᵏ - 1) = ½ + 0.2ᵏ/2, less with every
    // k: the best of 1 to 6 is 6, all are stable.
    let result = try tuned(
      "lookahead", QuadraticGameFamily(), ["b": 0, "c": -1], over: [(.hyperparameter("lookahead-steps"), 1...6)]
    ) {
      for name in ["eta-x", "eta-y"] { try $0.setup.hyperparameters.set(name, to: 0.4) }
    }
    #expect(result.quantities[0].best == 6, "\(result.quantities[0])")
    #expect(result.quantities[0].stable?.low == .bound(1))
  }

  @Test func typedGamesAndChosenEquilibria() throws {
    // x⁴/4 - x²/2 - y²/2 under SimGD along x: curvature 3x² - 1 = 2 at ±1, y's 1 with η_y = 1 dies at once: η_x = ½ gives 0.
    let game = try TypedGameFamily(formula: "x^4/4 - x^2/2 - y^2/2", parameters: [])
    let result = try tuned("simgd", game, over: [(.hyperparameter("eta-x"), nil)]) {
      try $0.setup.hyperparameters.set("eta-y", to: 1)
      $0.equilibrium = Players(x: [-0.8], y: [0.1])
    }
    #expect(near(result.equilibrium.x.first, -1, 1e-10) && near(result.quantities[0].best, 0.5) && result.factor < 1e-6)
    #expect(near(result.quantities[0].stable?.high.value, 1, 1e-9))
  }

  @Test func nothingThatConvergesIsSaid() throws {
    // SimGD spirals out of xy for every step size.
    let result = try tuned("simgd", BilinearGameFamily(), over: [(.bothStepSizes, 0.1...1)])
    #expect(!result.converges && result.quantities[0].stable == nil && near(result.quantities[0].best, 0.1, 1e-6))
  }

  // The measured rate of extragradient on xy is √(1 - η² + η⁴), as the radius is.
  @Test func aMeasuredRateFindsTheSame() throws {
    let result = try tuned("extragradient", BilinearGameFamily(), over: [(.bothStepSizes, 0.05...2)]) {
      $0.measure = .rate(steps: 200)
    }
    #expect(near(result.quantities[0].best, 0.5.squareRoot(), 1e-2) && near(result.factor, 0.75.squareRoot(), 1e-4))
    #expect(near(result.quantities[0].stable?.high.value, 1, 1e-2))
  }

  @Test func whatCannotBeTunedIsRefused() throws {
    #expect(throws: SpectrumError.notDifferentiable(optimizer: "Adam")) {
      try tuned("adam", BilinearGameFamily(), over: [(.bothStepSizes, nil)])
    }
    #expect(throws: TuningError.notTheOptimizers(name: "b")) {
      try tuned("simgd", BilinearGameFamily(), over: [(.gameParameter("b"), nil)])
    }
    #expect(throws: TuningError.overlap("eta", "eta-x")) {
      try tuned("simgd", BilinearGameFamily(), over: [(.bothStepSizes, nil), (.hyperparameter("eta-x"), nil)])
    }
    #expect(throws: TuningError.rangeNeeded(name: "strength")) {
      try tuned("sga", BilinearGameFamily(), over: [(.hyperparameter("strength"), nil)])
    }
    #expect(throws: TuningError.self) {
      try tuned("heavy-ball", BilinearGameFamily(), over: [(.hyperparameter("momentum"), 0...2)])
    }
    #expect(throws: TuningError.wrongCount(given: 0)) { try tuned("simgd", BilinearGameFamily(), over: []) }
    #expect(throws: CancellationError.self) {
      try tuned("simgd", BilinearGameFamily(), over: [(.bothStepSizes, nil)]) { $0.isCancelled = { true } }
    }
  }
}
