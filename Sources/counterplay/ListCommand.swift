import ArgumentParser
import Experiments
import Foundation
import GameDynamics
import GameOptimizers
import Reports
import SmallGames

#if COUNTERPLAY_TORCH
  import Evaluation
  import GANs
  import LikelihoodModels
  import Training
  import NeuralNetworks
#endif

/// `counterplay list`: the catalogues.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Shows the catalogues: optimizers, games, losses, regularizers, architectures, scores, experiments.",
    discussion: """
      EXAMPLES
        counterplay list
        counterplay list --json | python3 -m json.tool
        counterplay list --settings > docs/settings.md
        counterplay list --reproductions plots > docs/reproductions.md
      """)

  @Flag(help: "As JSON, with sources and parameters.")
  var json = false

  @Flag(help: "Shows the settings of training runs instead, as Markdown.")
  var settings = false

  @Option(
    help: "Shows what the experiments' records in this folder (NAME/record.json) have found instead, as Markdown.")
  var reproductions: String?

  struct ExperimentCard: Encodable {
    let name: String
    let summary: String
    let source: String
  }

  struct Catalogues: Encodable {
    let version: String
    let optimizers: [OptimizerCard]
    let games: [GameCard]
    #if COUNTERPLAY_TORCH
      let losses: [LossCard]
      let regularizers: [RegularizerCard]
      let architectures: [ArchitectureCard]
      let scores: [ScoreCard]
    #endif
    let experiments: [ExperimentCard]
  }

  func run() throws {
    if settings { return try showSettings() }
    if let reproductions {
      let page = try ReproductionsPage(folder: URL(fileURLWithPath: reproductions, isDirectory: true))
      print(page.text, terminator: "")
      return
    }
    let experiments = ExperimentCatalogue.all.map {
      ExperimentCard(name: $0.name, summary: $0.summary, source: $0.source)
    }
    #if COUNTERPLAY_TORCH
      let catalogues = Catalogues(
        version: counterplayVersion, optimizers: OptimizerCatalogue.all.map(\.card),
        games: GameCatalogue.all.map(\.card), losses: LossCatalogue.all.map(\.card),
        regularizers: RegularizerCatalogue.all.map(\.card), architectures: ArchitectureCatalogue.all.map(\.card),
        scores: ScoreCatalogue.all.map(\.card), experiments: experiments)
    #else
      let catalogues = Catalogues(
        version: counterplayVersion, optimizers: OptimizerCatalogue.all.map(\.card),
        games: GameCatalogue.all.map(\.card), experiments: experiments)
    #endif
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(catalogues), as: UTF8.self))
      return
    }
    section("Optimizers", catalogues.optimizers.map { ($0.name, $0.summary, $0.hyperparameters) })
    section("Games", catalogues.games.map { ($0.name, $0.formula, $0.parameters) })
    #if COUNTERPLAY_TORCH
      section("Losses of GANs", catalogues.losses.map { ($0.name, $0.formula, []) })
      section("Regularizers of GANs", catalogues.regularizers.map { ($0.name, $0.formula, [$0.hyperparameter]) })
      section("Architectures of GANs", catalogues.architectures.map { ($0.name, $0.title, []) })
      section("Scores of samples", catalogues.scores.map { ($0.name, $0.formula, []) })
    #endif
    section("Experiments", catalogues.experiments.map { ($0.name, $0.summary, []) })
  }

  private func showSettings() throws {
    #if COUNTERPLAY_TORCH
      print(
        """
        # Settings of training runs

        Made by `counterplay list --settings` from `Sources/Training/Settings` and `Sources/GANs/Settings`. A setting is
        given as a flag of `counterplay train`, as a key of the YAML file that `--config` names (`--print-config` shows
        one), or as a property of `TrainingConfiguration`; bounds are the same everywhere. `checkpoint.json` has them under
        the same keys.

        """)
      print(GANSettings.documentation, terminator: "")
      print(
        """

        # Settings of xICFG

        `counterplay xicfg` has those above, and these of its own, from `Sources/GANs/XICFG`.

        """)
      print(XICFGSettings.documentation(without: GANSettings.all), terminator: "")
      let shared = DataSettings.all + RunSettings.all
      for (command, own) in [
        ("autoencode", AutoencoderSettings.documentation(without: shared)),
        ("vae", VAESettings.documentation(without: shared)),
        ("autoregress", PixelSettings.documentation(without: shared)),
      ] {
        print(
          """

          # Settings of `\(command)`

          `counterplay \(command)` has the settings of data and runs above, and these of its own, from
          `Sources/LikelihoodModels`.

          """)
        print(own, terminator: "")
      }
    #else
      throw MissingLibtorch()
    #endif
  }

  private func section(_ title: String, _ rows: [(name: String, text: String, parameters: [ParameterSpec])]) {
    print(title)
    let width = rows.map(\.name.count).max() ?? 0
    for row in rows {
      print("  \(row.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(row.text)")
      let specs = row.parameters.map { "\($0.name)=\($0.standard)" }
      if !specs.isEmpty { print("  \(String(repeating: " ", count: width))    \(specs.joined(separator: " "))") }
    }
    print("")
  }
}
