import CompiledKernels
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import Maps
import SmallGames
import StabilityAnalysis
import Testing

/// The kernels on called games against runs of `Driver` on plain numbers, bit for bit.
@Suite struct CalledKernelTests {
  /// Games of matrices of two shapes and one of lists of one number, one of losses by duals that is compiled and one that is
  /// not, typed ones; and two of one number a player.
  static func games() throws -> [any GameFamily] {
    [
      MatrixBilinearGameFamily(),
      try MatrixQuadraticGameFamily(singularValues: [2, 0.5], dimensions: Players(x: 3, y: 2), seed: 3),
      try MatrixQuadraticGameFamily(singularValues: [2], dimensions: Players(x: 1, y: 1), seed: 3),
      RockPaperScissorsFamily(), RobustRegressionFamily(), ForsakenGameFamily.forsaken, AlmostBilinearGameFamily(),
      try TypedGameFamily(
        zeroSum: "k*x1*y1 + x2^2*y2/5 + x1^2/2 - y2^2/k", parameters: [("k", 1)],
        start: Players(x: [0.5, 0.3], y: [0.2, -0.4])),
    ]
  }

  @Test(arguments: OptimizerCatalogue.all.map(\.card.name)) func lanesEqualNumbers(_ name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    for game in try Self.games() {
      let kernel = try #require(MachineKernels.best.kernel(family, game))
      // To the cap or by overflow; beyond a bound; within a distance.
      for (bound, converges) in [(Double.infinity, false), (8.0, false), (1e3, true)] {
        var h: Parameters<Lanes> = Parameters(family.card.hyperparameters)
        try h.setStepSizes(
          Players(x: Lanes { KernelTests.stepSize($0) }, y: Lanes { 0.2 * KernelTests.stepSize(31 - $0) }))
        var p: Parameters<Lanes> = Parameters(game.card.parameters)
        if game.card.name == "typed" { try p.set("k", to: Lanes { 1 + 0.02 * Double($0) }) }
        let start = game.card.standardStart.map { $0.map { c in Lanes { c - 0.01 * Double($0) } } }
        var request = SimulationRequest(
          RunValues(hyperparameters: h, gameParameters: p, start: start), steps: 12, divergenceBound: bound)
        let target = game.card.standardStart.map { $0.map { 0.8 * $0 } }
        if converges {
          request.targets = [target.map { $0.map { Lanes($0) } }]
          request.convergenceBound = 0.3
        }
        let result = try KernelTests.result(of: request, by: kernel)
        for lane in [0, 3, 4, 17, 30, 31] {
          let run = try game.build(
            p.mapped { $0[lane: lane] },
            then: KernelTests.Run(
              family: family, hyperparameters: h.mapped { $0[lane: lane] },
              start: start.map { $0.map { $0[lane: lane] } }, steps: 12, bound: bound,
              target: converges ? target : nil, within: 0.3))
          KernelTests.expectEqual(result, lane, run, "\(name) \(game.card.name) \(bound) lane \(lane)")
        }
      }
    }
  }

  // Games of one type have one kernel, and each its own matrices. All kinds that simulate, with kernels and without.
  @Test(arguments: ["simgd", "adam", "cgd"]) func kernelsChangeNoMap(_ name: String) throws {
    let kinds: [MapKind] = [
      .convergenceRate(steps: 30), .stepsToConvergence(within: 1e-2, atMost: 60), .finalDistance(steps: 30),
      .outcome(.init(steps: 60, window: 20)), .lyapunovExponent(steps: 30),
    ]
    let family = try OptimizerCatalogue.named(name)
    for game in [MatrixBilinearGameFamily(), try MatrixBilinearGameFamily(singularValues: [2, 0.5], seed: 3)] {
      let plane = try MapPlane(
        RunSetup(family, on: game), stepSizesOfX: 0.01...0.4, stepSizesOfY: 0.01...0.4, resolution: 5)
      for kind in kinds {
        let compiled = try MapJob(plane, kind, kernels: MachineKernels.best).map()
        let general = try MapJob(plane, kind, kernels: nil).map()
        // Nobody comes near the equilibrium of the bilinear game but CGD.
        #expect(kind.name == "steps-to-convergence" || compiled.values.contains { $0.isFinite }, "\(kind.name)")
        #expect(compiled.values.map(\.bitPattern) == general.values.map(\.bitPattern), "\(kind.name)")
      }
    }
    // Basins: coordinates of the start on the axes, the game's parameters in the lanes.
    var setup = RunSetup<Double>(family, on: RockPaperScissorsFamily())
    try setup.hyperparameters.setStepSizes(Players(x: 0.1, y: 0.1))
    let plane = try MapPlane(
      setup, horizontal: .init(.start(.x, 0), symbol: "x_1", range: -1...1, count: 6),
      vertical: .init(.gameParameter("tie"), symbol: "ε", range: -0.5...0.5, count: 3))
    let kind = MapKind.outcome(.init(steps: 200, convergenceBound: 0.3, window: 50))
    #expect(
      try MapJob(plane, kind, kernels: MachineKernels.best).map().values
        == MapJob(plane, kind, kernels: nil).map().values)
  }

  // In a linear game λ = log ρ. SimGD on min_x max_y ‖x‖² + 10 xᵀBy + ‖y‖², B with singular values 1, 1/2, 1/4.
  @Test func exponentsOfLinearGamesAreLogarithmsOfRadii() throws {
    let plane = try MapPlane(
      RunSetup(SimGDFamily(), on: MatrixQuadraticGameFamily()), stepSizesOfX: 0.02...0.12, stepSizesOfY: 0.02...0.12,
      resolution: 4)
    let radii = try MapJob(plane, .spectralRadius).map()
    let exponents = try MapJob(plane, .lyapunovExponent(steps: 2000)).map()
    for (radius, exponent) in zip(radii.values, exponents.values) {
      #expect(abs(exponent - Double.log(radius)) < 1e-6, "\(radius)")
    }
  }

  // x ← (1 - 2η_x) x, coordinate by coordinate, the squares in turned axes, so that at η_x = 1/2 rounding is left of what should be
  // 0: every disturbance dies where the other player's dies too, on numbers as on dual numbers.
  @Test func whatDiesOfSeveralNumbersIsMinusInfinity() throws {
    let turned = "(0.6*x1 + 0.8*x2)^2 + (0.8*x1 - 0.6*x2)^2 - (0.28*y1 + 0.96*y2)^2 - (0.96*y1 - 0.28*y2)^2"
    let game = try TypedGameFamily(zeroSum: turned, start: Players(x: [1, 0.3], y: [0.7, -1]))
    let plane = try MapPlane(
      RunSetup(SimGDFamily(), on: game), stepSizesOfX: 0.25...0.5, stepSizesOfY: 0.25...0.5, resolution: 2)
    let map = try MapJob(plane, .lyapunovExponent(steps: 200)).map()
    for (i, j) in [(0, 0), (0, 1), (1, 0)] { #expect(abs(map[i, j] - Double.log(0.5)) < 1e-6, "\(map[i, j])") }
    #expect(map[1, 1] == -.infinity)
    var setup = plane.setup
    try setup.values.set(.bothStepSizes, to: 0.5)
    #expect(try LyapunovExponent(steps: 200).exponents(of: setup) == [-.infinity])
    // The catalogue's games of several numbers: 0 exactly.
    var quadratic = RunSetup<Double>(SimGDFamily(), on: MatrixQuadraticGameFamily())
    try quadratic.gameParameters.set("b", to: 0)
    try quadratic.gameParameters.set("c", to: -1)
    let squares = try MapPlane(quadratic, stepSizesOfX: 0.25...0.5, stepSizesOfY: 0.25...0.5, resolution: 2)
    #expect(try MapJob(squares, .lyapunovExponent(steps: 50)).map()[1, 1] == -.infinity)
  }

  // A run beside against Benettin's method on dual numbers, which is exact: chaotic, so steps are few.
  @Test func exponentsByARunBesideAreThoseOnDuals() throws {
    var setup = RunSetup<Double>(SimGDFamily(), on: RockPaperScissorsFamily())
    try setup.gameParameters.set("tie", to: 0.25)
    let plane = try MapPlane(setup, stepSizesOfX: 0.1...0.9, stepSizesOfY: 0.1...0.9, resolution: 3)
    let map = try MapJob(plane, .lyapunovExponent(steps: 100)).map()
    for (j, ofY) in plane.vertical.values.enumerated() {
      for (i, ofX) in plane.horizontal.values.enumerated() {
        try setup.hyperparameters.setStepSizes(Players(x: ofX, y: ofY))
        let exact = try LyapunovExponent(steps: 100).exponents(of: setup)[0]
        #expect(abs(map[i, j] - exact) < 1e-5, "\(map[i, j]) \(exact)")
      }
    }
  }

  // SimGD on xᵀBy is rotation and growth in the plane of each pair of singular vectors: at equal step sizes the distance
  // along a pair grows by √(1 + η²σ²) a step.
  @Test func distancesOfTheBilinearGame() throws {
    let plane = try MapPlane(
      RunSetup(SimGDFamily(), on: MatrixBilinearGameFamily()), stepSizesOfX: 0.1...0.3, stepSizesOfY: 0.1...0.3,
      resolution: 3)
    let map = try MapJob(plane, .finalDistance(steps: 50)).map()
    for (i, eta) in plane.horizontal.values.enumerated() {
      // B = (I - 2vvᵀ/3) diag(σ) with v = (1, 1, 1), which the reflection turns into -v: in its singular vectors the start,
      // ones, is ones up to sign.
      let square = [1, 0.5, 0.25].reduce(0.0) { $0 + 2 * Double.pow(1 + eta * eta * $1 * $1, 50) }
      #expect(abs(map[i, i] - square.squareRoot()) < 1e-12 * map[i, i])
    }
  }
}
