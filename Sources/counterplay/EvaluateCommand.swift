import ArgumentParser
import Datasets
import DurableFiles
import Foundation
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import GANs
  import Training
#endif

/// `counterplay evaluate`: how like data samples are.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Scores samples of a generator, a folder or a data set against data.",
    discussion: """
      Both sides are a run of `train` (its folder or one checkpoint), a folder of images, or a data set by its folder or
      name. As many samples of each are drawn by the seed. Each number stands beside its noise floor, which is what data
      score against as many other data, and both with a bootstrap interval of 95 %; compare numbers of one count, one seed
      and the same features alone. docs/evaluation.md has the formulas and how to read them.

      Features are those of a classifier (`counterplay classify --data … --out out/classify`), of a TorchScript file, or
      pixels. A conditional generator is told the classes of the data that it is compared with.

      Writes evaluation.tsv (a line a number) and evaluation.json.

      EXAMPLES
        counterplay evaluate out/train
        counterplay evaluate out/train --features out/classify --samples 5000
        counterplay evaluate out/many/samples --data data/mnist --image-channels 1 --image-size 28
        counterplay evaluate data/mnist --sample-split test --data data/mnist --features out/classify
        counterplay evaluate folder-a --data folder-b --image-size 64 --features inception.pt --feature-range bytes
        counterplay evaluate out/train --score frechet-distance --score precision-recall --label 3
      """)

  @Argument(help: "What is judged: a run's folder or a checkpoint's, a folder of images, a data set's folder or name.")
  var samplesOf: String

  @Option(help: "What it is compared with, of the same kinds. [default: what a run was trained on]")
  var data: String?

  @OptionGroup var choice: EvaluationOptions

  @OptionGroup var reading: EvaluationReading

  @OptionGroup var output: OutputFolder

  #if COUNTERPLAY_TORCH
    func run() throws {
      let sides = try reading.sides(samplesOf, data, seed: choice.seed)
      let folder = output.url(default: "evaluate")
      let evaluator = try Evaluator(
        reference: sides.reference, features: choice.extractor(), scores: choice.chosen(),
        options: choice.options, cache: FeatureCache(folder: choice.cacheFolder))
      let sheet: ScoreSheet
      if let generator = sides.generator {
        sheet = try evaluator.scores(
          of: generator.generator, name: generator.name,
          labels: reading.label.map { [$0] }, checksum: generator.checksum)
      } else {
        sheet = try evaluator.scores(of: sides.samples)
      }
      let bench = try Workbench(folder: folder, seed: choice.seed)
      try AtomicFile.write(sheet.tsv, to: folder.appendingPathComponent("evaluation.tsv"))
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try AtomicFile.write(
        String(decoding: encoder.encode(sheet), as: UTF8.self) + "\n",
        to: folder.appendingPathComponent("evaluation.json"))
      print(sheet.text)
      print("written to \(bench.folder.path): evaluation.json, evaluation.tsv")
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}

/// Which scores, by which features, of how many samples.
struct EvaluationOptions: ParsableArguments {
  @Option(help: "Features: pixels, the folder of a run of `counterplay classify`, or a TorchScript file.")
  var features = "pixels"

  @Option(help: "The pixel values that a TorchScript file takes: signed (-1 to 1), unit (0 to 1), bytes (0 to 255).")
  var featureRange = "signed"

  @Option(help: "The channels that a TorchScript file takes, to which grey images are repeated. [default: the images']")
  var featureChannels: Int?

  @Option(
    name: .customLong("score"), help: "A score by its name in `counterplay list`; may be repeated. [default: all]")
  var scores: [String] = []

  @Option(help: "Samples a side. [default: 10000, or as many as there are and half of the data]")
  var samples: Int?

  @Option(help: "The seed of the choice of samples, latent vectors, directions, subsets and intervals.")
  var seed: UInt64 = 0

  @Option(help: "Resampled sets of each interval.")
  var replicates = 200

  @Option(help: "Parts in which the inception score is taken; 10 is usual in papers.")
  var splits = 1

  @Option(help: "Subsets of the kernel distance.")
  var subsets = 50

  @Option(help: "Samples of a subset of the kernel distance.")
  var subsetSize = 1000

  @Option(help: "Random directions of the sliced Wasserstein distance.")
  var directions = 512

  @Option(help: "Where features are kept for the next time. [default: out/features]")
  var cache: String?

  func validate() throws {
    func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
      if !range.contains(value) {
        throw ValidationError("--\(name) must be from \(range.lowerBound) to \(range.upperBound), \(value) was given")
      }
    }
    if let samples { try require("samples", samples, 2...1_000_000) }
    try require("directions", directions, 1...100_000)
    try require("replicates", replicates, 20...10_000)
    try require("splits", splits, 1...1000)
    try require("subsets", subsets, 1...10_000)
    try require("subset-size", subsetSize, 2...100_000)
    if let featureChannels { try require("feature-channels", featureChannels, 1...4) }
    #if COUNTERPLAY_TORCH
      if ScriptedFeatures.PixelRange(rawValue: featureRange) == nil {
        throw ValidationError(
          "--feature-range must be one of \(ScriptedFeatures.PixelRange.allCases.map(\.rawValue).joined(separator: ", ")), "
            + "'\(featureRange)' was given")
      }
    #endif
  }

  #if COUNTERPLAY_TORCH
    var options: Evaluator.Options {
      var options = Evaluator.Options(samples: samples, seed: seed)
      options.replicates = replicates
      return options
    }

    var cacheFolder: URL { URL(fileURLWithPath: cache ?? "out/features", isDirectory: true) }

    func extractor() throws -> any FeatureExtractor {
      try Features.named(
        features, range: ScriptedFeatures.PixelRange(rawValue: featureRange) ?? .signed, channels: featureChannels)
    }

    /// The scores that are asked for, with their settings.
    func chosen() throws -> [any Score] {
      let configured: [any Score] = [
        InceptionScore(splits: splits), KernelDistance(subsets: subsets, subsetSize: subsetSize),
        SlicedWassersteinScore(directions: directions),
      ]
      let names = scores.isEmpty ? ScoreCatalogue.all.map(\.card.name) : scores
      return try names.map { name in
        let score = try ScoreCatalogue.named(name)
        return configured.first { $0.card.name == name } ?? score
      }
    }
  #endif
}

/// How both sides are read.
struct EvaluationReading: ParsableArguments {
  @Option(help: "Which part of the data is compared with: train or test (MNIST's, CIFAR's, a made set's).")
  var split = "train"

  @Option(help: "Which part of what is judged, where it is a data set: train or test.")
  var sampleSplit = "train"

  @Option(help: "One class alone, counted from 0: of data with classes, and of conditional generators.")
  var label: Int?

  @Flag(inversion: .prefixedNo, help: "Take the moving average of a generator, where the run has kept one.")
  var average = true

  @Option(help: "Height and width to which PNG and JPEG files are scaled. [default: the other side's, or 32]")
  var imageSize: Int?

  @Option(help: "1 (grey) or 3 (RGB) for PNG and JPEG files. [default: the other side's, or 3]")
  var imageChannels: Int?

  @Flag(help: "Leave out images that cannot be decoded.")
  var skipBroken = false

  func validate() throws {
    for (name, value) in [("split", split), ("sample-split", sampleSplit)] where value != "train" && value != "test" {
      throw ValidationError("--\(name) must be train or test, '\(value)' was given")
    }
    if let imageSize, !(1...16384).contains(imageSize) {
      throw ValidationError("--image-size must be from 1 to 16384, \(imageSize) was given")
    }
    if let imageChannels, imageChannels != 1, imageChannels != 3 {
      throw ValidationError("--image-channels must be 1 or 3, \(imageChannels) was given")
    }
  }

  #if COUNTERPLAY_TORCH
    /// Both sides; the generator where a run is judged.
    struct Sides {
      let samples: any SampleSource
      let reference: any SampleSource
      let generator: Run?
    }

    /// A run's generator.
    struct Run {
      let generator: TrainedGenerator
      let stored: StoredCheckpoint
      let name: String
      let checksum: String
    }

    func sides(_ samplesOf: String, _ data: String?, seed: UInt64) throws -> Sides {
      let judged = try run(samplesOf), compared = try data.flatMap { try run($0) }
      let shape = judged?.generator.data.sampleShape ?? compared?.generator.data.sampleShape
      let reference: any SampleSource
      if let compared {
        reference = source(compared, seed: seed &+ 1)
      } else if let data {
        reference = DatasetSource(try dataset(data, split, like: shape, seed: seed))
      } else if let judged {
        let configuration = try TrainingConfiguration(texts: judged.stored.manifest.configuration.texts)
        reference = DatasetSource(
          try dataset(configuration.source.data, split, like: shape, seed: configuration.seed))
      } else {
        throw ValidationError("'\(samplesOf)' is no run, so --data must say what it is compared with")
      }
      if let judged { return Sides(samples: source(judged, seed: seed), reference: reference, generator: judged) }
      let own = try dataset(samplesOf, sampleSplit, like: shape ?? reference.sampleShape, seed: seed)
      return Sides(samples: DatasetSource(own), reference: reference, generator: nil)
    }

    private func source(_ run: Run, seed: UInt64) -> GeneratorSource {
      GeneratorSource(
        run.generator, name: run.name, seed: seed, labels: label.map { [$0] }, checksum: run.checksum)
    }

    /// The generator of a run's folder or a checkpoint's; nil where it is neither.
    private func run(_ path: String) throws -> Run? {
      let url = URL(fileURLWithPath: path, isDirectory: true)
      let inside = [RunFiles.checkpointsFolder, CheckpointStore.weightsFile].contains {
        FileManager.default.fileExists(atPath: url.appendingPathComponent($0).path)
      }
      let pyramid = TrainedPyramid.isPyramid(url) ? try TrainedPyramid(folder: url, average: average) : nil
      guard inside || pyramid != nil || url.lastPathComponent.hasPrefix("checkpoint") else { return nil }
      let levels = try pyramid?.stored ?? [CheckpointStore.find(url)]
      let stored = levels[levels.count - 1]
      let generator = try pyramid?.generator() ?? TrainedGenerator(stored, average: average)
      if let label, let classes = generator.classes, !(0..<classes).contains(label) {
        throw ValidationError("--label must be from 0 to \(classes - 1), \(label) was given")
      }
      let sums = try levels.map {
        try SHA256.hexadecimal(of: Data(contentsOf: $0.folder.appendingPathComponent(CheckpointStore.weightsFile)))
      }
      return Run(
        generator: generator, stored: stored, name: "\(url.lastPathComponent) after step \(stored.manifest.step)",
        checksum: sums.joined(separator: " ") + (average ? "" : "-last"))
    }

    /// A data set by its name or folder, of one part and one class.
    private func dataset(_ name: String, _ split: String, like shape: [Int]?, seed: UInt64) throws -> any Dataset {
      let isImage = shape?.count == 3
      var whole: any Dataset
      if split == "test" {
        guard let test = try TrainingData.test(name, seed: seed) else {
          throw ValidationError(
            "a test part must lie beside MNIST's or CIFAR's files or belong to a set that the program makes, and '\(name)' "
              + "is neither; name the folder of the part itself")
        }
        whole = test
      } else {
        whole = try TrainingData.load(
          name, seed: seed, imageSize: imageSize ?? (isImage ? shape?.last : nil) ?? 32,
          imageChannels: imageChannels ?? (isImage ? shape?.first : nil) ?? 3, skipBroken: skipBroken)
      }
      guard let label else { return whole }
      guard let labels = whole.labels, whole.classNames.indices.contains(label) else {
        throw ValidationError(
          whole.labels == nil
            ? "--label must be left out for '\(name)', which has no classes"
            : "--label must be from 0 to \(whole.classNames.count - 1), \(label) was given")
      }
      whole = try whole.subset(at: labels.indices.filter { labels[$0] == label }, name: "\(whole.name), class \(label)")
      return whole
    }
  #endif
}
