import ArgumentParser
import Datasets
import DurableFiles
import Foundation
import GnuplotScripts
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import LikelihoodModels
  import Training
  import TorchTensors
#endif

/// `counterplay sample`: what a trained model makes.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draws samples from a trained model: a GAN, xICFG, a variational autoencoder, a pixel model.",
    discussion: """
      Writes samples.png, a grid (of points: samples.tsv), or with --separate a folder of PNG files. --write-latents adds
      samples-latents.npy, a row a sample; --latents takes such a file (float64 or float32, as numpy.save writes it).
      Of a pyramid (--recipe lapgan) also chain.png: a row a sample, its images from coarse to fine; a latent vector is
      those of all levels side by side. --complete, of a run of `autoregress`, completes images of the test set of its data in
      place of drawing new ones: completions.png, a row an image, its upper half, and four completions.

      EXAMPLES
        counterplay sample out/train --count 100 --columns 10
        counterplay sample out/train --seed 7 --label 3 --out out/threes
        counterplay sample out/train/checkpoints/checkpoint-000001000 --count 1000 --separate --out out/many
        counterplay sample out/train --count 16 --write-latents --out out/seen
        counterplay sample out/train --latents out/seen/samples-latents.npy --out out/again
        counterplay sample out/autoregress --complete --count 10
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

  @Flag(help: "Complete images whose lower half is hidden; for runs of `autoregress`. --count 8 where none is given.")
  var complete = false

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if complete, separate || writeLatents || latents != nil {
      throw ValidationError("--complete goes with neither --separate, --latents nor --write-latents")
    }
    if let count, count < 1 || count > 1_000_000 {
      throw ValidationError("--count must be from 1 to 1000000, \(count) was given")
    }
    if columns < 1 { throw ValidationError("--columns must be at least 1, \(columns) was given") }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let stored = try options.find()
      let model = try stored.model(options.reading)
      if complete { return try runCompleting(model, of: stored) }
      let source = try vectors(for: model, of: stored)
      let count = self.count ?? source?.vectors.count ?? min(64, model.count ?? 64)
      if let most = source?.vectors.count, count > most {
        throw ValidationError("--count must be at most \(most), the rows of --latents, \(count) was given")
      }
      // Whether the label fits, and the sheet is not too large, is to be known before there is a folder.
      if let source {
        _ = try source.model.samples(
          of: source.vectors.vectors(0..<1, for: source.model), labels: options.labels(1))
      } else {
        _ = try model.toldClasses(of: [0], labels: options.labels(1))
      }
      let shape = model.data.sampleShape
      let isImage = shape.count == 3
      let blank = try Tensor.zeros([1] + shape)
      var sheet: ImageSheet?
      if isImage, !separate {
        sheet = try ImageSheet(
          of: SampleSheet.images(blank)[0], count: count, columns: columns, scale: pictures.scale)
      }
      let bench = try Workbench(folder: output.url(default: "sample"), seed: options.seed)
      let folder = bench.folder.appendingPathComponent("samples", isDirectory: true)
      if separate, isImage { try Folder.create(folder) }
      let table = isImage ? nil : try TableWriter(bench.folder, "samples", SampleSheet.columns(of: blank))
      let latentsFile =
        try writeLatents
        ? source.map {
          try NPYWriter(
            bench.folder.appendingPathComponent("samples-latents.npy"), rows: count, columns: $0.model.latentSize)
        } : nil
      var progress = ProgressLine(isQuietAtFirst: true)
      // Batch by batch: memory does not grow with the number of samples, but for the sheet.
      for start in stride(from: 0, to: count, by: model.batch) {
        let numbers = Array(start..<min(start + model.batch, count))
        let samples: Tensor
        if let source {
          let latent = try source.vectors.vectors(start..<start + numbers.count, for: source.model)
          try latentsFile?.append(latent.doubles())
          samples = try source.model.samples(
            of: latent, labels: model.toldClasses(of: numbers, labels: options.labels(numbers.count)))
        } else {
          samples = try model.samples(numbers, seed: options.seed, labels: options.labels(numbers.count)) { share in
            let done = (Double(start) + share * Double(numbers.count)) / Double(count)
            progress.show("\(Int(100 * done))%  sampling", isLast: false)
          }
        }
        try table?.append(samples.doubles())
        guard isImage else { continue }
        for (number, image) in zip(numbers, try SampleSheet.images(samples)) {
          try sheet?.place(image, at: number)
          // Not flushed one by one: after a loss of power they can be drawn again.
          if separate { try image.write(to: file(number, of: count, in: folder), flushing: false) }
        }
      }
      progress.end()
      if let latentsFile {
        try latentsFile.finish()
        bench.note(file: "samples-latents.npy")
      }
      if let table { bench.note(file: try table.finish().lastPathComponent) }
      if let source, let pyramid = try stored.pyramid(options.reading) {
        let shown = min(count, Self.chains)
        try pyramid.picture(
          of: source.vectors.vectors(0..<shown, for: source.model), labels: options.labels(shown),
          scale: pictures.scale
        ).write(to: bench.folder.appendingPathComponent("chain.png"))
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

    /// Completes images of the test set of the run's data, or else of these.
    private func runCompleting(_ model: any GenerativeModel, of stored: StoredModel) throws {
      guard let model = model as? TrainedPixelModel else {
        throw ValidationError(
          "--complete requires a model that draws pixel by pixel, and a \(stored.family.name) does not; take a run of "
            + "`autoregress`")
      }
      let seed = stored.stored.manifest.configuration.seed
      let dataset = try stored.source.test(seed: seed) ?? stored.source.loaded(seed: seed).dataset
      let places = Array(0..<min(count ?? 8, dataset.count))
      let bench = try Workbench(folder: output.url(default: "sample"), seed: options.seed)
      var progress = ProgressLine(isQuietAtFirst: true)
      let sheet = try model.completions(of: places, in: dataset, each: 4, seed: options.seed) { share in
        progress.show("\(Int(100 * share))%  completing", isLast: false)
      }
      progress.end()
      try pictures.write(sheet, columns: 6, on: bench, "completions")
      print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
    }

    /// Where the latent vectors of samples come from.
    private typealias LatentSource = (model: any LatentVariableModel, vectors: LatentVectors)

    /// Those of --latents, or drawn ones; nil for models that have none. A model without a prior has nothing to draw from.
    private func vectors(for model: any GenerativeModel, of stored: StoredModel) throws -> LatentSource? {
      if latents != nil || writeLatents {
        let own = try options.latent(model, of: stored, for: "--latents, or --write-latents,")
        if let latents { return (own, try LatentVectors(file: URL(fileURLWithPath: latents), for: own)) }
      }
      guard let own = model as? any LatentVariableModel else { return nil }
      guard own.hasPrior else {
        throw ValidationError(
          "sample requires a model that says how its latent vectors are distributed, and a plain autoencoder does not: draw "
            + "from a run of `vae`, look at reconstructions by `nearest` or `interpolate`, or give codes of your own by "
            + "--latents")
      }
      return (own, .drawn(seed: options.seed))
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
