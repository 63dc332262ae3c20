import GSLNumerics
import GameDynamics
import GameOptimizers
import GnuplotScripts
import Maps
import Reports
import SmallGames
import StabilityAnalysis

/// Implicit competitive regularization on min_x max_y x² + 10xy + y²: simultaneous gradient descent converges although y
/// maximises a convex function, for some pairs of step sizes, and diverges for others.
public struct ICRQuadratic: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "icr-quadratic"
  /// The line in `counterplay list`.
  public let summary =
    "SimGD on x² + 10xy + y²: converges where no player alone would, for step sizes η_y < η_x/(1 + 48 η_x)"
  /// The paper whose claims are judged.
  public let source =
    "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 3"

  /// Nothing to choose: its numbers are the paper's.
  public init() {}

  private let game = QuadraticGameFamily()
  private let optimizer = SimGDFamily()
  private static let resolution = 201

  /// Measures, judges the claims and draws; throws what the workbench cannot write.
  public func perform(on bench: Workbench) throws {
    bench.parameters = [
      "game": .text("x² + 10xy + y²"), "start": .text("(1, 1)"), "steps": .number(400),
      "resolution": .number(Double(Self.resolution)),
    ]
    try judgeRates(on: bench)
    try judgeFixedX(on: bench)
    try judgeRegion(on: bench)
    try judgeCounterattack(on: bench)
  }

  private func setup(_ x: Double, _ y: Double, from start: Players<[Double]>? = nil) throws -> RunSetup<Double> {
    var setup = RunSetup<Double>(optimizer, on: game, from: start)
    try setup.hyperparameters.setStepSizes(Players(x: x, y: y))
    return setup
  }

  private func spectralRadius(_ x: Double, _ y: Double) throws -> Double {
    try IterationJacobian().jacobian(of: setup(x, y), at: Players(x: [0], y: [0])).spectralRadius()
  }

  /// The iteration's matrix is [[1 - 2η, -10η], [10ε, 1 + 2ε]], with complex eigenvalues of squared modulus
  /// (1 - 2η)(1 + 2ε) + 100ηε.
  private func judgeRates(on bench: Workbench) throws {
    let origin = Players(x: [0.0], y: [0.0])
    let cases = [
      ("converges", 0.09, 0.01, 0.9264, "converges to (0, 0) although y maximises a convex function"),
      ("diverges-equal", 0.03, 0.03, 1.0864, "diverges with equal step sizes"),
      ("diverges-reversed", 0.01, 0.09, 1.2464, "diverges with the step sizes exchanged"),
    ]
    var curves: [DistanceChart.Curve] = []
    var shown: [(label: String, trajectory: Trajectory)] = []
    for (id, x, y, squared, statement) in cases {
      let rate = squared.squareRoot()
      let trajectory = try Trajectory(setup(x, y), steps: 400)
      let measured = trajectory.rate(towards: origin)
      let sizes = "SimGD (\(x), \(y))"
      bench.judge(
        Claim(
          "simgd-\(id)-rate", "\(sizes) \(statement): factor a step", source: source, expected: rate,
          measured: measured, within: 1e-3))
      bench.judge(
        Claim(
          "simgd-\(id)-spectral-radius", "\(sizes): spectral radius of the exact Jacobian is √\(squared)",
          source: source, expected: rate, measured: try spectralRadius(x, y), within: 1e-12))
      let distances = trajectory.distances(to: origin)
      let end = distances.last ?? .nan
      let goesIn = end < 1e-3 * (distances.first ?? 0)
      bench.judge(
        Claim(
          "simgd-\(id)-outcome", "\(sizes): distance to (0, 0) after 400 steps, from √2", source: source,
          expected: .text(rate < 1 ? "below 1e-3 of the start" : "above the start"), measured: .number(end),
          holds: rate < 1 ? goesIn : end > (distances.first ?? 0)))
      let label = "η_{x} = \(x), η_{y} = \(y)"
      curves.append(.init(label, Array(distances.prefix(201)), rate: rate))
      shown.append((label, trajectory))
    }
    try bench.draw(
      DistanceChart.figure(title: "SimGD on x² + 10xy + y²: the pair of step sizes decides", curves),
      "icr-quadratic-distances")
    try bench.draw(
      PhasePlane(
        title: "SimGD on x² + 10xy + y², from (1, 1)", game: game, parameters: Parameters(game.card.parameters),
        trajectories: shown, extent: 4
      ).figure(), "icr-quadratic-phase-plane")
  }

  /// With x fixed at the equilibrium, y climbs y²: y ← y + ε·2y.
  private func judgeFixedX(on bench: Workbench) throws {
    let trajectory = try Trajectory(setup(0, 0.01, from: Players(x: [0], y: [1])), steps: 400)
    bench.judge(
      Claim(
        "simgd-x-fixed", "SimGD (0, 0.01), x fixed: y diverges by 1.02 a step", source: source, expected: 1.02,
        measured: trajectory.rate(towards: Players(x: [0], y: [0])), within: 1e-10))
    // From x ≠ 0 y's own equilibrium is -5x; every other start leaves it by the same factor.
    let shifted = try Trajectory(setup(0, 0.01, from: Players(x: [0.3], y: [0.7])), steps: 400)
    bench.judge(
      Claim(
        "simgd-x-fixed-elsewhere", "SimGD (0, 0.01), x fixed at 0.3: y leaves -5x = -1.5 by 1.02 a step, from 0.7",
        source: source, expected: 1.02,
        measured: shifted.rate(towards: Players(x: [0.3], y: [-1.5])), within: 1e-10))
  }

  /// det < 1 is η_y < η_x / (1 + 48 η_x), where the eigenvalues are complex.
  private func judgeRegion(on bench: Workbench) throws {
    func plane(resolution: Int) throws -> MapPlane {
      try MapPlane(
        // Not from zero: where y does not move the radius is exactly 1, which is no boundary.
        setup(0.01, 0.01), stepSizesOfX: 0.0005...0.1, stepSizesOfY: 0.00025...0.05, resolution: resolution)
    }
    let fine = try plane(resolution: Self.resolution)
    let map = try fine.spectralRadii()

    var worst = 0.0
    for x in stride(from: 0.002, through: 0.1, by: 0.002) {
      // The radius grows with η_y through 1: bisect between no step of y and twice the expected one.
      var (low, high) = (0.0, 2 * x / (1 + 48 * x))
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if try spectralRadius(x, middle) < 1 { low = middle } else { high = middle }
      }
      worst = max(worst, abs(low - x / (1 + 48 * x)))
    }
    bench.judge(
      Claim(
        "region-boundary",
        "For η_x ≤ 0.1 the region where the radius is below 1 ends at η_y = η_x/(1 + 48 η_x): "
          + "greatest deviation, bisected on the exact Jacobian", source: source, expected: 0, measured: worst,
        within: 1e-12))
    let cell = (0.05 - 0.00025) / Double(Self.resolution - 1)
    var contour = 0.0
    for line in try Grid(x: map.horizontal.values, y: map.vertical.values, z: map.values).contour(at: 1) {
      for (x, y) in zip(line.x, line.y) where x >= 0.002 { contour = max(contour, abs(y - x / (1 + 48 * x))) }
    }
    bench.judge(
      Claim(
        "map-boundary", "The contour of the map at 1 lies on that curve: greatest deviation, in cells of the grid",
        source: source, expected: 0, measured: contour / cell, within: 0.1))
    let coarse = try plane(resolution: 41)
    let difference = zip(try coarse.spectralRadii().values, try coarse.simulatedRates(steps: 10_000).values)
      .reduce(0) { max($0, abs($1.0 - $1.1)) }
    bench.judge(
      Claim(
        "maps-agree", "The map by the exact Jacobian and the map by simulation agree: greatest difference",
        source: "two computations of the same quantity", expected: 0, measured: difference, within: 2e-3))
    let figure = try StabilityMapFigure(
      title: "SimGD on x² + 10xy + y²: rate a step", map: map, quantity: "spectral radius ρ", theory: fine.theory(),
      marks: [
        MapMark("(0.09, 0.01), converges", x: 0.09, y: 0.01, trajectory: 0),
        MapMark("(0.03, 0.03), diverges", x: 0.03, y: 0.03, trajectory: 1),
      ])
    try bench.write(figure.grid(), "icr-quadratic-spectral-radius")
    try bench.draw(figure.figure(), "icr-quadratic-map")
  }

  /// One simultaneous step from (0, 1) moves x by -δ and y by +ε. y's gain in f is 2ε + ε² if x stays; if x answers, the
  /// mixed term takes b·δ·ε of it, beside what x's move does by itself.
  private func judgeCounterattack(on bench: Workbench) throws {
    let moved = try Trajectory(setup(0.09, 0.01, from: Players(x: [0], y: [1])), steps: 1)
    let end = moved.points[1]
    let (delta, epsilon) = (-end.x[0], end.y[0] - 1)
    let payoff = QuadraticGame<Double>(a: 1, b: 10, c: 1)
    func f(_ x: Double, _ y: Double) -> Double { payoff.losses(at: Players(x: x, y: y)).x }
    let alone = f(0, end.y[0]) - f(0, 1)
    let answered = f(end.x[0], end.y[0]) - f(end.x[0], 1)
    bench.parameters["counterattack-delta"] = .number(delta)
    bench.parameters["counterattack-epsilon"] = .number(epsilon)
    bench.judge(
      Claim(
        "counterattack-gain-alone", "From (0, 1), SimGD (0.09, 0.01): y's gain by its step while x stays, 2ε + ε²",
        source: source, expected: 2 * epsilon + epsilon * epsilon, measured: alone, within: 1e-12))
    bench.judge(
      Claim(
        "counterattack-gain-answered", "The same gain once x has answered, 2ε + ε² - 10δε", source: source,
        expected: 2 * epsilon + epsilon * epsilon - 10 * delta * epsilon, measured: answered, within: 1e-12))
    bench.judge(
      Claim(
        "counterattack-cost", "x's answer costs y b·δ·ε = \(10 * delta * epsilon)", source: source,
        expected: 10 * delta * epsilon, measured: alone - answered, within: 1e-12))
    bench.judge(
      Claim(
        "counterattack-sign", "The mixed term decides: y's step is a gain alone and a loss once answered",
        source: source, expected: .text("gain, then loss"),
        measured: .text("\(alone > 0 ? "gain" : "loss"), then \(answered > 0 ? "gain" : "loss")"),
        holds: alone > 0 && answered < 0))
  }
}
