import ArgumentParser
import Foundation
import GameDynamics
import GnuplotScripts
import Reports
import StabilityAnalysis

/// `counterplay simulate`: one trajectory.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Runs an optimizer on a small game and draws the trajectory.",
    discussion: """
      Writes the points as OPTIMIZER-GAME-trajectory.tsv, the distance to the equilibrium against steps and, for games of
      two numbers, the phase plane.

      EXAMPLES
        counterplay simulate --game quadratic --optimizer simgd --eta-x 0.09 --eta-y 0.01
        counterplay simulate --game bilinear --optimizer cgd --eta-x 1 --eta-y 1 --start 1,0.5 --steps 100
        counterplay simulate --game bilinear --parameter b=3 --optimizer altgd --out out/ellipse
        counterplay simulate --game bilinear --optimizer cgd --eta-x 1 --eta-y 1 --count
      """)

  @OptionGroup var choice: GameAndOptimizer

  @Option(help: "Step size of player x.")
  var etaX: Double?

  @Option(help: "Step size of player y.")
  var etaY: Double?

  @Option(
    parsing: .unconditional,
    help: "Where to start: the coordinates of x, then of y: 1,0.5 or 1;0.5. [default: the game's own]")
  var start: PointText?

  @Option(help: "At most this many steps.")
  var steps = 500

  @Option(help: "Stop at this distance to the equilibrium.")
  var until = 1e-12

  @Flag(
    help:
      "Count what the optimizer asks of the game, gradients and Hessian products: in trajectory.tsv, and as a figure."
  )
  var count = false

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if steps < 1 { throw ValidationError("--steps must be at least 1, \(steps) was given") }
    if !(until >= 0) { throw ValidationError("--until must be at least 0, \(until) was given") }
  }

  func run() throws {
    var setup = try choice.setup(from: start)
    if let etaX { try setup.hyperparameters.set("eta-x", to: etaX) }
    if let etaY { try setup.hyperparameters.set("eta-y", to: etaY) }
    let finder = EquilibriumFinder()
    let equilibria = try finder.equilibria(of: setup.game, setup.gameParameters, from: setup.start)
    let trajectory = try Trajectory(setup, until: .init(steps: steps, targets: equilibria, convergenceBound: until))
    let report = try MotionReport(of: trajectory, setup)
    let name = try RunName(setup).text
    let bench = try Workbench(folder: output.url(default: "simulate"))
    try bench.write(table(trajectory), "\(name)-trajectory")
    let (optimizer, game) = (setup.optimizer.card, setup.game.card)
    let title = "\(optimizer.title) on \(try game.formula(with: setup.gameParameters))".typeset
    results.say("\(optimizer.title) on \(game.formula): \(report.sentence)")
    let target = report.target
    let rate = target.map { trajectory.rate(towards: $0) }
    if let target, let rate {
      results.say("distance to \(report.name(of: target)) changes by \(rate) a step")
      try bench.draw(
        DistanceChart.figure(title: title, [.init(optimizer.title, trajectory.distances(to: target))]),
        "\(name)-distances")
    }
    if count, let total = trajectory.costs.last {
      let steps = trajectory.points.count - 1
      results.say("asked of the game in \(steps) steps: \(total)")
      if let target {
        try bench.draw(
          DistanceChart.figure(
            title: title,
            [.init(optimizer.title, trajectory.distances(to: target), passes: trajectory.costs.map(\.passes))]
          ), "\(name)-distances-by-cost")
      }
    }
    if game.dimensions == Players(x: 1, y: 1) {
      var plane = PhasePlane(
        title: title, game: setup.game, parameters: setup.gameParameters,
        trajectories: [(optimizer.title, trajectory)])
      plane.equilibrium = target
      try bench.draw(plane.figure(), "\(name)-phase-plane")
    }
    if trajectory.cappedSolves > 0 {
      tell("\(trajectory.cappedSolves) steps: \(SolverReport<Double>.Status.iterationCap)")
    }
    let found: [String: ResultValue] = [
      "motion": .text(report.motion), "sentence": .text(report.sentence),
      "steps": .number(Double(trajectory.outcome.step)), "point": ResultValue(trajectory.points.last),
      "equilibrium": ResultValue(target), "rate": rate.map { .number($0) } ?? .none,
      "capped-solves": .number(Double(trajectory.cappedSolves)),
    ]
    try results.finish("simulate", bench, found.merging(setup.result) { $1 })
  }

  private func table(_ trajectory: Trajectory) throws -> Table {
    let first = trajectory.points.first ?? Players(x: [], y: [])
    var columns = [Table.Column("step", trajectory.points.indices.map(Double.init))]
    for i in first.x.indices {
      columns.append(.init(first.x.count == 1 ? "x" : "x\(i + 1)", trajectory.points.map { $0.x[i] }))
    }
    for i in first.y.indices {
      columns.append(.init(first.y.count == 1 ? "y" : "y\(i + 1)", trajectory.points.map { $0.y[i] }))
    }
    if count {
      columns.append(.init("gradients", trajectory.costs.map { Double($0.gradients) }))
      columns.append(.init("hessian-products", trajectory.costs.map { Double($0.hessianProducts) }))
      columns.append(.init("looks", trajectory.costs.map { Double($0.looks) }))
    }
    return try Table(columns)
  }
}
