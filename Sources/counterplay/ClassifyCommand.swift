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

      A setting is taken from its flag, else from --config, else (with --resume) from the run, else its default. Here the
      optimizer is cosine:adam, 3000 steps of 128 samples, unless something else is said.

      EXAMPLES
        counterplay classify --data data/mnist --out out/classifier
        counterplay classify --data shapes --optimizer nesterov --eta-x 0.05 --steps 1000
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var choice: RunSettingsChoice<ClassifierSettings>
  #else
    @Argument(parsing: .allUnrecognized, help: .hidden) var choice: [String] = []
  #endif

  @OptionGroup var going: RunGoing

  @OptionGroup var output: OutputFolder

  #if COUNTERPLAY_TORCH
    func run() throws {
      let folder = output.url(default: "classify")
      let chosen = try choice.settings(in: folder, resuming: going.resume, standard: ClassifierSettings.standard)
      if choice.printConfig {
        var effective = chosen
        effective.run = try chosen.run.effective()
        print(effective.annotatedYAML, terminator: "")
        return
      }
      try going.run(
        ClassifierTrainer(chosen), in: folder, work: .infinity, name: "classify", about: "classifier"
      ) { result, bench in
        let confusion = try result.problem.confusion(of: result.trained)
        let place = result.problem.testset == nil ? "training samples" : "test samples"
        going.results.say(
          "accuracy on \(confusion.count) \(place): \((100 * confusion.accuracy).rounded(toPlaces: 2))%")
        return ["accuracy": .number(confusion.accuracy), "judged-samples": .number(Double(confusion.count))]
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
