import DurableFiles

/// How a field of floats is computed from another, sample by sample.
public protocol FieldTransform: Sendable {
  /// Its name with all that its result depends on, such as "averaged 2": part of the derived set's fingerprint.
  var identity: String { get }
  /// The shape of the result for samples of `shape`; nil where it does not apply to them.
  func shape(from shape: [Int]) -> [Int]?
  /// The kind of the result: that of the field, unless it leaves the bounds of pixels.
  func kind(from kind: FieldCard.Kind) -> FieldCard.Kind
  /// The values of `count` samples of `shape`, one after another, as the new field has them.
  func callAsFunction(_ values: [Float], count: Int, of shape: [Int]) -> [Float]
}

extension FieldTransform {
  /// Pixels stay pixels.
  public func kind(from kind: FieldCard.Kind) -> FieldCard.Kind { kind }
}

/// A data set with one field more, computed from one of its own when it is asked for: the coarse image of a pyramid's
/// level.
public struct DerivedDataset: Dataset {
  /// The set that has the other fields.
  public let base: any Dataset
  /// How the field is computed.
  public let transform: any FieldTransform
  /// The set's fields, then the new one.
  public let fields: [FieldCard]
  /// Of the set, the transform, and both names.
  public let fingerprint: Fingerprint
  private let source: FieldCard
  private let derived: String

  /// `base` with the field `name`, which is `transform` of its field `source`. Throws `invalidArgument` where there is
  /// no such field of floats or the name is taken, `wrongShape` where the transform does not apply to it.
  public init(
    _ base: any Dataset, _ name: String, from source: String, by transform: any FieldTransform
  ) throws(FileError) {
    guard let card = base.field(source), card.kind.isFloat else { throw base.unknown(source, isFloat: true) }
    guard let shape = transform.shape(from: card.shape) else {
      throw FileError(
        .wrongShape, subject: base.name, required: "a field to which '\(transform.identity)' applies",
        given: "'\(source)' of shape \(card.shape)", remedy: "choose another field, or load the images at another size")
    }
    fields = base.fields + [FieldCard(name, transform.kind(from: card.kind), shape: shape, part: card.part)]
    try checkNames(fields, name: base.name)
    self.base = base
    self.transform = transform
    self.source = card
    derived = name
    var fingerprint = Fingerprint()
    fingerprint.absorb("derived")
    fingerprint.absorb(base.fingerprint.value)
    for text in [name, source, transform.identity] { fingerprint.absorb(text) }
    self.fingerprint = fingerprint
  }

  /// As the set is called.
  public var name: String { base.name }
  /// As many samples as the set has.
  public var count: Int { base.count }
  /// As many as the set has of each part.
  public var counts: [Int] { base.counts }
  /// The labels are not derived.
  public var labels: [Int]? { base.labels }

  /// The set's, or the transform of them.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard field == derived else { return try base.floats(field, at: indices) }
    return transform(try base.floats(source.name, at: indices), count: indices.count, of: source.shape)
  }

  /// Whole numbers are not derived: the set's own.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    try base.integers(field, at: indices)
  }
}

extension Dataset {
  /// This set with the field `name`, `transform` of the field `source`. Throws as `DerivedDataset` does.
  public func derivingField(
    _ name: String, from source: String, by transform: any FieldTransform
  ) throws(FileError) -> DerivedDataset {
    try DerivedDataset(self, name, from: source, by: transform)
  }
}
