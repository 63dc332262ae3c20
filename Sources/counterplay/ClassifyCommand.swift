import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import LikelihoodModels
  import Training
#endif

/// `counterplay classify`: a classifier of labelled data, on which scores of generated images stand.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Trains a classifier, with any optimizer of the catalogue.",
    discussion: """
      A game of one player: x is the network, y has no parameters. Judged on the test set beside MNIST's and CIFAR's
      files, or on other draws of a set that the program makes. Writes what `train` writes, and the confusion matrix.

      --from takes over the encoder of a run of `autoencode` or `vae` and learns the rest, from --labels samples where few
      are labelled; the encoder goes on learning unless it rests.

      A setting is taken from its flag, else from --config, else (with --resume) from the run, else its default. Here the
      optimizer is cosine:adam, 3000 steps of 128 samples, unless something else is said.

      EXAMPLES
        counterplay classify --data data/mnist --out out/classifier
        counterplay classify --data shapes --optimizer nesterov --eta-x 0.05 --steps 1000
        counterplay autoencode --data data/mnist --out out/autoencoder
        counterplay classify --data data/mnist --from out/autoencoder --labels 100 --out out/few
        counterplay classify --data data/mnist --from out/autoencoder --labels 100 --rest classifier.encoder
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var frame: TrainingFrame<ClassifierSettings>
  #else
    @OptionGroup var frame: TrainingFrameWithoutLibtorch
  #endif

  #if COUNTERPLAY_TORCH
    /// What is chosen where nothing else is said; with --from the encoder's own shape.
    private func standard() throws -> Settings<ClassifierSettings> {
      let settings = ClassifierSettings.standard
      return try frame.beginning.checkpoint().map { try settings.shaped(as: $0) } ?? settings
    }

    func run() throws {
      try frame.run("classify", about: { _ in "classifier" }, standard: standard()) {
        settings, start, _ in
        try ClassifierTrainer(settings, start: start)
      } finish: { result, _ in
        let confusion = try result.problem.confusion(of: result.trained)
        frame.going.results.say(
          "accuracy on \(confusion.count) \(result.problem.judgedInWords): "
            + "\((100 * confusion.accuracy).rounded(toPlaces: 2))%")
        return ["accuracy": .number(confusion.accuracy), "judged-samples": .number(Double(confusion.count))]
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
