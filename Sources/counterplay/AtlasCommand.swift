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
        counterplay atlas --game 'x^2 + k*x*y - y^2/2' --parameter k=3 --eta 0.01:0.5
      """)

  @OptionGroup var played: GameChoice

  @Option(
    help:
      "Further games, by their names in `counterplay list`, with commas. [default: without --game \(Atlas.standardGames.map(\.family.card.name).joined(separator: ","))]"
  )
  var games: String?

  @Option(help: "Optimizers, by their names or compositions, with commas. [default: all]")
  var optimizers: String?

  @Option(help: "Step sizes of both players, LOW:HIGH, or in equal factors log:LOW:HIGH. [default: each game's own]")
  var eta: AxisRange?

  @Option(help: "Nodes of each map along a side.")
  var resolution = 48

  @Option(help: "Steps of a simulation, for methods that are not smooth at equilibria.")
  var steps = 600

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if !played.parameters.isEmpty, !played.isGiven, games == nil {
      throw ValidationError("--parameter is of a game; say which by --game or --games")
    }
    if steps < 4 { throw ValidationError("--steps must be at least 4, \(steps) was given") }
  }

  func run() throws {
    let interruption = Interruption()
    var atlas = Atlas(resolution: resolution, steps: steps)
    if played.isGiven || games != nil { atlas.games = try chosenGames() }
    if let eta {
      for index in atlas.games.indices {
        atlas.games[index].range = eta.range
        atlas.games[index].scale = eta.scale
      }
    }
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

  /// The game of `--game`, and those of `--games`. Parameters go to every game that has them; without `--game` at least one
  /// has to.
  private func chosenGames() throws -> [Atlas.Played] {
    var chosen: [Atlas.Played] = []
    if played.isGiven {
      let (family, parameters) = try played.gameFamily()
      chosen.append(Atlas.Played(family, parameters, range: Self.range(of: family)))
    }
    for name in Self.names(games ?? "") {
      let family = try GameCatalogue.named(name)
      let own = played.parameters.filter { one in family.card.parameters.contains { $0.name == one.name } }
      chosen.append(
        Atlas.Played(
          family, try Parameters<Double>(family.card.parameters).setting(own), range: Self.range(of: family)))
    }
    let known = Set(chosen.flatMap { $0.family.card.parameters.map(\.name) })
    if let stranger = played.parameters.first(where: { !known.contains($0.name) }) {
      throw ValidationError(
        "--parameter \(stranger.name): none of the games has it; they have \(known.sorted().joined(separator: ", "))")
    }
    return chosen
  }

  /// The step sizes that the standard atlas has for a game, if it has it.
  private static func range(of game: any GameFamily) -> ClosedRange<Double> {
    Atlas.standardGames.first { $0.family.card.name == game.card.name }?.range ?? 0.01...1
  }

  private static func names(_ list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
