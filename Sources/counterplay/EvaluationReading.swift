import ArgumentParser
import Datasets
import DurableFiles
import Foundation

#if COUNTERPLAY_TORCH
  import Evaluation
  import Training
#endif

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

  @OptionGroup var functional: FunctionalOptions

  @Option(help: "Height and width to which PNG, JPEG and WebP files are scaled. [default: the other side's, or 32]")
  var imageSize: Int?

  @Option(help: "1 (grey) or 3 (RGB) for PNG, JPEG and WebP files. [default: the other side's, or 3]")
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
    /// Both sides; the model where a run is judged.
    struct Sides {
      let samples: any SampleSource
      let reference: any SampleSource
      let generator: Run?
    }

    /// A run's model.
    struct Run {
      let model: any GenerativeModel
      let stored: StoredModel
      let name: String
      let checksum: String
    }

    func sides(_ samplesOf: String, _ data: String?, seed: UInt64) throws -> Sides {
      let judged = try run(samplesOf), compared = try data.flatMap { try run($0) }
      let shape = judged?.model.data.sampleShape ?? compared?.model.data.sampleShape
      let reference: any SampleSource
      if let compared {
        reference = source(compared, seed: seed &+ 1)
      } else if let data {
        reference = DatasetSource(try dataset(data, split, like: shape, seed: seed))
      } else if let judged {
        reference = DatasetSource(
          try dataset(
            judged.stored.source.data, split, like: shape, seed: judged.stored.stored.manifest.configuration.seed))
      } else {
        throw ValidationError("'\(samplesOf)' is no run, so --data must say what it is compared with")
      }
      if let judged { return Sides(samples: source(judged, seed: seed), reference: reference, generator: judged) }
      let own = try dataset(samplesOf, sampleSplit, like: shape ?? reference.sampleShape, seed: seed)
      return Sides(samples: DatasetSource(own), reference: reference, generator: nil)
    }

    private func source(_ run: Run, seed: UInt64) -> GeneratorSource {
      GeneratorSource(
        run.model, name: run.name, seed: seed, labels: label.map { [$0] }, checksum: run.checksum)
    }

    /// The model of a run's folder or a checkpoint's; nil where it is neither.
    private func run(_ path: String) throws -> Run? {
      let url = URL(fileURLWithPath: path, isDirectory: true)
      guard StoredModel.isThere(url) else { return nil }
      let stored = try StoredModel(folder: url)
      let model = try stored.model(ModelOptions(average: average, movesSamples: functional.functionalSteps))
      if let label, let classes = model.classes, !(0..<classes).contains(label) {
        throw ValidationError("--label must be from 0 to \(classes - 1), \(label) was given")
      }
      let sums = try stored.checkpoints.map {
        try SHA256.hexadecimal(of: Data(contentsOf: $0.folder.appendingPathComponent(CheckpointStore.weightsFile)))
      }
      return Run(
        model: model, stored: stored,
        name: "\(url.lastPathComponent) after step \(stored.stored.manifest.step)",
        checksum: sums.joined(separator: " ") + (average ? "" : "-last")
          + (functional.functionalSteps ? "" : "-still"))
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
      if let shape { whole = try whole.framed(toFit: shape) }
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
