import ArgumentParser
import Foundation

#if COUNTERPLAY_TORCH
  import Evaluation
#endif

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
