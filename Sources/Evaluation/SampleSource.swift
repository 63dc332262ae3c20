import Datasets
import DurableFiles
import Foundation
import GANs
import TorchTensors
import Training

/// Where samples come from: data, or a generator that draws as many as are wanted.
public protocol SampleSource: Sendable {
  /// In words, for reports.
  var name: String { get }
  /// How many there are; nil for as many as are wanted.
  var count: Int? { get }
  /// The shape of a sample.
  var sampleShape: [Int] { get }
  /// Changes with the samples; nil where nothing can be said, and features are not kept.
  var fingerprint: Fingerprint? { get }
  /// The samples at these places, [n] + sample shape, as networks take them: pixels in [-1, 1].
  func samples(_ places: [Int]) throws -> Tensor
}

/// A data set as samples.
public struct DatasetSource: SampleSource {
  /// The data.
  public let dataset: any Dataset

  /// Of these data.
  public init(_ dataset: any Dataset) { self.dataset = dataset }

  /// The data set's name.
  public var name: String { dataset.name }
  /// As many as it has.
  public var count: Int? { dataset.count }
  /// The shape of its first field of floats.
  public var sampleShape: [Int] { dataset.sampleShape }
  /// The data set's own.
  public var fingerprint: Fingerprint? { dataset.fingerprint }
  /// The data at these places.
  public func samples(_ places: [Int]) throws -> Tensor {
    try Tensor(floats: dataset.batch(places), shape: [places.count] + dataset.sampleShape)
  }
}

/// A trained generator as samples: place i is always drawn of the same latent vector, for a seed.
public struct GeneratorSource: SampleSource {
  /// In words, for reports.
  public let name: String
  /// G.
  public let generator: TrainedGenerator
  /// The seed of the latent vectors.
  public let seed: UInt64
  /// The classes that a conditional generator is told, gone round; nil goes round all of them.
  public let labels: [Int]?
  /// Of the weights' file, the seed and the labels.
  public let fingerprint: Fingerprint?

  /// A generator; `checksum` is that of its weights, nil where they are in memory alone.
  public init(
    _ generator: TrainedGenerator, name: String = "the generator", seed: UInt64 = 0, labels: [Int]? = nil,
    checksum: String? = nil
  ) {
    self.generator = generator
    self.name = name
    self.seed = seed
    self.labels = labels
    fingerprint = checksum.map { Fingerprint(of: Array("\($0) \(seed) \(labels ?? [])".utf8)) }
  }

  /// As many as are wanted.
  public var count: Int? { nil }
  /// The shape of what it was trained on.
  public var sampleShape: [Int] { generator.data.sampleShape }

  /// Draws them; in evaluation mode, so a sample does not depend on those beside it.
  public func samples(_ places: [Int]) throws -> Tensor {
    let latent = try Tensor.concatenate(places.map { try generator.latent($0..<$0 + 1, seed: seed) })
    let told = generator.classes.map { classes in
      places.map { place in labels.map { $0[place % max(1, $0.count)] } ?? place % classes }
    }
    return try generator.samples(of: latent, labels: told)
  }
}
