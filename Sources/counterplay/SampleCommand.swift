import ArgumentParser
import Datasets
import DurableFiles
import Foundation
import Reports

#if COUNTERPLAY_TORCH
  import GANs
  import Training
  import TorchTensors
#endif

/// Which trained generator, drawn with which numbers: shared by `sample`, `interpolate`, `arithmetic`, `nearest` and
/// `evaluate`.
struct GeneratorOptions: ParsableArguments {
  @Argument(help: "A run's folder (its last checkpoint is taken), or the folder of one checkpoint.")
  var run: String

  @Option(help: "The seed of the latent vectors, and of all else that is drawn.")
  var seed: UInt64 = 0

  @Option(help: "The class to generate, counted from 0, for conditional generators. [default: each in turn]")
  var label: Int?

  @Flag(inversion: .prefixedNo, help: "Take the moving average of the generator, where the run has kept one.")
  var average = true

  #if COUNTERPLAY_TORCH
    func checkpoint() throws -> StoredCheckpoint {
      try CheckpointStore.find(URL(fileURLWithPath: run, isDirectory: true))
    }

    /// The generator and its latent vectors.
    func generator() throws -> TrainedGenerator { try generator(of: checkpoint()) }

    func generator(of stored: StoredCheckpoint) throws -> TrainedGenerator {
      try TrainedGenerator(stored, average: average)
    }

    func samples(_ generator: TrainedGenerator, of latent: Tensor) throws -> Tensor {
      try generator.samples(of: latent, labels: label.map { Array(repeating: $0, count: latent.shape[0]) })
    }

    /// The samples of these numbers, each of the label that is asked for, or of the classes in turn.
    func samples(_ generator: TrainedGenerator, _ numbers: Range<Int>) throws -> Tensor {
      let latent = try generator.latent(numbers, seed: seed)
      if label == nil, let classes = generator.classes {
        return try generator.samples(of: latent, labels: numbers.map { $0 % classes })
      }
      return try samples(generator, of: latent)
    }

    /// The data that are named, or those of the run, as the generator makes them.
    func data(_ name: String?, of stored: StoredCheckpoint, like generator: TrainedGenerator) throws -> any Dataset {
      var source = try TrainingConfiguration(texts: stored.manifest.configuration.texts).source
      source.data = name ?? source.data
      let shape = generator.data.sampleShape
      source.imageSize = shape.last
      if shape.count == 3 { source.imageChannels = shape[0] }
      return try source.loaded(seed: stored.manifest.configuration.seed).dataset
    }
  #endif
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

/// `counterplay sample`: what a trained generator makes.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Draws samples from a trained generator.",
    discussion: """
      Writes samples.png, a grid (of points: samples.tsv), or with --separate a folder of PNG files.

      EXAMPLES
        counterplay sample out/train --count 100 --columns 10
        counterplay sample out/train --seed 7 --label 3 --out out/threes
        counterplay sample out/train/checkpoints/checkpoint-000001000 --count 1000 --separate --out out/many
      """)

  @OptionGroup var options: GeneratorOptions

  @OptionGroup var pictures: PictureOptions

  @Option(help: "How many samples.")
  var count = 64

  @Option(help: "How many beside each other in the grid.")
  var columns = 8

  @Flag(help: "Every sample as a PNG file of its own, in the folder samples/.")
  var separate = false

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if count < 1 || count > 1_000_000 {
      throw ValidationError("--count must be from 1 to 1000000, \(count) was given")
    }
    if columns < 1 { throw ValidationError("--columns must be at least 1, \(columns) was given") }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let generator = try options.generator()
      // Whether the label fits is to be known before there is a folder.
      _ = try options.samples(generator, 0..<1)
      let bench = try Workbench(folder: output.url(default: "sample"), seed: options.seed)
      if separate, generator.data.sampleShape.count == 3 {
        let folder = bench.folder.appendingPathComponent("samples", isDirectory: true)
        try Folder.create(folder)
        // Batch by batch: memory does not grow with the number of samples.
        for start in stride(from: 0, to: count, by: TrainedGenerator.batch) {
          try writeBatch(start..<min(start + TrainedGenerator.batch, count), generator, folder)
        }
        Folder.flush(folder)
        print("\(count) images written to \(folder.path)")
      } else {
        let samples = try options.samples(generator, 0..<count)
        try pictures.write(samples, columns: columns, on: bench, "samples")
        print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
      }
    }

    private func writeBatch(_ numbers: Range<Int>, _ generator: TrainedGenerator, _ folder: URL) throws {
      let width = String(count - 1).count
      for (number, image) in zip(numbers, try SampleSheet.images(options.samples(generator, numbers))) {
        let digits = String(number)
        let name = "sample-" + String(repeating: "0", count: width - digits.count) + digits + ".png"
        // Not flushed one by one: after a loss of power they can be drawn again.
        try image.write(to: folder.appendingPathComponent(name), flushing: false)
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
