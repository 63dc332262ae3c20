import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import LikelihoodModels
  import Training
#endif

/// `counterplay vae`: a variational autoencoder, its bound in nats, and what its latent vectors mean.
struct VAECommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vae", abstract: "Trains a variational autoencoder, with any optimizer of the catalogue.",
    discussion: """
      A game of one player: x is encoder and decoder, y has no parameters. Tells -ELBO on the test set beside MNIST's and
      CIFAR's files (or on other draws of a set that the program makes) in nats a sample, split into reconstruction and
      KL divergence, and with --importance-samples a nearer estimate of the likelihood. Writes what `train` writes:
      samples, reconstructions (original left, reconstruction right), traversals of single latent coordinates, and with
      --latent 2 the manifold.

      How grey pixels become black and white decides about the number of nats: name --binarise with every figure.

      EXAMPLES
        counterplay vae --data data/mnist --binarise dynamic --out out/vae
        counterplay vae --data data/mnist --latent 2 --hidden 400,200 --out out/plane
        counterplay vae --data data/cifar10 --networks convolutional --pixels gaussian --latent 64
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var frame: TrainingFrame<VAESettings>
  #else
    @OptionGroup var frame: TrainingFrameWithoutLibtorch
  #endif

  @Option(
    help: "Latent vectors a sample of the importance-weighted likelihood of --importance-count samples; 0 for none.")
  var importanceSamples = 0

  @Option(help: "How many samples the importance-weighted likelihood is taken of.")
  var importanceCount = 2000

  func validate() throws {
    for (name, value, least) in [
      ("importance-samples", importanceSamples, 0), ("importance-count", importanceCount, 1),
    ] where value < least {
      throw ValidationError("--\(name) must be at least \(least), \(value) was given")
    }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      try frame.run("vae", about: { _ in "variational autoencoder" }, standard: VAESettings.standard) {
        settings, start, _ in
        try VAETrainer(settings, start: start)
      } finish: { result, settings in
        let (problem, say) = (result.problem, frame.going.results.say)
        let judged = problem.judged
        let bound = try problem.bound(of: result.trained, on: judged, seed: settings.seed)
        let way = settings.pixels == "bernoulli" ? ", binarised: \(settings.binarise)" : ""
        say(
          "-ELBO of \(bound.count) \(problem.judgedInWords): \(bound.negativeBound.rounded(toPlaces: 2)) nats "
            + "(reconstruction \(bound.reconstruction.rounded(toPlaces: 2)), KL "
            + "\(bound.divergence.rounded(toPlaces: 2)))\(way)")
        var found: [String: Claim.Quantity] = [
          "negative-bound": .number(bound.negativeBound), "reconstruction": .number(bound.reconstruction),
          "divergence": .number(bound.divergence), "judged-samples": .number(Double(bound.count)),
        ]
        if importanceSamples > 0 {
          let nats = try problem.importanceWeighted(
            result.trained, on: judged, latentVectors: importanceSamples, count: importanceCount, seed: settings.seed)
          found["importance-weighted"] = .number(nats)
          say(
            "-log p of \(min(importanceCount, judged.count)) \(problem.judgedInWords), importance-weighted by "
              + "\(importanceSamples): \(nats.rounded(toPlaces: 2)) nats")
        }
        return found
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
