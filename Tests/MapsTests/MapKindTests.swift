import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import RealModule
import SmallGames
import StabilityAnalysis
import Testing

/// Kinds of maps on games whose answers are known.
@Suite struct MapKindTests {
  func plane(
    _ optimizer: any OptimizerFamily, _ game: any GameFamily, _ horizontal: PlanarMap.Axis, _ vertical: PlanarMap.Axis,
    _ settings: [String: Double] = [:]
  ) throws -> MapPlane {
    var h = Parameters<Double>(optimizer.card.hyperparameters)
    for (name, value) in settings { try h.set(name, to: value) }
    return try MapPlane(
      RunSetup(optimizer, h, on: game), horizontal: horizontal, vertical: vertical)
  }

  // SimGD on bxy with step sizes η multiplies the distance by √(1 + b²η²) at every step, from every start.
  @Test func gameParametersAndHyperparametersAsAxes() throws {
    let plane = try plane(
      SimGDFamily(), BilinearGameFamily(), .init(.gameParameter("b"), symbol: "b", range: 0.5...4, count: 8),
      .init(.hyperparameter("eta-x"), symbol: "η_x", range: 0.01...0.2, count: 5), ["eta-y": 0.1])
    let radii = try MapJob(plane, .spectralRadius).map()
    let exponents = try MapJob(plane, .lyapunovExponent(steps: 4000)).map()
    for (j, eta) in plane.vertical.values.enumerated() {
      for (i, b) in plane.horizontal.values.enumerated() {
        let expected = (1 + b * b * eta * 0.1).squareRoot()
        #expect(abs(radii[i, j] - expected) < 1e-12)
        // λ = log ρ for a linear map; the slowest of these turns ten times in what counts.
        #expect(abs(exponents[i, j] - Double.log(expected)) < 2e-5, "b \(b) eta \(eta)")
      }
    }
  }

  // In a linear game λ = log ρ: SimGD on x² + 10xy + y² turns by some tenths of a radian a step and more.
  @Test func exponentsOfLinearGamesAreLogarithmsOfRadii() throws {
    let plane = try MapPlane(
      RunSetup(SimGDFamily(), on: QuadraticGameFamily()), stepSizesOfX: 0.02...0.12, stepSizesOfY: 0.02...0.12,
      resolution: 5)
    let radii = try MapJob(plane, .spectralRadius).map()
    let exponents = try MapJob(plane, .lyapunovExponent(steps: 2000)).map()
    for (radius, exponent) in zip(radii.values, exponents.values) {
      #expect(abs(exponent - Double.log(radius)) < 1e-6, "\(radius)")
    }
  }

  // The logistic map x ← r x (1 - x) at r = 3.2 ends in its cycle of two, whose multiplier is 4 + 2r - r² = 0.16: λ is half its
  // logarithm: exactly on dual numbers, to 1e-7 of the curvature over the slope (which is 0.2 at one of the points) on kernels.
  @Test func theExponentOfACycle() throws {
    let game = try TypedGameFamily(
      f: "x^2/2 - r*(x^2/2 - x^3/3)", g: "y^2/2", parameters: [("r", 3.2)], start: Players(x: [0.4], y: [0.5]))
    let family = SimGDFamily()
    var setup = RunSetup<Double>(family, on: game)
    try setup.hyperparameters.setStepSizes(Players(x: 1, y: 1))
    let plane = try MapPlane(
      setup, horizontal: .init(.start(.x, 0), symbol: "x", range: 0.3...0.45, count: 2),
      vertical: .init(.start(.y, 0), symbol: "y", range: 0.5...1, count: 2))
    for exponent in try MapJob(plane, .lyapunovExponent(steps: 2000)).map().values {
      #expect(abs(exponent - Double.log(0.16) / 2) < 1e-5, "\(exponent)")
    }
    #expect(abs(try LyapunovExponent(steps: 2000).exponents(of: setup)[0] - Double.log(0.16) / 2) < 1e-9)
  }

  // With x at rest SimGD's map is triangular with real eigenvalues 1 - 2η and 1 on x² + y²·0: no oscillation. Here
  // a = c = 1, b = 0: x ← (1 - 2η_x) x, y ← (1 + 2η_y) y, so λ = log(1 + 2η_y) exactly.
  @Test func lyapunovExponentOfADiagonalMap() throws {
    let family = SimGDFamily()
    var h = Parameters<Double>(family.card.hyperparameters)
    var p = Parameters<Double>(QuadraticGameFamily().card.parameters)
    try h.setStepSizes(Players(x: 0.1, y: 0.05))
    try p.set("b", to: 0)
    let exponent = try LyapunovExponent(steps: 2000).exponents(
      of: RunSetup(family, h, on: QuadraticGameFamily(), p, from: Players(x: [1], y: [1])))
    #expect(exponent.count == 1 && abs(exponent[0] - Double.log(1.1)) < 1e-12)
  }

  // x² + 10xy + y² is linear: a node converges from (2·10⁶, 0) as it does from (2, 0), a million times nearer, if later, and so does
  // one whose runs grow at first, by the norm of a matrix that is not normal. Where ρ > 1 it diverges from either. On maps over
  // starts and in samples the farthest start counts.
  @Test func divergenceIsRelativeToTheStart() throws {
    let game = QuadraticGameFamily()
    func plane(_ x: Double) throws -> MapPlane {
      try MapPlane(
        RunSetup(CGDFamily(), on: game, from: Players(x: [x], y: [0])), stepSizesOfX: 0.01...0.14,
        stepSizesOfY: 0.01...0.14, resolution: 9)
    }
    let criteria = MapOutcome.Criteria(steps: 6000)
    let radii = try MapJob(plane(2), .spectralRadius).map()
    let near = try MapJob(plane(2), .outcome(criteria)).map()
    let far = try MapJob(plane(2e6), .outcome(criteria)).map()
    var converging = 0
    for (node, radius) in radii.values.enumerated() where abs(radius - 1) > 0.01 {
      let expected = radius < 1 ? MapOutcome.equilibrium(0) : .diverged
      #expect(MapOutcome(code: near.values[node]) == expected && MapOutcome(code: far.values[node]) == expected)
      if radius < 1 { converging += 1 }
    }
    #expect(converging > 20)
    var setup = RunSetup<Double>(CGDFamily(), on: game)
    try setup.hyperparameters.setStepSizes(Players(x: 0.09, y: 0.01))
    let starts = try MapPlane(
      setup, horizontal: .init(.start(.x, 0), symbol: "x", range: -3e6...3e6, count: 5),
      vertical: .init(.start(.y, 0), symbol: "y", range: -1...1, count: 3))
    #expect(try MapJob(starts, .outcome(criteria)).map().values.allSatisfy { MapOutcome(code: $0) == .equilibrium(0) })
    var samples = try BasinFractions.Request(setup, box: -3e6...3e6)
    (samples.samples, samples.criteria) = (64, criteria)
    #expect(try BasinFractions(samples).share(of: .equilibrium(0)).count == 64)
  }

  // On xy: SimGD diverges; AltGD goes round for ever; CGD converges to (0, 0).
  @Test(arguments: [("simgd", MapOutcome.diverged), ("altgd", .cycle), ("cgd", .equilibrium(0))])
  func outcomesOverStarts(name: String, expected: MapOutcome) throws {
    let plane = try plane(
      OptimizerCatalogue.named(name), BilinearGameFamily(),
      .init(.start(.x, 0), symbol: "x", range: -1...2, count: 5),
      .init(.start(.y, 0), symbol: "y", range: 0.5...2, count: 4), ["eta-x": 0.3, "eta-y": 0.3])
    let map = try MapJob(plane, .outcome(.init(steps: 3000))).map()
    for value in map.values { #expect(MapOutcome(code: value) == expected) }
  }

  // CGD on xy contracts by 1/√(1 + η²) a step: from (1, 1) it is within d after the least n with √2 (1 + η²)^(-n/2) ≤ d.
  @Test func stepsToConvergence() throws {
    let plane = try plane(
      OptimizerCatalogue.named("cgd"), BilinearGameFamily(),
      .init(.hyperparameter("eta-x"), symbol: "η_x", range: 0.2...1, count: 9),
      .init(.hyperparameter("eta-y"), symbol: "η_y", range: 0.2...1, count: 9))
    let map = try MapJob(plane, .stepsToConvergence(within: 1e-3, atMost: 400)).map()
    for (i, eta) in plane.horizontal.values.enumerated() {
      let needed = (2 * Double.log(2.0.squareRoot() / 1e-3) / Double.log(1 + eta * eta)).rounded(.up)
      // Equal step sizes, where the map is a rotation times the contraction, lie on the diagonal.
      #expect(needed <= 400 ? map[i, i] == needed : map[i, i].isNaN, "\(eta)")
    }
  }

  // The codes on a map and back.
  @Test func codes() {
    for outcome in [
      MapOutcome.equilibrium(0), .equilibrium(7), .diverged, .cycle, .unsettled, .solverBrokeDown, .drifting, .atRest,
      .knownCycle(0), .knownCycle(41), .periodic(1), .periodic(500),
    ] {
      #expect(MapOutcome(code: outcome.code) == outcome)
    }
    #expect(MapOutcome(code: 0.5) == nil && MapOutcome(code: -9) == nil && MapOutcome(code: .nan) == nil)
  }
}
