import ArgumentParser
import Experiments
import Foundation
import GameDynamics
import GnuplotScripts
import StabilityAnalysis

/// `counterplay simulate`: one trajectory.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Runs an optimizer on a small game and draws the trajectory.",
    discussion: """
      Writes the points as trajectory.tsv, the distance to the equilibrium against steps and, for games of two numbers,
      the phase plane.

      EXAMPLES
        counterplay simulate --game quadratic --optimizer simgd --eta-x 0.09 --eta-y 0.01
        counterplay simulate --game bilinear --optimizer cgd --eta-x 1 --eta-y 1 --start 1,0.5 --steps 100
        counterplay simulate --game bilinear --parameter b=3 --optimizer altgd --out out/ellipse
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

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if steps < 1 { throw ValidationError("--steps must be at least 1, \(steps) was given") }
    if !(until >= 0) { throw ValidationError("--until must be at least 0, \(until) was given") }
  }

  func run() throws {
    let request = try request()
    let trajectory = try Trajectory(request)
    let bench = try Workbench(folder: output.url(default: "simulate"))
    try bench.write(Self.table(trajectory), "trajectory")
    let title =
      "\(request.optimizer.card.title) on \(try request.game.card.formula(with: request.gameParameters))".typeset
    print("\(request.optimizer.card.title) on \(request.game.card.formula): \(trajectory.outcome)")
    if let target = request.target {
      let rate = trajectory.rate(towards: target)
      print("distance to the equilibrium changes by \(rate) a step")
      try bench.draw(
        DistanceChart.figure(
          title: title, [.init(request.optimizer.card.title, trajectory.distances(to: target))]), "distances")
    }
    let dimensions = request.game.card.dimensions
    if dimensions.x == 1, dimensions.y == 1 {
      let extent = max(
        1.2
          * (abs(request.start.x[0] - (request.target?.x[0] ?? 0))
            + abs(request.start.y[0] - (request.target?.y[0] ?? 0))),
        1e-3)
      try bench.draw(
        PhasePlane(
          title: title, game: request.game, parameters: request.gameParameters,
          trajectories: [(request.optimizer.card.title, trajectory)], extent: extent
        ).figure(), "phase-plane")
    }
    if trajectory.cappedSolves > 0 {
      tell("\(trajectory.cappedSolves) steps: \(SolverReport<Double>.Status.iterationCap)")
    }
    for notice in bench.notices { tell(notice) }
    print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
  }

  private func request() throws -> Trajectory.Request {
    let (game, parameters) = try choice.gameFamily()
    var (optimizer, hyperparameters) = try choice.optimizerFamily()
    if let etaX { try hyperparameters.set("eta-x", to: etaX) }
    if let etaY { try hyperparameters.set("eta-y", to: etaY) }
    var request = Trajectory.Request(optimizer: optimizer, game: game, steps: steps)
    request.hyperparameters = hyperparameters
    request.gameParameters = parameters
    request.target = try game.equilibria(parameters).first
    request.convergenceBound = until
    if let start { request.start = try start.point(game.card.dimensions) }
    return request
  }

  private static func table(_ trajectory: Trajectory) throws -> Table {
    let first = trajectory.points.first ?? Players(x: [], y: [])
    var columns = [Table.Column("step", trajectory.points.indices.map(Double.init))]
    for i in first.x.indices {
      columns.append(.init(first.x.count == 1 ? "x" : "x\(i + 1)", trajectory.points.map { $0.x[i] }))
    }
    for i in first.y.indices {
      columns.append(.init(first.y.count == 1 ? "y" : "y\(i + 1)", trajectory.points.map { $0.y[i] }))
    }
    return try Table(columns)
  }
}
