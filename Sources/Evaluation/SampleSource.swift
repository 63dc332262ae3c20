import Datasets
import DurableFiles
import Foundation
import TorchTensors
import Training

/// Where samples come from: data, or a model that makes as many as are wanted.
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

/// A trained model as samples: place i is always the same sample, for a seed.
public struct GeneratorSource: SampleSource {
  /// In words, for reports.
  public let name: String
  /// What makes them.
  public let generator: any GenerativeModel
  /// The seed of what is drawn.
  public let seed: UInt64
  /// The classes that a conditional model is told, gone round; nil goes round all of them.
  public let labels: [Int]?
  /// Of the weights' file, the seed and the labels.
  public let fingerprint: Fingerprint?

  /// A model; `checksum` is that of its weights, nil where they are in memory alone.
  public init(
    _ generator: any GenerativeModel, name: String = "the generator", seed: UInt64 = 0, labels: [Int]? = nil,
    checksum: String? = nil
  ) {
    self.generator = generator
    self.name = name
    self.seed = seed
    self.labels = labels
    fingerprint = checksum.map { Fingerprint(of: Array("\($0) \(seed) \(labels ?? [])".utf8)) }
  }

  /// The model's own: nil for as many as are wanted.
  public var count: Int? { generator.count }
  /// The shape of what it was trained on.
  public var sampleShape: [Int] { generator.data.sampleShape }

  /// Makes them; a sample does not depend on those beside it.
  public func samples(_ places: [Int]) throws -> Tensor {
    let told = labels.flatMap { own in
      generator.classes == nil || own.isEmpty ? nil : places.map { own[$0 % own.count] }
    }
    return try generator.samples(places, seed: seed, labels: told)
  }
}
