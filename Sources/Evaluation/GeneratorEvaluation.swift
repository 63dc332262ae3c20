import DurableFiles
import GANs
import Training
import Datasets
import TorchTensors

/// How well a generator has learned its data: the distance of its samples from data, beside that of data from data.
///
/// Both are sliced Wasserstein distances (`SlicedWasserstein`) of equally many samples on the same directions. Data are
/// not at zero from data, since sets are finite; that noise floor is what a perfect generator would reach, at a `ratio`
/// of about 1. Generators are compared by numbers of one data set, `samples`, `directions` and seed, which fix the data
/// and the directions that are drawn. Whether a generator has only remembered its data is asked of `NearestSamples`.
public struct GeneratorEvaluation: Sendable, Equatable {
  /// Samples a side, and directions.
  public let samples: Int, directions: Int
  /// Generated samples to data, in the units of the samples: pixels in [-1, 1], coordinates of points.
  public let distance: Double
  /// Data to as many other data: the noise floor.
  public let noiseFloor: Double

  /// `distance` over `noiseFloor`.
  public var ratio: Double { distance / noiseFloor }

  /// Compares `samples` samples with as many of the data, and these with as many others.
  ///
  /// - `label`: the class to generate and compare with; nil for all. A conditional generator is then told the classes
  ///   of the data that it is compared with, so that the classes' shares do not count.
  /// - `seed`: of the latent vectors, the choice of the data, the directions.
  ///
  /// Costs the samples, and twice `SlicedWasserstein.distance`. Throws `TrainingError.badSetting` where the data are
  /// fewer than 2 · `samples`, of another shape, or without the class; `FileError`, `TorchError`.
  public init(
    of generator: TrainedGenerator, on dataset: any Dataset, samples: Int = 2000, directions: Int = 512,
    label: Int? = nil, seed: UInt64 = 0
  ) throws {
    guard dataset.sampleShape == generator.data.sampleShape else {
      throw TrainingError.badSetting(
        name: "data", required: "samples of the generator's shape \(generator.data.sampleShape)",
        given: "\(dataset.name) with \(dataset.sampleShape)")
    }
    let drawn = try Self.draw(2 * samples, of: dataset, label: label, seed: seed)
    let (compared, others) = (Array(drawn.prefix(samples)), Array(drawn.dropFirst(samples)))
    var labels: [Int]?
    if let label {
      labels = Array(repeating: label, count: samples)
    } else if generator.classes != nil, dataset.labels != nil {
      labels = try dataset.batchLabels(compared)
    }
    let device = generator.parameters.device
    func tensor(_ indices: [Int]) throws -> Tensor {
      try Tensor(floats: dataset.batch(indices), shape: [indices.count] + dataset.sampleShape, device: device)
    }
    let generated = try generator.samples(of: generator.latent(samples, seed: seed), labels: labels)
    let real = try tensor(compared)
    self.samples = samples
    self.directions = directions
    distance = try SlicedWasserstein.distance(generated, real, directions: directions, seed: seed)
    noiseFloor = try SlicedWasserstein.distance(tensor(others), real, directions: directions, seed: seed)
  }

  /// The places of `count` different samples, all of one class where one is given.
  private static func draw(_ count: Int, of dataset: any Dataset, label: Int?, seed: UInt64) throws -> [Int] {
    var places = Array(0..<dataset.count)
    if let label {
      guard let labels = dataset.labels, dataset.classNames.indices.contains(label) else {
        throw TrainingError.badSetting(
          name: "label",
          required: dataset.labels == nil
            ? "left out for data without classes" : "from 0 to \(dataset.classNames.count - 1)",
          given: "\(label)")
      }
      places = places.filter { labels[$0] == label }
    }
    guard count >= 2, count <= places.count else {
      throw TrainingError.badSetting(
        name: "samples",
        required: "from 1 to \(places.count / 2), half of the \(places.count) samples of '\(dataset.name)'"
          + (label.map { " of class \($0)" } ?? "") + " (data are compared with other data)",
        given: "\(count / 2)")
    }
    let order = try RandomStream(seed: seed, stream: RandomUse.evaluation, step: 0).permutation(places.count).int64s()
    return order.prefix(count).map { places[Int($0)] }
  }
}
