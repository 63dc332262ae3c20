import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import LikelihoodModels
  import Training
#endif

/// `counterplay autoregress`: a model of images pixel by pixel, and its exact likelihood.
struct AutoregressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autoregress",
    abstract: "Trains an autoregressive model of images (PixelCNN and its kin), with any optimizer of the catalogue.",
    discussion: """
      A game of one player: x is the network, y has no parameters; f = -log p(image), exactly, p being a product over pixels
      of what the network says of each from those before it. Tells -log p of the test set beside MNIST's and CIFAR's files
      (or of other draws of a set that the program makes) in nats an image and in bits a dimension. Writes what `train`
      writes: samples, and completions (image, its upper half, four completions of it).

      Models: pixelcnn (masked convolutions), gated (two streams, no blind spot), pixelcnn++ (two streams, logistic mixture),
      row-lstm, diagonal-bilstm. How grey pixels become black and white decides about the number of nats: name --binarise
      with every figure.

      EXAMPLES
        counterplay autoregress --data data/mnist --out out/pixelcnn
        counterplay autoregress --data data/mnist --model gated --conditional --out out/gated
        counterplay autoregress --data data/cifar10 --model pixelcnn++ --features 32 --layers 3 --average 0.999
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var choice: RunSettingsChoice<PixelSettings>
  #else
    @Argument(parsing: .allUnrecognized, help: .hidden) var choice: [String] = []
  #endif

  @OptionGroup var going: RunGoing

  @OptionGroup var output: OutputFolder

  #if COUNTERPLAY_TORCH
    func run() throws {
      let folder = output.url(default: "autoregress")
      let chosen = try choice.settings(in: folder, resuming: going.resume, standard: PixelSettings.standard)
      if choice.printConfig {
        var effective = chosen
        effective.run = try chosen.run.effective()
        print(effective.annotatedYAML, terminator: "")
        return
      }
      try going.run(
        PixelTrainer(chosen), in: folder, work: .infinity, name: "autoregress",
        about: "autoregressive model of images (\(chosen.model))"
      ) { result, bench in
        let problem = result.problem
        let judged = problem.testset ?? problem.dataset
        let place = problem.testset == nil ? "training samples" : "test samples"
        let found = try problem.likelihood(of: result.trained, on: judged, seed: chosen.seed)
        let way = chosen.binarisation.map { ", binarised: \($0)" } ?? ""
        going.results.say(
          "-log p of \(found.count) \(place): \(found.nats.rounded(toPlaces: 2)) nats, "
            + "\(found.bitsPerDimension.rounded(toPlaces: 4)) bits a dimension\(way)")
        return [
          "likelihood": .number(found.nats), "bits-per-dimension": .number(found.bitsPerDimension),
          "judged-samples": .number(Double(found.count)),
          "parameters": .number(Double(problem.players.x.parameterCount)),
        ]
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
