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
    @OptionGroup var frame: TrainingFrame<AutoencoderSettings>
  #else
    @OptionGroup var frame: TrainingFrameWithoutLibtorch
  #endif

  #if COUNTERPLAY_TORCH
    func run() throws {
      try frame.run("autoencode", about: { _ in "autoencoder" }, standard: AutoencoderSettings.standard) {
        settings, start, _ in
        try AutoencoderTrainer(settings, start: start)
      } finish: { result, settings in
        let (problem, say) = (result.problem, frame.going.results.say)
        let judged = problem.judged
        let error = try problem.error(of: result.trained, on: judged)
        let components = try PrincipalComponents(of: problem.dataset, count: settings.latentSize)
        let projected = try components.error(on: judged)
        say(
          "mean squared error of \(judged.count) \(problem.judgedInWords): \(error.rounded(toPlaces: 5)); of "
            + "\(components.variances.count) principal components: \(projected.rounded(toPlaces: 5))")
        var found: [String: Claim.Quantity] = [
          "squared-error": .number(error), "squared-error-of-principal-components": .number(projected),
          "judged-samples": .number(Double(judged.count)),
        ]
        if settings.networks == AutoencoderNetworks.linear.rawValue,
          let angle = try problem.angles(of: result.trained, to: components).last
        {
          found["greatest-principal-angle"] = .number(angle)
          say("greatest angle to what the components span: \(angle.rounded(toPlaces: 5)) radians")
        }
        return found
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
