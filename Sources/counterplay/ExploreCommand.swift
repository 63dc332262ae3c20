import ArgumentParser
import Foundation
import GameDynamics
import GameOptimizers
import Reports

/// `counterplay explore`: one page on a game.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Looks at a game from all sides and writes one HTML page: step sizes, maps, basins, bifurcations.",
    discussion: """
      The page, index.html, needs nothing beside itself; the figures and tables that it is made of lie in the same folder. \
      Optimizers whose steps have no derivative at an equilibrium are left out.

      EXAMPLES
        counterplay explore --game quadratic
        counterplay explore --game 'x^4/4 - x^2/2 + p*x*y - y^2/2' --parameter p=0.5 --optimizers simgd,cgd
      """)

  @OptionGroup var played: GameChoice

  @Option(
    help:
      "Optimizers, by their names or compositions, with commas. [default: \(Exploration.standardOptimizers.joined(separator: ","))]"
  )
  var optimizers: String?

  @Option(parsing: .unconditional, help: "Where searches and runs start: 1,0.5 or 1;0.5. [default: the game's own]")
  var start: PointText?

  @Option(help: "Nodes of each map along a side.")
  var resolution = 65

  @Option(help: "How many starts are sampled.")
  var samples = 1024

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if resolution < 2 { throw ValidationError("--resolution must be at least 2, \(resolution) was given") }
    if samples < 1 { throw ValidationError("--samples must be at least 1, \(samples) was given") }
  }

  func run() throws {
    let interruption = Interruption()
    let (game, parameters) = try played.gameFamily()
    let chosen = try optimizers.map { list in
      try list.split(separator: ",").map {
        try OptimizerCatalogue.named($0.trimmingCharacters(in: .whitespaces))
      }
    }
    var exploration = Exploration(game, parameters, optimizers: chosen)
    exploration.start = try start?.point(game.card.dimensions)
    exploration.resolution = resolution
    exploration.samples = samples
    let bench = try Workbench(folder: output.url(default: "explore"))
    bench.isCancelled = { interruption.wasAsked }
    let page = try exploration.page(on: bench) { done in
      tell("done: \(done)")
      if let code = interruption.exitCode { throw ExitCode(code) }
    }
    try page.write(on: bench)
    for section in page.sections { section.lines.forEach { results.say($0) } }
    let found: [String: ResultValue] = [
      "page": .text("index.html"),
      "sections": .list(
        page.sections.map { section in
          .object([
            "heading": .text(section.heading), "lines": .list(section.lines.map { .text($0) }),
            "table": .list(section.table.map { .list($0.map { .text($0) }) }),
            "figures": .list(section.figures.map { .text($0.name) }),
          ])
        }),
    ]
    try results.finish("explore", bench, found)
  }
}
