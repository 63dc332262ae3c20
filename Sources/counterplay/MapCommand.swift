import ArgumentParser
import DurableFiles
import Foundation
import GameDynamics
import Maps
import Reports

/// `counterplay map`: a map over any two quantities.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Charts what an optimizer does on a game, over any two quantities: step sizes, parameters, starts.",
    discussion: """
      An axis is NAME=LOW:HIGH, in equal factors NAME=log:LOW:HIGH. The names: eta-x and eta-y (the step sizes; eta for both at once), the optimizer's other \
      hyperparameters, the game's parameters, start-x-0, start-y-0 and so on (the coordinates of the start). Where \
      optimizer and game share a name, say optimizer:NAME or game:NAME. What is on no axis is set by --hyperparameter, \
      --parameter and --start.

      KINDS
      \(KindName.help)

      Equilibria are those near --equilibrium if it is given, else the catalogue's, else those that GSL finds from the \
      start (for basins, from a grid of starts). With a parameter of the game on an axis they are followed from node to node.

      Writes .npy row by row, .tsv where there are at most \(MapPortfolio.mostNodesOfTable) nodes, and a figure, with the \
      boundary that theory gives drawn over it where one is known. Ctrl-C, TERM, HUP, USR1 and USR2 \
      finish the running rows and exit with 128 + the signal's number; --resume goes on from there, and after a kill too.

      EXAMPLES
        counterplay map --game quadratic --optimizer simgd --kind both
        counterplay map --game quadratic --optimizer cgd --horizontal eta-x=0.001:1 --vertical eta-y=0.001:1 --resolution 256
        counterplay map --game bilinear --optimizer ogda --horizontal b=0.1:4 --vertical eta=0.01:1
        counterplay map --game quadratic --optimizer simgd --kind steps --trajectory 0.09,0.01 --trajectory 0.03,0.03
        counterplay map --game 'x^4/4 - x^2/2 + x*y/2 - y^2/2' --optimizer simgd --kind basins
        counterplay map --game bilinear --optimizer altgd --kind outcome --vertical eta-y=0.1:8 --horizontal eta-x=0.1:8
        counterplay map --game quadratic --kind distance --steps 100 --resolution 16384x16384 --out out/large --resume
      """)

  @OptionGroup var choice: GameAndOptimizer

  @OptionGroup var axes: MapAxisOptions

  @OptionGroup var criteria: MapKindOptions

  @Option(
    parsing: .unconditional,
    help: "Where simulations start: the coordinates of x, then of y: 1,0.5 or 1;0.5. [default: the game's own]")
  var start: PointText?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "An equilibrium, or a point near one: the coordinates of x, then of y; may be repeated. [default: found]")
  var equilibrium: [PointText] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Values H,V of both axes whose run is drawn, and marked on the map in its colour; may be repeated.")
  var trajectory: [NumberPair] = []

  @Option(help: "How many threads compute; the numbers do not depend on it. [default: all]")
  var threads: Int?

  @Flag(help: "Go on from the rows that an interrupted run has left; start where there are none.")
  var resume = false

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, \(threads) was given") }
  }

  func run() throws {
    let interruption = Interruption()
    let plane = try plane()
    var portfolio = try MapPortfolio(plane, criteria.charts, threads: threads)
    portfolio.trajectories = trajectory.map { ($0.first, $0.second) }
    // A value out of a parameter's bounds is to be refused before hours of computing.
    for place in portfolio.trajectories { _ = try plane.setup(at: place) }
    let bench = try Workbench(folder: output.url(default: "map"))
    bench.isCancelled = { interruption.wasAsked }
    try compute(portfolio, in: bench.folder, interruption)
    let report = try portfolio.present(on: bench)
    GameChoice.nashLines(of: plane.setup.game).forEach { results.say($0) }
    for line in report.lines { results.say(line) }
    try results.finish("map", bench, report.result.merging(plane.setup.result) { $1 })
    if let code = interruption.exitCode { throw ExitCode(code) }
  }

  private func compute(_ portfolio: MapPortfolio, in folder: URL, _ interruption: Interruption) throws {
    var line = ProgressLine(isQuietAtFirst: true)
    do {
      try interruption.guarding {
        try portfolio.compute(in: folder, resuming: resume, isCancelled: { interruption.wasAsked }) { job, rows, of in
          line.show("\(job.kind.name): row \(rows)/\(of)", isLast: false)
        }
      }
      line.end()
    } catch MapError.cancelled(let rows) {
      line.end()
      tell("interrupted; \(rows) complete rows are kept in \(folder.path): the same command with --resume goes on")
      throw ExitCode(interruption.exitCode ?? 1)
    } catch let error as FileError where [.foreign, .lockedFolder].contains(error.problem) {
      throw ValidationError(error.description)
    }
  }

  private func plane() throws -> MapPlane {
    let setup = try choice.setup(from: start)
    let dimensions = setup.game.card.dimensions
    let axes = try axes.axes(of: setup, overStarts: criteria.kind.choice.isOverStarts)
    var plane = try MapPlane(setup, horizontal: axes.horizontal, vertical: axes.vertical)
    if !equilibrium.isEmpty { plane.equilibria = .near(try equilibrium.map { try $0.point(dimensions) }) }
    return plane
  }
}

/// `1,2`.
struct NumberPair: ExpressibleByArgument {
  let first: Double, second: Double

  init?(argument: String) {
    guard let point = PointText(argument: argument), point.numbers.count == 2 else { return nil }
    (first, second) = (point.numbers[0], point.numbers[1])
  }
}
