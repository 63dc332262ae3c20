import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import LikelihoodModels
  import Training
#endif

/// `counterplay autoencode`: an autoencoder beside the principal components of the same data.
struct AutoencodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autoencode", abstract: "Trains an autoencoder, with any optimizer of the catalogue.",
    discussion: """
      A game of one player: x is encoder and decoder, y has no parameters; the squared error is minimised. Tells the error
      on the test set beside that of as many principal components, the best that any linear map can do; of linear networks
      also the angles between what their decoder and what the components span. Writes what `train` writes, and pictures of
      originals (left) and reconstructions (right).

      EXAMPLES
        counterplay autoencode --data data/mnist --latent 20 --out out/autoencoder
        counterplay autoencode --data data/mnist --networks linear --latent 10 --out out/linear
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var choice: RunSettingsChoice<AutoencoderSettings>
  #else
    @Argument(parsing: .allUnrecognized, help: .hidden) var choice: [String] = []
  #endif

  @OptionGroup var going: RunGoing

  @OptionGroup var output: OutputFolder

  #if COUNTERPLAY_TORCH
    func run() throws {
      let folder = output.url(default: "autoencode")
      let chosen = try choice.settings(in: folder, resuming: going.resume, standard: AutoencoderSettings.standard)
      if choice.printConfig {
        var effective = chosen
        effective.run = try chosen.run.effective()
        print(effective.annotatedYAML, terminator: "")
        return
      }
      try going.run(
        AutoencoderTrainer(chosen), in: folder, work: .infinity, name: "autoencode", about: "autoencoder"
      ) { result, bench in
        let problem = result.problem
        let judged = problem.testset ?? problem.dataset
        let place = problem.testset == nil ? "training samples" : "test samples"
        let error = try problem.error(of: result.trained, on: judged)
        let components = try PrincipalComponents(of: problem.dataset, count: chosen.latentSize)
        let projected = try components.error(on: judged)
        going.results.say(
          "mean squared error of \(judged.count) \(place): \(error.rounded(toPlaces: 5)); of \(components.variances.count) "
            + "principal components: \(projected.rounded(toPlaces: 5))")
        var found: [String: Claim.Quantity] = [
          "squared-error": .number(error), "squared-error-of-principal-components": .number(projected),
          "judged-samples": .number(Double(judged.count)),
        ]
        if chosen.networks == AutoencoderNetworks.linear.rawValue,
          let angle = try problem.angles(
            of: result.trained, to: components
          ).last
        {
          found["greatest-principal-angle"] = .number(angle)
          going.results.say("greatest angle to what the components span: \(angle.rounded(toPlaces: 5)) radians")
        }
        return found
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
