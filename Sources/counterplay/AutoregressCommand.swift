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
    @OptionGroup var frame: TrainingFrame<PixelSettings>
  #else
    @OptionGroup var frame: TrainingFrameWithoutLibtorch
  #endif

  #if COUNTERPLAY_TORCH
    func run() throws {
      try frame.run(
        "autoregress", about: { "autoregressive model of images (\($0.model))" }, standard: PixelSettings.standard
      ) { settings, start, _ in
        try PixelTrainer(settings, start: start)
      } finish: { result, settings in
        let problem = result.problem
        let found = try problem.likelihood(of: result.trained, on: problem.judged, seed: settings.seed)
        let way = settings.binarisation.map { ", binarised: \($0)" } ?? ""
        frame.going.results.say(
          "-log p of \(found.count) \(problem.judgedInWords): \(found.nats.rounded(toPlaces: 2)) nats, "
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
