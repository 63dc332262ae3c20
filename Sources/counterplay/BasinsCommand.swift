import ArgumentParser
import Foundation
import GameDynamics
import GnuplotScripts
import Maps
import Reports

/// `counterplay basins`: shares of basins of attraction, by sampling.
struct BasinsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "basins",
    abstract: "Samples starts in any number of dimensions: which share converges where, with confidence intervals.",
    discussion: """
      Starts are drawn evenly from a box, run, and judged as `map --kind basins` does. Shares have Wilson's intervals of 95 %
      confidence. With --along a parameter moves, and an attractor keeps its number from value to value. A plane of basins in
      more than two dimensions is `map --kind basins` with any two coordinates as axes (--horizontal start-x-0=-1:1) and
      the others at --start. Writes OPTIMIZER-GAME-fractions.tsv, and along a parameter a figure.

      EXAMPLES
        counterplay basins --game quadratic-nd --optimizer simgd --samples 4096
        counterplay basins --game 'x^4/4 - x^2/2 + p*x - y^2/2' --parameter p=0 --along p=-0.5:0.5 --box -2:2
        counterplay basins --game bilinear-nd --optimizer ogda --along eta=log:0.01:2
      """)

  @OptionGroup var choice: GameAndOptimizer

  @Option(parsing: .unconditional, help: "The range of every coordinate of the starts. [default: that of map's basins]")
  var box: NumberRange?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "The range of one coordinate, start-x-0=LOW:HIGH; may be repeated; equal ends are not allowed.")
  var coordinate: [Span] = []

  @Option(help: "How many starts.")
  var samples = 1024

  @Option(help: "The seed of the starts.")
  var seed: UInt64 = 1

  @Option(
    help: "A parameter that moves, and from where to where: NAME=LOW:HIGH, or in equal factors NAME=log:LOW:HIGH.")
  var along: Span?

  @Option(help: "At how many values of it.")
  var nodes = 33

  @Option(help: "Steps of a run.")
  var steps = 2000

  @Option(help: "The distance to an equilibrium that counts as arrived.")
  var within = 1e-6

  @Option(
    help:
      "‖(x, y)‖ above this counts as diverged; where a start has a coordinate above 1, above so many times more.")
  var divergenceBound = 1e6

  @Option(
    parsing: .unconditionalSingleValue,
    help: "An equilibrium, or a point near one; may be repeated. [default: those known and found]")
  var equilibrium: [PointText] = []

  @Option(help: "How many threads compute; the numbers do not depend on it. [default: all]")
  var threads: Int?

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if samples < 1 { throw ValidationError("--samples must be at least 1, \(samples) was given") }
    if nodes < 2 { throw ValidationError("--nodes must be at least 2, \(nodes) was given") }
    if steps < 4 { throw ValidationError("--steps must be at least 4, \(steps) was given") }
    if !(within > 0) { throw ValidationError("--within must be above 0, \(within) was given") }
    if !(divergenceBound > 0) {
      throw ValidationError("--divergence-bound must be above 0, \(divergenceBound) was given")
    }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, \(threads) was given") }
  }

  func run() throws {
    let interruption = Interruption()
    let setup = try choice.setup()
    let request = try request(setup)
    GameChoice.nashLines(of: setup.game).forEach { results.say($0) }
    let name = try RunName(setup).text
    let bench = try Workbench(folder: output.url(default: "basins"))
    bench.isCancelled = { interruption.wasAsked }
    var found: [String: ResultValue]
    if let along {
      let axis = try PlanarMap.Axis(
        RunQuantity(named: along.name, of: setup.optimizer, on: setup.game), of: setup.optimizer, on: setup.game,
        range: along.range, count: nodes, scale: along.scale)
      var line = ProgressLine(isQuietAtFirst: true)
      let fractions = try BasinFractions.along(axis.quantity, axis.values, request) { done in
        line.show("value \(done)/\(axis.values.count)", isLast: false)
        if let code = interruption.exitCode { throw ExitCode(code) }
      }
      line.end()
      let figure = FractionsFigure(
        axis.values, fractions,
        title: "\(setup.optimizer.card.title) on \(setup.game.card.formula): where \(samples) starts lead".typeset,
        axis: "\(axis.meaning), \(axis.symbol)", scale: axis.scale)
      try bench.write(table(figure), "\(name)-fractions")
      try bench.draw(figure.figure(), "\(name)-fractions")
      for (value, one) in [(axis.values.first, fractions.first), (axis.values.last, fractions.last)] {
        if let value, let one { FractionsReport(one).lines.forEach { results.say("\(axis.name) = \(value): \($0)") } }
      }
      found = [
        "along": .text(axis.quantity.fullName), "values": .list(axis.values.map { .number($0) }),
        "fractions": .list(fractions.map { .object(FractionsReport($0).result) }),
      ]
    } else {
      let fractions = try BasinFractions(request)
      let report = FractionsReport(fractions)
      report.lines.forEach { results.say($0) }
      try bench.write(
        Table([
          .init("code", fractions.counts.map(\.outcome.code)),
          .init("count", fractions.counts.map { Double($0.share.count) }),
          .init("share", fractions.counts.map(\.share.value)),
          .init("low", fractions.counts.map(\.share.interval.lowerBound)),
          .init("high", fractions.counts.map(\.share.interval.upperBound)),
        ]), "\(name)-fractions")
      let cycles = fractions.cycles.compactMap { $0 }
      if !cycles.isEmpty {
        try bench.draw(
          CyclesFigure(
            cycles, title: "\(setup.optimizer.card.title) on \(setup.game.card.formula): cycles".typeset
          ).sheet(), "\(name)-cycles")
      }
      found = report.result
    }
    try results.finish("basins", bench, found.merging(setup.result) { $1 })
  }

  private func request(_ setup: RunSetup<Double>) throws -> BasinFractions.Request {
    var request = try BasinFractions.Request(setup, box: box?.range)
    for one in coordinate {
      guard case .start(let player, let index) = try RunQuantity(named: one.name, of: setup.optimizer, on: setup.game)
      else {
        throw ValidationError(
          "--coordinate requires a coordinate of the start, such as start-x-0=-1:1; '\(one.name)' is none")
      }
      request.box[player][index] = one.range
    }
    request.samples = samples
    request.seed = seed
    request.criteria = .init(steps: steps, convergenceBound: within, divergenceBound: divergenceBound)
    request.equilibria = try equilibrium.map { try $0.point(setup.game.card.dimensions) }
    if let threads { request.threads = threads }
    return request
  }

  /// One line a value: the share of every outcome, and its interval.
  private func table(_ figure: FractionsFigure) throws -> Table {
    var columns = [Table.Column(along?.name ?? "value", figure.values)]
    for outcome in figure.outcomes {
      let shares = figure.fractions.map { $0.share(of: outcome) }
      let code = "\(Int(outcome.code))"
      columns += [
        .init("share:\(code)", shares.map(\.value)), .init("low:\(code)", shares.map(\.interval.lowerBound)),
        .init("high:\(code)", shares.map(\.interval.upperBound)),
      ]
    }
    return try Table(columns)
  }
}
