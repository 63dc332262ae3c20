import ArgumentParser
import Experiments
import Foundation
import GameDynamics
import StabilityAnalysis

/// `counterplay map`: a stability map over two step sizes.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Charts where an optimizer converges on a game, over both players' step sizes.",
    discussion: """
      spectral: the spectral radius of the iteration's exact Jacobian at the equilibrium; simulated: the factor a step
      measured by running the iteration; both: the two, and their greatest difference. Writes .tsv, .npy and a figure,
      with the theoretical boundary drawn over it where one is known.

      EXAMPLES
        counterplay map --game quadratic --optimizer simgd
        counterplay map --game quadratic --optimizer cgd --eta-x 0:1 --eta-y 0:1 --resolution 256
        counterplay map --game bilinear --parameter b=2 --optimizer altgd --kind both --out out/altgd
      """)

  /// How the map is computed.
  enum Kind: String, ExpressibleByArgument, CaseIterable { case spectral, simulated, both }

  @OptionGroup var choice: GameAndOptimizer

  @Option(help: "Step sizes of player x, LOW:HIGH.")
  var etaX = NumberRange(0.001...0.15)

  @Option(help: "Step sizes of player y, LOW:HIGH.")
  var etaY = NumberRange(0.001...0.15)

  @Option(help: "Nodes of the grid along each side.")
  var resolution = 128

  @Option(help: "What is computed: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind = Kind.spectral

  @Option(help: "Steps of a simulation.")
  var steps = 1000

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if steps < 4 { throw ValidationError("--steps must be at least 4, \(steps) was given") }
  }

  func run() throws {
    let (game, parameters) = try choice.gameFamily()
    let (optimizer, hyperparameters) = try choice.optimizerFamily()
    let plane = try StepSizePlane(
      optimizer: optimizer, hyperparameters: hyperparameters, game: game, gameParameters: parameters,
      stepSizesOfX: etaX.range, stepSizesOfY: etaY.range, resolution: resolution)
    let bench = try Workbench(folder: output.url(default: "map"))
    let spectral = kind == .simulated ? nil : try plane.spectralRadii()
    let simulated = kind == .spectral ? nil : try plane.simulatedRates(steps: steps)
    let theory = try StabilityTheory.law(of: optimizer, on: game, parameters)
    for (map, quantity, name) in [
      (spectral, "spectral radius ρ", "spectral-radius"), (simulated, "measured rate a step", "simulated-rate"),
    ] {
      guard let map else { continue }
      let figure = StabilityMapFigure(
        title: "\(optimizer.card.title) on \(try game.card.formula(with: parameters))".typeset, map: map,
        quantity: quantity, theory: theory)
      let file = "\(optimizer.card.name)-\(game.card.name)-\(name)"
      try bench.write(figure.grid(), file + "-grid")
      try bench.draw(figure.figure(), file)
      let stable = map.values.filter { $0 < 1 }.count
      print("\(quantity): \(stable) of \(map.values.count) nodes converge")
    }
    if let spectral, let simulated {
      let difference = zip(spectral.values, simulated.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
      print("the two maps differ by at most \(difference)")
    }
    for notice in bench.notices { tell(notice) }
    print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
  }
}
