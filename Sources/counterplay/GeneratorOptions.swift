import ArgumentParser
import Datasets
import Foundation
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import GANs
  import Training
  import TorchTensors
#endif

/// Which trained model, drawn with which numbers: shared by `sample`, `interpolate`, `arithmetic` and
/// `nearest`.
struct GeneratorOptions: ParsableArguments {
  @Argument(
    help: "A run's folder (its last checkpoint is taken; of a pyramid's, those of all levels), or one checkpoint's.")
  var run: String

  @Option(help: "The seed of the samples, and of all else that is drawn.")
  var seed: UInt64 = 0

  @Option(help: "The class to generate, counted from 0, for conditional models. [default: each in turn]")
  var label: Int?

  @Flag(inversion: .prefixedNo, help: "Take the moving average of the networks, where the run has kept one.")
  var average = true

  @OptionGroup var functional: FunctionalOptions

  @Option(help: "The data whose codes a plain autoencoder decodes. [default: the test set of the run's data, or these]")
  var encode: String?

  @Option(
    help: "Threads of libtorch; the numbers do not depend on it but for rounding. [default: 1 for small networks]")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, \(threads) was given") }
  }

  #if COUNTERPLAY_TORCH
    /// Finds the model, and sets the threads that suit its networks; to be called before anything is computed.
    func find() throws -> StoredModel {
      let stored = try StoredModel(folder: URL(fileURLWithPath: run, isDirectory: true))
      let count = try threads ?? ThreadChoice.standard(work: stored.work)
      ThreadWaiting.sleepSoon(threads: count)
      try TorchRuntime.setThreadCount(count)
      return stored
    }

    /// How it is read.
    var reading: ModelOptions {
      ModelOptions(average: average, movesSamples: functional.functionalSteps, data: encode)
    }

    /// A model with latent vectors; any other is a refusal that names the command.
    func latentModel(for command: String) throws -> any LatentVariableModel {
      let stored = try find()
      return try latent(stored.model(reading), of: stored, for: command)
    }

    /// The same of a model that has been read.
    func latent(
      _ model: any GenerativeModel, of stored: StoredModel, for purpose: String
    ) throws -> any LatentVariableModel {
      if let model = model as? any LatentVariableModel { return model }
      throw ValidationError(
        "\(purpose) requires a model with latent vectors, and a \(stored.family.name) has none: it draws a sample number by "
          + "number; take `sample`, `nearest` or `evaluate`, or a run of `train`, `xicfg`, `vae` or `autoencode`")
    }

    /// The class of each of so many samples; nil for the classes in turn.
    func labels(_ count: Int) -> [Int]? { label.map { Array(repeating: $0, count: count) } }

    /// The data that are named, or those of the run, as the model makes them.
    func data(_ name: String?, of stored: StoredModel, like model: any GenerativeModel) throws -> any Dataset {
      var source = try stored.source
      source.data = name ?? source.data
      let shape = model.data.sampleShape
      source.imageSize = shape.last.map { max(1, $0 - 2 * source.frame) }
      if shape.count == 3 { source.imageChannels = shape[0] }
      return try source.loaded(seed: stored.stored.manifest.configuration.seed).dataset
    }
  #endif
}

/// Whether samples of an xICFG run take its functional steps: shared by all commands that draw samples.
struct FunctionalOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Move the samples of an xICFG run through its stored discriminators; else they are the approximator's alone.")
  var functionalSteps = true
}

/// How samples are drawn: shared by the commands that show them.
struct PictureOptions: ParsableArguments {
  @Option(help: "Each pixel becomes a square of this side.")
  var scale = 2

  func validate() throws {
    if scale < 1 || scale > 64 { throw ValidationError("--scale must be from 1 to 64, \(scale) was given") }
  }

  #if COUNTERPLAY_TORCH
    /// As a grid of images, or a table of points.
    func write(_ samples: Tensor, columns: Int, on bench: Workbench, _ name: String) throws {
      if samples.shape.count == 4 {
        try SampleSheet.grid(samples, columns: columns, scale: scale).write(
          to: bench.folder.appendingPathComponent(name + ".png"))
        bench.note(file: name + ".png")
      } else {
        try bench.write(SampleSheet.table(samples), name)
      }
    }
  #endif
}
