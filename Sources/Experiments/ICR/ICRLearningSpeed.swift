import GSLNumerics
import GameDynamics
import GameOptimizers
import GnuplotScripts
import Reports
import SmallGames
import StabilityAnalysis

/// Learning speeds as regularizers, on min_x max_y x² + 10xy + y²: although y maximises a convex function, simultaneous
/// gradient descent converges for some pairs of step sizes and diverges for others, and competitive gradient descent
/// converges for more of them.
public struct ICRLearningSpeed: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "icr-learning-speed"
  /// The line in `counterplay list`.
  public let summary =
    "SimGD and CGD on x² + 10xy + y²: converge where no player alone would, for η_y < η_x/(1 + 48 η_x) and more"
  /// The paper whose claims are judged.
  public let source = paper
  static let paper =
    "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 3"

  /// Nothing to choose: its numbers are the paper's.
  public init() {}

  static let game = QuadraticGameFamily()
  static let origin = Players(x: [0.0], y: [0.0])
  /// In the paper's figure all runs start at one point, (x, y) ∝ (0.4, 1).
  private static let start = Players(x: [0.4], y: [1.0])

  /// A method, and the rates of the figure's three pairs of step sizes.
  struct Method: Sendable {
    let family: any OptimizerFamily
    /// Of (0.09, 0.01), (0.03, 0.03) and (0.01, 0.09).
    let radii: [Double]
    /// The matrix's determinant is below 1 up to this η_y.
    let boundary: @Sendable (_ etaX: Double) -> Double
    /// That in words.
    let boundaryText: String
    var title: String { family.card.title }
    var name: String { family.card.name }
  }

  /// SimGD's matrix is M = I - K = [[1 - 2η, -10η], [10ε, 1 + 2ε]], with complex eigenvalues of squared modulus
  /// det M = (1 - 2η)(1 + 2ε) + 100ηε < 1 for ε < η/(1 + 48η). CGD's satisfies (I + O) M = I + O - K, O being K's mixed
  /// part, so det M = (1 - 2η)(1 + 2ε)/(1 + 100ηε) < 1 for ε < η/(1 - 52η), and for every ε from η = 1/52 on.
  static let methods = [
    Method(
      family: SimGDFamily(), radii: pairs.map { determinant($0.x, $0.y).squareRoot() },
      boundary: { $0 / (1 + 48 * $0) }, boundaryText: "η_x/(1 + 48 η_x)"),
    Method(
      family: CGDFamily(),
      radii: pairs.map { (outer($0.x, $0.y) / (1 + 100 * $0.x * $0.y)).squareRoot() },
      boundary: { $0 < 1 / 52 ? $0 / (1 - 52 * $0) : .infinity }, boundaryText: "η_x/(1 - 52 η_x)"),
  ]

  private static func outer(_ eta: Double, _ epsilon: Double) -> Double { (1 - 2 * eta) * (1 + 2 * epsilon) }
  private static func determinant(_ eta: Double, _ epsilon: Double) -> Double {
    outer(eta, epsilon) + 100 * eta * epsilon
  }

  static let pairs = [
    (id: "slow-y", x: 0.09, y: 0.01), (id: "equal", x: 0.03, y: 0.03), (id: "fast-y", x: 0.01, y: 0.09),
  ]

  /// Measures, judges the claims and draws; throws what the workbench cannot write.
  public func perform(on bench: Workbench) throws {
    bench.parameters = [
      "game": .text("x² + 10xy + y²"), "start": .text("(0.4, 1)"), "steps": .number(400),
      "resolution": .number(Double(ICRStepSizeRegion.resolution)),
    ]
    for method in Self.methods { try judgeRates(method, on: bench) }
    try draw(on: bench)
    try judgeFixedX(on: bench)
    try ICRStepSizeRegion.judge(on: bench)
    try judgeCounterattack(on: bench)
  }

  static func setup(
    _ family: any OptimizerFamily, _ x: Double, _ y: Double, from start: Players<[Double]> = start
  ) throws -> RunSetup<Double> {
    var setup = RunSetup<Double>(family, on: game, from: start)
    try setup.hyperparameters.setStepSizes(Players(x: x, y: y))
    return setup
  }

  static func spectralRadius(_ family: any OptimizerFamily, _ x: Double, _ y: Double) throws -> Double {
    try IterationJacobian().jacobian(of: setup(family, x, y), at: origin).spectralRadius()
  }

  private func judgeRates(_ method: Method, on bench: Workbench) throws {
    for (pair, rate) in zip(Self.pairs, method.radii) {
      let trajectory = try Trajectory(Self.setup(method.family, pair.x, pair.y), steps: 400)
      let sizes = "\(method.title) (\(pair.x), \(pair.y))"
      let verb = rate < 1 ? "converges to (0, 0) although y maximises a convex function" : "diverges"
      bench.judge(
        Claim(
          "\(method.name)-\(pair.id)-rate", "\(sizes) \(verb): factor a step, fitted", source: source, expected: rate,
          measured: trajectory.rate(towards: Self.origin), within: 1e-3))
      bench.judge(
        Claim(
          "\(method.name)-\(pair.id)-spectral-radius", "\(sizes): spectral radius of the exact Jacobian",
          source: source, expected: rate, measured: try Self.spectralRadius(method.family, pair.x, pair.y),
          within: 1e-12))
      let distances = trajectory.distances(to: Self.origin)
      let (first, end) = (distances.first ?? .nan, distances.last ?? .nan)
      bench.judge(
        Claim(
          "\(method.name)-\(pair.id)-outcome", "\(sizes): distance to (0, 0) after 400 steps, over that of the start",
          source: source, expected: .text(rate < 1 ? "below 1e-3" : "above 1"), measured: .number(end / first),
          basis: method.name == "simgd" ? .figure : .derived, holds: rate < 1 ? end < 1e-3 * first : end > first))
    }
  }

  private func draw(on bench: Workbench) throws {
    var curves: [DistanceChart.Curve] = []
    for method in Self.methods {
      var shown: [(label: String, trajectory: Trajectory)] = []
      for (pair, rate) in zip(Self.pairs, method.radii) {
        let trajectory = try Trajectory(Self.setup(method.family, pair.x, pair.y), steps: 400)
        let label = "η_{x} = \(pair.x), η_{y} = \(pair.y)"
        curves.append(
          .init(
            "\(method.title), \(pair.x), \(pair.y)", Array(trajectory.distances(to: Self.origin).prefix(201)),
            rate: rate))
        shown.append((label, trajectory))
      }
      try bench.draw(
        PhasePlane(
          title: "\(method.title) on x² + 10xy + y², from (0.4, 1)", game: Self.game,
          parameters: Parameters(Self.game.card.parameters), trajectories: shown, extent: 3
        ).figure(), "icr-learning-speed-phase-plane-\(method.name)")
    }
    var figure = DistanceChart.figure(
      title: "x² + 10xy + y²: both step sizes decide, and CGD converges for more", curves)
    figure.y.range = .between(1e-12, 1e10)
    try bench.draw(figure, "icr-learning-speed-distances")
  }

  /// With x fixed at the equilibrium, y climbs y²: y ← y + ε·2y.
  private func judgeFixedX(on bench: Workbench) throws {
    let simgd = SimGDFamily()
    for epsilon in Self.pairs.map(\.y) {
      let trajectory = try Trajectory(
        Self.setup(simgd, 0, epsilon, from: Players(x: [0], y: [1])), steps: 400)
      bench.judge(
        Claim(
          "simgd-x-fixed-\(epsilon)", "SimGD (0, \(epsilon)), x fixed: y diverges by 1 + 2η_y a step", source: source,
          expected: 1 + 2 * epsilon, measured: trajectory.rate(towards: Self.origin), within: 1e-10))
    }
    // From x ≠ 0 y's own equilibrium is -5x; every other start leaves it by the same factor.
    let shifted = try Trajectory(Self.setup(simgd, 0, 0.01, from: Players(x: [0.3], y: [0.7])), steps: 400)
    bench.judge(
      Claim(
        "simgd-x-fixed-elsewhere", "SimGD (0, 0.01), x fixed at 0.3: y leaves -5x = -1.5 by 1.02 a step, from 0.7",
        source: source, expected: 1.02,
        measured: shifted.rate(towards: Players(x: [0.3], y: [-1.5])), within: 1e-10))
  }

  /// One simultaneous step from (0, 1) moves x by -δ and y by +ε. y's gain in f is 2ε + ε² if x stays; if x answers, the
  /// mixed term takes b·δ·ε of it, beside what x's move does by itself.
  private func judgeCounterattack(on bench: Workbench) throws {
    let moved = try Trajectory(Self.setup(SimGDFamily(), 0.09, 0.01, from: Players(x: [0], y: [1])), steps: 1)
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
