import GSLNumerics
import GameDynamics
import GameOptimizers
import GnuplotScripts
import Reports
import SmallGames
import StabilityAnalysis

/// The bilinear game xy: simultaneous steps spiral out, alternating steps circle, competitive steps spiral in.
public struct ICRBilinear: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "icr-bilinear"
  /// The line in `counterplay list`.
  public let summary = "SimGD, AltGD and CGD on xy: diverges, cycles and converges, each at the rate theory gives"
  /// The paper whose claims are judged.
  public let source =
    "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 3"

  /// Nothing to choose: its numbers are the paper's.
  public init() {}

  private let game = BilinearGameFamily()
  private let origin = Players(x: [0.0], y: [0.0])

  /// Measures, judges the claims and draws; throws what the workbench cannot write.
  public func perform(on bench: Workbench) throws {
    bench.parameters = ["game": .text("xy"), "start": .text("(1, 1)"), "steps": .number(400)]
    for eta in [0.05, 0.2, 1, 3] { try judgeRates(eta, on: bench) }
    for eta in [0.05, 0.2, 1, 1.9] { try judgeEllipse(eta, on: bench) }
    try draw(on: bench)
  }

  private func setup(_ optimizer: any OptimizerFamily, _ eta: Double) throws -> RunSetup<Double> {
    var setup = RunSetup<Double>(optimizer, on: game)
    try setup.values.set(.bothStepSizes, to: eta)
    return setup
  }

  /// SimGD's matrix I + η[[0, -1], [1, 0]] has modulus √(1 + η²); CGD's is its inverse transposed.
  private func judgeRates(_ eta: Double, on bench: Workbench) throws {
    let growth = (1 + eta * eta).squareRoot()
    let cases: [(any OptimizerFamily, Double, String)] = [
      (SimGDFamily(), growth, "diverges by √(1 + η²)"), (CGDFamily(), 1 / growth, "converges by 1/√(1 + η²)"),
    ]
    for (family, rate, statement) in cases {
      let setup = try setup(family, eta)
      let title = family.card.title
      bench.judge(
        Claim(
          "\(family.card.name)-eta-\(eta)-rate", "\(title), η = \(eta), \(statement) a step", source: source,
          expected: rate, measured: try Trajectory(setup, steps: 400).rate(towards: origin), within: 1e-9))
      bench.judge(
        Claim(
          "\(family.card.name)-eta-\(eta)-spectral-radius",
          "\(title), η = \(eta): spectral radius of the exact Jacobian",
          source: source, expected: rate,
          measured: try IterationJacobian().jacobian(of: setup, at: origin).spectralRadius(), within: 1e-12))
    }
  }

  /// AltGD keeps Q = x² - ηxy + y²: with x′ = x - ηy and y′ = y + ηx′, Q(x′, y′) = Q(x, y). For η < 2 it is positive
  /// definite, so the points stay on an ellipse.
  private func judgeEllipse(_ eta: Double, on bench: Workbench) throws {
    let trajectory = try Trajectory(setup(AltGDFamily(), eta), steps: 10_000)
    func invariant(_ p: Players<[Double]>) -> Double {
      p.x[0] * p.x[0] - eta * p.x[0] * p.y[0] + p.y[0] * p.y[0]
    }
    let start = invariant(trajectory.points[0])
    let drift = trajectory.points.reduce(0) { max($0, abs(invariant($1) / start - 1)) }
    bench.judge(
      Claim(
        "altgd-eta-\(eta)-ellipse",
        "AltGD, η = \(eta), stays on the ellipse x² - ηxy + y² = const: greatest relative "
          + "drift over 10,000 steps", source: source, expected: 0, measured: drift, within: 1e-9))
    let distances = trajectory.distances(to: origin)
    let (least, greatest) = (distances.min() ?? .nan, distances.max() ?? .nan)
    // The ellipse's half axes are √(Q/(1 ± η/2)).
    let (inner, outer) = ((start / (1 + eta / 2)).squareRoot(), (start / (1 - eta / 2)).squareRoot())
    bench.judge(
      Claim(
        "altgd-eta-\(eta)-neither",
        "AltGD, η = \(eta), neither converges nor diverges: its distances stay between the "
          + "ellipse's half axes", source: source, expected: .text("[\(inner), \(outer)]"),
        measured: .text("[\(least), \(greatest)]"), holds: least >= inner * (1 - 1e-9) && greatest <= outer * (1 + 1e-9)
      ))
  }

  private func draw(on bench: Workbench) throws {
    let eta = 0.2
    var curves: [DistanceChart.Curve] = []
    var shown: [(label: String, trajectory: Trajectory)] = []
    let growth = (1 + eta * eta).squareRoot()
    let cases: [(any OptimizerFamily, Double?)] = [
      (SimGDFamily(), growth), (AltGDFamily(), nil), (CGDFamily(), 1 / growth),
    ]
    for (family, rate) in cases {
      let trajectory = try Trajectory(setup(family, eta), steps: 150)
      curves.append(.init(family.card.title, trajectory.distances(to: origin), rate: rate))
      shown.append((family.card.title, trajectory))
    }
    try bench.draw(
      DistanceChart.figure(title: "Bilinear game xy, η = \(eta): out, around, in", curves), "icr-bilinear-distances")
    try bench.draw(
      PhasePlane(
        title: "Bilinear game xy, η = \(eta), from (1, 1)", game: game, parameters: Parameters(game.card.parameters),
        trajectories: shown, extent: 2.5
      ).figure(), "icr-bilinear-phase-plane")
  }
}
