import Datasets
import Foundation
import GameDynamics
import TorchTensors
import Training

/// How well a pixel model explains data.
public struct PixelLikelihood: Sendable, Equatable {
  /// The mean of -log p(image), exactly.
  public let nats: Double
  /// How many samples were judged, and how many numbers each has.
  public let count: Int, dimensions: Int
  /// nats / (ln 2 · dimensions).
  public var bitsPerDimension: Double { nats / (Foundation.log(2) * Double(dimensions)) }
}

extension PixelModel {
  /// -log p, the mean over the first `count` samples of a data set (nil for all), in batches of 100. With pixels that are
  /// drawn at every look a function of the seed.
  public func likelihood(
    of trained: TrainedNetworks, on dataset: any Dataset, upTo count: Int? = nil, seed: UInt64 = 0
  ) throws -> PixelLikelihood {
    var sum = 0.0
    try withoutGradient {
      try dataset.eachBatch(of: 100, upTo: count, on: trained.device) { start, samples in
        let images = try targets(
          samples, seed: SplitMix64.seed(seed, stream: RandomUse.pixels, step: UInt64(start)))
        let told = try conditions(of: dataset, at: Array(start..<start + images.shape[0]), device: trained.device)
        let output = try trained.evaluate(.x, Self.network, images, conditions: told)
        sum -= try distribution.logLikelihood(output, of: images).to(.float64).sum().item()
      }
    }
    let judged = min(count ?? dataset.count, dataset.count)
    return PixelLikelihood(nats: sum / Double(max(1, judged)), count: judged, dimensions: dimensions)
  }
}
