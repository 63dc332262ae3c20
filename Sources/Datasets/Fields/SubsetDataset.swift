import DurableFiles

/// Some samples of another data set, in an order of one's own; a sample may come more than once.
///
/// Holds one index a sample and no values. Its fingerprint is that of the set and of the indices: the same images
/// loaded as a set of their own have another.
public struct SubsetDataset: Dataset {
  /// The set that has the values.
  public let base: any Dataset
  /// The place in `base` of each sample.
  public let indices: [Int]
  /// What it is called in records and messages.
  public let name: String
  /// Of the set and of the indices.
  public let fingerprint: Fingerprint

  /// The samples of `base` at `indices`; the name is that of `base` where none is given. Throws `indexOutOfRange`, and
  /// `invalidArgument` where there are no indices or `base` has several (take subsets of its parts then).
  public init(_ base: any Dataset, at indices: [Int], name: String? = nil) throws(FileError) {
    guard base.counts.count == 1 else {
      throw FileError(
        .invalidArgument, subject: base.name, required: "a data set with one index for a subset",
        given: "one of \(base.counts.count) parts, each with its own", remedy: "take the subsets before joining them")
    }
    guard !indices.isEmpty else {
      throw FileError(
        .invalidArgument, subject: base.name, required: "at least one sample for a subset", given: "none",
        remedy: "choose a class or indices that the data set has")
    }
    try base.checkIndices(indices)
    self.base = base
    self.indices = indices
    self.name = name ?? base.name
    var fingerprint = Fingerprint()
    fingerprint.absorb("subset")
    fingerprint.absorb(base.fingerprint.value)
    fingerprint.absorb(indices)
    self.fingerprint = fingerprint
  }

  /// The number of indices.
  public var count: Int { indices.count }
  /// The same fields as the whole set.
  public var fields: [FieldCard] { base.fields }

  /// The floats of the samples at these places of the subset.
  public func floats(_ field: String, at places: [Int]) throws(FileError) -> [Float] {
    try checkIndices(places)
    return try base.floats(field, at: places.map { indices[$0] })
  }

  /// The integers of the samples at these places of the subset.
  public func integers(_ field: String, at places: [Int]) throws(FileError) -> [Int] {
    try checkIndices(places)
    return try base.integers(field, at: places.map { indices[$0] })
  }
}

extension Dataset {
  /// The samples at `indices`, in that order. Throws as `SubsetDataset` does.
  public func subset(at indices: [Int], name: String? = nil) throws(FileError) -> SubsetDataset {
    try SubsetDataset(self, at: indices, name: name)
  }

  /// The first `count` samples. Throws `invalidArgument` unless 1 ≤ count ≤ the number of samples.
  public func first(_ count: Int) throws(FileError) -> SubsetDataset {
    guard count >= 1, count <= self.count else {
      throw FileError(
        .invalidArgument, subject: name, required: "from 1 to \(self.count) samples", given: "\(count)",
        remedy: "choose at most as many as the data set has")
    }
    return try SubsetDataset(self, at: Array(0..<count))
  }

  /// The samples whose class by the category `field` (the first one where none is named) is among `classes`, in order.
  /// All classes keep their numbers and names. Throws `invalidArgument` for unknown classes, where no sample has one of
  /// them, and where there is no category of that name.
  public func ofClasses(_ classes: [String], of field: String? = nil) throws(FileError) -> SubsetDataset {
    guard let card = field.map({ name in fields.first { $0.name == name && $0.kind == .category } }) ?? classField
    else { throw unknown(field ?? FieldCard.labelName, isFloat: false) }
    var wanted: Set<Int> = []
    for name in classes {
      guard let place = card.classNames.firstIndex(of: name) else {
        throw FileError(
          .invalidArgument, subject: self.name, required: "classes among " + card.classNames.joined(separator: ", "),
          given: "'\(name)'", remedy: "name classes that the data set has")
      }
      wanted.insert(place)
    }
    let labels = try integers(card.name, at: Array(0..<count))
    return try SubsetDataset(self, at: labels.indices.filter { wanted.contains(labels[$0]) })
  }
}
