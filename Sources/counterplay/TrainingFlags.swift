import ArgumentParser
import Foundation
import GameDynamics

#if COUNTERPLAY_TORCH
  import GANTraining
#endif

/// The settings of a training run as flags. All are optional: what is not given is left as it is.
struct TrainingFlags: ParsableArguments {
  @Option(
    help: """
      A set that the program makes (synthetic digits, shapes, ring, grid, spiral), or a folder: MNIST's or \
      Fashion-MNIST's IDX files, CIFAR's binary files, PNG and JPEG files with or without class folders. \
      [default: synthetic]
      """)
  var data: String?

  @Option(help: "Height and width to which PNG and JPEG files are scaled. [default: the architecture's, or 32]")
  var imageSize: Int?

  @Option(help: "1 (grey) or 3 (RGB) for PNG and JPEG files. [default: 3]")
  var imageChannels: Int?

  @Option(help: "A pair of networks, by its name in `counterplay list`. [default: perceptrons, see --hidden]")
  var architecture: String?

  @Flag(inversion: .prefixedNo, help: "Tell the networks the classes of the data. [default: no]")
  var conditional: Bool?

  @Option(
    help: """
      The optimizer, by its name in `counterplay list`, or a composition [wrapper:]…[scheme:]rule such as \
      cosine:alternating:adam. [default: simgd]
      """)
  var optimizer: String?

  @Option(help: "Step size of the generator. [default: the optimizer's]")
  var etaX: Double?

  @Option(help: "Step size of the discriminator. [default: the optimizer's]")
  var etaY: Double?

  @Option(
    name: .customLong("hyperparameter"), help: "A hyperparameter of the optimizer, NAME=NUMBER; may be repeated.")
  var hyperparameters: [Assignment] = []

  @Option(help: "The loss. [default: minimax for optimizers that need a zero-sum game, else non-saturating]")
  var loss: String?

  @Option(
    name: .customLong("regularizer"),
    help: "A regularizer, NAME or NAME=STRENGTH (weight-clipping, gradient-penalty, r1, …); may be repeated.")
  var regularizers: [RegularizerChoice] = []

  @Option(help: "Steps to take; a resumed run counts from its very first. [default: 1000]")
  var steps: Int?

  @Option(help: "Samples a batch. [default: 64]")
  var batch: Int?

  @Option(help: "The length of a latent vector. [default: the architecture's, or 64]")
  var latent: Int?

  @Option(
    help: """
      Widths of the generator's hidden layers, without --architecture; the discriminator has them in reverse. \
      [default: 256,512]
      """)
  var hidden: NumberList?

  @Option(help: "The seed of everything random. [default: 0]")
  var seed: UInt64?

  @Option(help: "Moves of the discriminator per move of the generator, each on a minibatch of its own. [default: 1]")
  var discriminatorSteps: Int?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Scale the discriminator's step size by 0.05 while its mean accuracy over 10 steps is above 0.9, and by 0.1 below \
      0.8. [default: no]
      """)
  var discriminatorAccuracyRule: Bool?

  @Option(help: "Keep an exponential moving average of the generator with this decay, and sample from it.")
  var generatorAverage: Double?

  @Option(help: "The largest norm of each player's gradient; for optimizers without second derivatives.")
  var gradientClip: Double?

  @Option(
    help: """
      Take second derivatives of only so many samples of each batch: faster, and other iterates. For optimizers with \
      second derivatives. [default: all]
      """)
  var curvatureBatch: Int?

  @Option(help: "Threads of libtorch. [default: its own choice]")
  var threads: Int?

  @Option(help: "cpu, cuda, cuda:N or mps. [default: cpu]")
  var device: String?

  @Option(help: "Save a checkpoint every so many steps; 0 for the end alone. [default: 0]")
  var checkpointEvery: Int?

  @Option(help: "How many checkpoints are kept. [default: 3]")
  var keep: Int?

  @Option(help: "Draw samples and histograms every so many steps; 0 for the end alone. [default: 0]")
  var sampleEvery: Int?

  @Option(help: "Write metrics every so many steps. [default: 1]")
  var logEvery: Int?

  #if COUNTERPLAY_TORCH
    /// These settings over others.
    func configuration(over base: TrainingConfiguration?) throws -> TrainingConfiguration {
      var result = base ?? TrainingConfiguration()
      result.data = data ?? result.data
      result.imageSize = imageSize ?? result.imageSize
      result.imageChannels = imageChannels ?? result.imageChannels
      result.architecture = architecture ?? result.architecture
      result.conditional = conditional ?? result.conditional
      result.optimizer = optimizer ?? result.optimizer
      for assignment in hyperparameters { result.hyperparameters[assignment.name] = assignment.value }
      result.hyperparameters["eta-x"] = etaX ?? result.hyperparameters["eta-x"]
      result.hyperparameters["eta-y"] = etaY ?? result.hyperparameters["eta-y"]
      result.loss = loss ?? result.loss
      for choice in regularizers {
        result.regularizers[choice.name] =
          try choice.strength ?? RegularizerCatalogue.named(choice.name).strength
      }
      result.steps = steps ?? result.steps
      result.batchSize = batch ?? result.batchSize
      result.latentSize = latent ?? result.latentSize
      if let hidden {
        guard let widths = hidden.wholeNumbers else {
          throw ValidationError("--hidden requires whole numbers, \(hidden.numbers) was given")
        }
        result.hidden = widths
      }
      result.seed = seed ?? result.seed
      result.discriminatorSteps = discriminatorSteps ?? result.discriminatorSteps
      result.discriminatorAccuracyRule = discriminatorAccuracyRule ?? result.discriminatorAccuracyRule
      result.generatorAverage = generatorAverage ?? result.generatorAverage
      result.gradientClip = gradientClip ?? result.gradientClip
      result.curvatureBatch = curvatureBatch ?? result.curvatureBatch
      result.threads = threads ?? result.threads
      result.device = device ?? result.device
      result.checkpointEvery = checkpointEvery ?? result.checkpointEvery
      result.keep = keep ?? result.keep
      result.sampleEvery = sampleEvery ?? result.sampleEvery
      result.logEvery = logEvery ?? result.logEvery
      return result
    }
  #endif
}

/// `NAME` or `NAME=NUMBER`.
struct RegularizerChoice: ExpressibleByArgument {
  let name: String
  let strength: Double?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard let first = parts.first else { return nil }
    name = String(first)
    strength = parts.count == 2 ? Double(parts[1]) : nil
    if parts.count == 2 || argument.hasSuffix("="), strength?.isFinite != true { return nil }
  }
}

extension NumberList {
  /// The same as whole numbers; nil where one is not.
  var wholeNumbers: [Int]? {
    let whole = numbers.compactMap { Int(exactly: $0) }
    return whole.count == numbers.count ? whole : nil
  }
}
