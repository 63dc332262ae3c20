import Datasets

/// What networks fit, and what a checkpoint belongs to: a data set's name, its fields' shapes and classes, and its
/// fingerprint. Checkpoints keep it, so that trained networks can be used where their data are not.
public struct DataCard: Sendable, Equatable {
  /// Shape and classes.
  public let description: DataDescription
  /// Changes with the samples.
  public let fingerprint: Fingerprint

  /// Of data that are not at hand, as a checkpoint knows them.
  public init(_ description: DataDescription, fingerprint: Fingerprint) {
    self.description = description
    self.fingerprint = fingerprint
  }

  /// Of a data set.
  public init(of dataset: any Dataset) {
    self.init(DataDescription(of: dataset), fingerprint: dataset.fingerprint)
  }
}

/// The samples and classes of a data set.
public struct DataDescription: Sendable, Equatable, Codable {
  /// The data set's name.
  public var name: String
  /// The shape of a sample.
  public var sampleShape: [Int]
  /// The names of the classes; empty where the set is unlabelled.
  public var classNames: [String]

  /// Of this shape, with these classes.
  public init(name: String, sampleShape: [Int], classNames: [String] = []) {
    self.name = name
    self.sampleShape = sampleShape
    self.classNames = classNames
  }

  /// Of a data set.
  public init(of dataset: any Dataset) {
    self.init(
      name: dataset.name, sampleShape: dataset.sampleShape,
      classNames: dataset.labels == nil ? [] : dataset.classNames)
  }
}
