import ArgumentParser
import Datasets
import Foundation
import GnuplotScripts
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import Training
  import TorchTensors
#endif

/// `counterplay nearest`: whether a model has learned or remembered.
struct NearestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nearest", abstract: "Shows each sample beside its nearest training sample.",
    discussion: """
      Writes nearest.tsv (sample, place in the data set, Euclidean distance) and, of images, nearest.png: pairs of a
      sample and, on its right, the training image nearest to it. Of a plain autoencoder the samples are reconstructions of
      test data.

      EXAMPLES
        counterplay nearest out/train --count 32
        counterplay nearest out/train --data data/mnist --out out/nearest
      """)

  @OptionGroup var options: GeneratorOptions

  @OptionGroup var pictures: PictureOptions

  @Option(help: "The training data. [default: what the run was trained on]")
  var data: String?

  @Option(help: "How many samples.")
  var count = 32

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if count < 1 || count > 10_000 { throw ValidationError("--count must be from 1 to 10000, \(count) was given") }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let stored = try options.find()
      let model = try stored.model(options.reading)
      let samples = try model.samples(Array(0..<count), seed: options.seed, labels: options.labels(count))
      let dataset = try options.data(data, of: stored, like: model)
      let matches = try NearestSamples.find(samples, in: dataset)
      let bench = try Workbench(folder: output.url(default: "nearest"), seed: options.seed)
      try bench.write(
        Table([
          .init("sample", matches.indices.map(Double.init)),
          .init("place-in-data", matches.map { Double($0.index) }),
          .init("distance", matches.map(\.distance)),
        ]), "nearest")
      if samples.shape.count == 4 {
        let real = try Tensor(
          floats: dataset.batch(matches.map(\.index)), shape: [count] + dataset.sampleShape)
        let pairs = try zip(SampleSheet.images(samples), SampleSheet.images(real)).flatMap { [$0, $1] }
        try ImageGrid.compose(pairs, columns: 8, scale: pictures.scale).write(
          to: bench.folder.appendingPathComponent("nearest.png"))
        bench.note(file: "nearest.png")
      }
      let mean = matches.map(\.distance).reduce(0, +) / Double(count)
      print("mean distance to the nearest of \(dataset.count) training samples: \(mean.rounded(toPlaces: 4))")
      print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
