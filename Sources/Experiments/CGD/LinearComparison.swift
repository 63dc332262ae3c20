import GameDynamics
import GnuplotScripts
import ModelProblems
import Reports
import StabilityAnalysis

/// One game of two numbers on which all methods are linear maps: their rates against closed forms, what they come to in
/// the paper's number of steps, what they cost, and the curves.
struct LinearComparison {
  /// For claims: `alpha-3`.
  let id: String
  /// For sentences and titles: `3xy`.
  let title: String
  let game: any GameFamily
  let parameters: Parameters<Double>
  /// The step size of both players, and the steps of the paper's figure.
  let eta: Double, steps: Int
  /// The spectral radius of each method by its closed form, by the method's id.
  let radii: [String: Double]

  private static let origin = Players(x: [0.0], y: [0.0])
  private static let start = Players(x: [0.5], y: [0.5])

  private func setup(_ method: ComparedMethods.Method) throws -> RunSetup<Double> {
    try method.setup(game, parameters, eta: eta, from: Self.start)
  }

  /// Judges every method's rate: as measured from the decay of the distance, and of the exact Jacobian.
  func judgeRates(on bench: Workbench) throws {
    for method in ComparedMethods.all {
      guard let radius = radii[method.id] else { continue }
      let what = "\(method.title) on \(title), η = \(eta)"
      bench.judge(
        Claim(
          "\(id)-\(method.id)-rate", "\(what): factor a step, from the measured decay", source: ComparedMethods.paper,
          expected: radius, measured: try Trajectory(setup(method), steps: 2000).rate(towards: Self.origin),
          within: 1e-3)
      )
      bench.judge(
        Claim(
          "\(id)-\(method.id)-spectral-radius", "\(what): spectral radius of the exact Jacobian",
          source: ComparedMethods.paper, expected: radius,
          measured: try IterationJacobian().jacobian(of: setup(method), at: Self.origin).spectralRadius(), within: 1e-9)
      )
    }
  }

  /// Judges which methods come nearer: to half the distance, at least, within the figure's steps.
  func judgeOutcome(_ expected: Set<String>, _ words: String, source: String, on bench: Workbench) throws {
    var nearer: [String] = []
    for method in ComparedMethods.all {
      let distances = try Trajectory(setup(method), steps: steps).distances(to: Self.origin)
      if let first = distances.first, let last = distances.last, distances.count == steps + 1, last < first / 2 {
        nearer.append(method.id)
      }
    }
    bench.judge(
      Claim(
        "\(id)-converge", "\(title), \(steps) steps: \(words)", source: source,
        expected: Self.list(expected), measured: Self.list(Set(nearer)), basis: .figure,
        holds: Set(nearer) == expected))
  }

  /// Judges which methods are fastest.
  func judgeFastest(_ expected: Set<String>, source: String, on bench: Workbench) throws {
    let rates = try ComparedMethods.all.map { method in
      (method.id, try Trajectory(setup(method), steps: 200).rate(towards: Self.origin))
    }
    let least = rates.map(\.1).min() ?? .nan
    let fastest = rates.filter { $0.1 <= least + 1e-6 }.map(\.0)
    bench.judge(
      Claim(
        "\(id)-fastest", "\(title): the fastest of all", source: source,
        expected: Self.list(expected), measured: Self.list(Set(fastest)), basis: .figure,
        holds: Set(fastest) == expected))
  }

  private static func list(_ ids: Set<String>) -> Claim.Quantity {
    let titles = ComparedMethods.all.filter { ids.contains($0.id) }.map(\.title)
    return .text(titles.isEmpty ? "none" : titles.joined(separator: ", "))
  }

  /// Distances against steps, or against passes through the game.
  func panel(byCost: Bool) throws -> Figure {
    var figure = DistanceChart.figure(
      title: title,
      try ComparedMethods.all.map { method in
        // By cost, cheap steps are allowed more of them; the axis ends with the dear ones.
        let trajectory = try Trajectory(setup(method), steps: byCost ? 2 * steps : steps)
        return .init(
          method.title, trajectory.distances(to: Self.origin), passes: byCost ? trajectory.costs.map(\.passes) : nil)
      })
    figure.x.label = byCost ? "passes" : "step t"
    figure.x.range = .between(0, Double(byCost ? 4 * steps : steps))
    figure.y.label = "distance to (0, 0)"
    figure.y.range = .between(1e-12, 1e8)
    return figure
  }

  /// Judges what a step of every method asks of a game: it depends on nothing but the method and the inner solve, which of
  /// one unknown takes one product with its operator.
  func judgeCosts(on bench: Workbench) throws {
    // Gradients, and products: as the authors' code counts, 2, 4, 2, 4, 6 and 4 + 2 an iteration in all.
    let costs = ["gda": (2, 0), "lcgd": (2, 2), "ogda": (2, 0), "sga": (2, 2), "conopt": (2, 4), "cgd": (2, 4)]
    for method in ComparedMethods.all {
      guard let (gradients, products) = costs[method.id] else { continue }
      let trajectory = try Trajectory(setup(method), steps: 10)
      let asked = trajectory.costs[10] - trajectory.costs[9]
      bench.judge(
        Claim(
          "\(method.id)-cost", "\(method.title): what a step asks of the game",
          source: "the method's formulas", expected: .text("\(gradients) gradients, \(products) Hessian products"),
          measured: .text("\(asked.gradients) gradients, \(asked.hessianProducts) Hessian products"),
          holds: asked.gradients == gradients && asked.hessianProducts == products))
    }
  }
}
