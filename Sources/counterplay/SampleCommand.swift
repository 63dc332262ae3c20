import ArgumentParser
import Datasets
import DurableFiles
import Foundation
import GnuplotScripts
import Reports

#if COUNTERPLAY_TORCH
  import GANs
  import Training
  import TorchTensors
#endif

/// Which trained generator, drawn with which numbers: shared by `sample`, `interpolate`, `arithmetic` and
/// `nearest`.
struct GeneratorOptions: ParsableArguments {
  @Argument(
    help: "A run's folder (its last checkpoint is taken; of a pyramid's, those of all levels), or one checkpoint's.")
  var run: String

  @Option(help: "The seed of the latent vectors, and of all else that is drawn.")
  var seed: UInt64 = 0

  @Option(help: "The class to generate, counted from 0, for conditional generators. [default: each in turn]")
  var label: Int?

  @Flag(inversion: .prefixedNo, help: "Take the moving average of the generator, where the run has kept one.")
  var average = true

  @Option(
    help: "Threads of libtorch; the numbers do not depend on it but for rounding. [default: 1 for small networks]")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, \(threads) was given") }
  }

  #if COUNTERPLAY_TORCH
    private var place: URL { URL(fileURLWithPath: run, isDirectory: true) }

    /// The levels of a pyramid's run; nil where the run is of one stage.
    func pyramid() throws -> TrainedPyramid? {
      TrainedPyramid.isPyramid(place) ? try TrainedPyramid(folder: place, average: average) : nil
    }

    /// Finds the checkpoint, and sets the threads that suit its networks; to be called before anything is computed. Of a
    /// pyramid that of the finest level.
    func checkpoint() throws -> StoredCheckpoint {
      let stored = try pyramid()?.stored.last ?? CheckpointStore.find(place)
      let work = try? TrainingConfiguration(texts: stored.manifest.configuration.texts).work
      let count = try threads ?? ThreadChoice.standard(work: work ?? .infinity)
      ThreadWaiting.sleepSoon(threads: count)
      try TorchRuntime.setThreadCount(count)
      return stored
    }

    /// The generator and its latent vectors.
    func generator() throws -> TrainedGenerator { try generator(of: checkpoint()) }

    func generator(of stored: StoredCheckpoint) throws -> TrainedGenerator {
      try pyramid()?.generator() ?? TrainedGenerator(stored, average: average)
    }

    func samples(_ generator: TrainedGenerator, of latent: Tensor) throws -> Tensor {
      try generator.samples(of: latent, labels: label.map { Array(repeating: $0, count: latent.shape[0]) })
    }

    /// The samples of these numbers, each of the label that is asked for, or of the classes in turn.
    func samples(_ generator: TrainedGenerator, _ numbers: Range<Int>, of latent: Tensor) throws -> Tensor {
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
      Writes samples.png, a grid (of points: samples.tsv), or with --separate a folder of PNG files. --write-latents adds
      samples-latents.npy, a row a sample; --latents takes such a file (float64 or float32, as numpy.save writes it).
      Of a pyramid (--recipe lapgan) also chain.png: a row a sample, its images from coarse to fine; a latent vector is
      those of all levels side by side.

      EXAMPLES
        counterplay sample out/train --count 100 --columns 10
        counterplay sample out/train --seed 7 --label 3 --out out/threes
        counterplay sample out/train/checkpoints/checkpoint-000001000 --count 1000 --separate --out out/many
        counterplay sample out/train --count 16 --write-latents --out out/seen
        counterplay sample out/train --latents out/seen/samples-latents.npy --out out/again
      """)

  @OptionGroup var options: GeneratorOptions

  @OptionGroup var pictures: PictureOptions

  @Option(help: "How many samples. [default: 64, or all rows of --latents]")
  var count: Int?

  @Option(help: "How many beside each other in the grid.")
  var columns = 8

  @Flag(help: "Every sample as a PNG file of its own, in the folder samples/.")
  var separate = false

  @Option(help: "A NumPy file (.npy) whose rows are the latent vectors, in place of drawn ones.")
  var latents: String?

  @Flag(help: "Write the latent vectors too, as samples-latents.npy.")
  var writeLatents = false

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if let count, count < 1 || count > 1_000_000 {
      throw ValidationError("--count must be from 1 to 1000000, \(count) was given")
    }
    if columns < 1 { throw ValidationError("--columns must be at least 1, \(columns) was given") }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let generator = try options.generator()
      let vectors =
        try latents.map { try LatentVectors(file: URL(fileURLWithPath: $0), for: generator) }
        ?? .drawn(seed: options.seed)
      let count = self.count ?? vectors.count ?? 64
      if let most = vectors.count, count > most {
        throw ValidationError("--count must be at most \(most), the rows of --latents, \(count) was given")
      }
      // Whether the label fits, and the sheet is not too large, is to be known before there is a folder.
      let first = try options.samples(generator, 0..<1, of: vectors.vectors(0..<1, for: generator))
      let isImage = first.shape.count == 4
      var sheet: ImageSheet?
      if isImage, !separate {
        sheet = try ImageSheet(
          of: SampleSheet.images(first)[0], count: count, columns: columns, scale: pictures.scale)
      }
      let bench = try Workbench(folder: output.url(default: "sample"), seed: options.seed)
      let folder = bench.folder.appendingPathComponent("samples", isDirectory: true)
      if separate, isImage { try Folder.create(folder) }
      let table = isImage ? nil : try TableWriter(bench.folder, "samples", SampleSheet.columns(of: first))
      let latentsFile =
        try !writeLatents
        ? nil
        : NPYWriter(
          bench.folder.appendingPathComponent("samples-latents.npy"), rows: count, columns: generator.latentSize)
      // Batch by batch: memory does not grow with the number of samples, but for the sheet.
      for start in stride(from: 0, to: count, by: TrainedGenerator.batch) {
        let numbers = start..<min(start + TrainedGenerator.batch, count)
        let latent = try vectors.vectors(numbers, for: generator)
        try latentsFile?.append(latent.doubles())
        let samples = try options.samples(generator, numbers, of: latent)
        try table?.append(samples.doubles())
        guard isImage else { continue }
        for (number, image) in zip(numbers, try SampleSheet.images(samples)) {
          try sheet?.place(image, at: number)
          // Not flushed one by one: after a loss of power they can be drawn again.
          if separate { try image.write(to: file(number, of: count, in: folder), flushing: false) }
        }
      }
      if let latentsFile {
        try latentsFile.finish()
        bench.note(file: "samples-latents.npy")
      }
      if let table { bench.note(file: try table.finish().lastPathComponent) }
      if let pyramid = try options.pyramid() {
        let shown = min(count, Self.chains)
        let labels = options.label.map { Array(repeating: $0, count: shown) }
        try pyramid.picture(of: vectors.vectors(0..<shown, for: generator), labels: labels, scale: pictures.scale)
          .write(
            to: bench.folder.appendingPathComponent("chain.png"))
        bench.note(file: "chain.png")
      }
      if let sheet {
        try sheet.image().write(to: bench.folder.appendingPathComponent("samples.png"))
        bench.note(file: "samples.png")
      }
      if separate, isImage {
        Folder.flush(folder)
        print("\(count) images written to \(folder.path)")
      }
      if !bench.files.isEmpty {
        print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
      }
    }

    /// How many chains of a pyramid are shown.
    private static let chains = 12

    private func file(_ number: Int, of count: Int, in folder: URL) -> URL {
      let (width, digits) = (String(count - 1).count, String(number))
      return folder.appendingPathComponent(
        "sample-" + String(repeating: "0", count: width - digits.count) + digits + ".png")
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
