import ArgumentParser
import Foundation
import GameDynamics
import GameOptimizers
import Reports
import SmallGames

/// `counterplay atlas`: every optimizer on a set of games.
struct AtlasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "atlas", abstract: "Charts every optimizer on a set of games: a contact sheet, and a page a game.",
    discussion: """
      Every map is kept as .tsv and .npy beside the pages; the pages are gnuplot scripts. Ctrl-C, TERM, HUP, USR1 and
      USR2 end it; the maps that are done stay.

      EXAMPLES
        counterplay atlas
        counterplay atlas --games bilinear,dirac --optimizers simgd,extragradient,cgd,lookahead:adam --resolution 96
        counterplay atlas --games cournot --eta 0.01:3 --out out/cournot
      """)

  @Option(
    help:
      "Games, by their names in `counterplay list`, with commas. [default: \(Atlas.standardGames.map(\.family.card.name).joined(separator: ","))]"
  )
  var games: String?

  @Option(help: "Optimizers, by their names or compositions, with commas. [default: all]")
  var optimizers: String?

  @Option(help: "Step sizes of both players, LOW:HIGH. [default: each game's own]")
  var eta: NumberRange?

  @Option(help: "Nodes of each map along a side.")
  var resolution = 48

  @Option(help: "Steps of a simulation, for methods that are not smooth at equilibria.")
  var steps = 600

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if steps < 4 { throw ValidationError("--steps must be at least 4, \(steps) was given") }
  }

  func run() throws {
    let interruption = Interruption()
    var atlas = Atlas(resolution: resolution, steps: steps)
    if let games {
      atlas.games = try Self.names(games).map { name in
        let known = Atlas.standardGames.first { $0.family.card.name == name }
        return (try GameCatalogue.named(name), known?.range ?? 0.01...1)
      }
    }
    if let eta { atlas.games = atlas.games.map { ($0.family, eta.range) } }
    if let optimizers { atlas.optimizers = try Self.names(optimizers).map { try OptimizerCatalogue.named($0) } }
    let bench = try Workbench(folder: output.url(default: "atlas"))
    bench.isCancelled = { interruption.wasAsked }
    do {
      try atlas.draw(on: bench) { map in
        tell(map)
        if interruption.wasAsked { throw Interrupted() }
      }
    } catch is Interrupted {
      tell("interrupted; the maps that were done are in \(bench.folder.path)")
    }
    if let code = interruption.exitCode { throw ExitCode(code) }
    for notice in bench.notices { tell(notice) }
    print("pages in \(bench.folder.path): \(bench.pictures.map(\.lastPathComponent).joined(separator: ", "))")
  }

  private static func names(_ list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
