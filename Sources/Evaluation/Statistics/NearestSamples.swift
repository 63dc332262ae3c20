import DurableFiles
import GANs
import Training
import Datasets
import TorchTensors

/// The training samples that lie nearest to given ones: whether a generator has learned or remembered.
public enum NearestSamples {
  /// What lies nearest to a sample.
  public struct Match: Sendable, Equatable {
    /// The place in the data set.
    public let index: Int
    /// The Euclidean distance in the units of the samples: pixels in [-1, 1], coordinates of points.
    public let distance: Double
  }

  /// The nearest of all samples of a data set to each of `samples` ([count] + sample shape).
  ///
  /// Goes through the whole set in pieces: count · N · size operations, a second for 64 samples of MNIST. Throws
  /// `FileError`, `TorchError`; `TrainingError.badSetting` where the shapes differ.
  public static func find(_ samples: Tensor, in dataset: any Dataset, piece: Int = 2000) throws -> [Match] {
    let count = samples.shape.first ?? 0
    guard Array(samples.shape.dropFirst()) == dataset.sampleShape else {
      throw TrainingError.badSetting(
        name: "data", required: "samples of the generator's shape \(samples.shape.dropFirst())",
        given: "\(dataset.name) with \(dataset.sampleShape)")
    }
    return try withoutGradient {
      let generated = try samples.to(.cpu).flatten(1)
      let squares = try generated.square().sum([1], keepingDimensions: true)
      var best = [Match](repeating: Match(index: 0, distance: .infinity), count: count)
      for start in stride(from: 0, to: dataset.count, by: max(1, piece)) {
        let indices = Array(start..<min(start + max(1, piece), dataset.count))
        let real = try Tensor(floats: dataset.batch(indices), shape: [indices.count, generated.shape[1]])
        // ‖a - b‖² = ‖a‖² - 2⟨a, b⟩ + ‖b‖², one matrix product for all pairs.
        let products = try generated.matmul(real.transpose())
        let distances = try squares + real.square().sum([1]) - products * 2
        let places = try distances.argmin(1).int64s()
        let values = try distances.min([1]).doubles()
        for i in 0..<count where max(0, values[i]).squareRoot() < best[i].distance {
          best[i] = Match(index: start + Int(places[i]), distance: max(0, values[i]).squareRoot())
        }
      }
      return best
    }
  }
}
