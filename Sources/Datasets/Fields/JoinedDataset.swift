import DurableFiles

/// Several data sets side by side: sample i has the fields of sample i of each. Image pairs are two sets of images so
/// joined.
public struct JoinedDataset: Dataset {
  /// In the order of their fields.
  public let sets: [any Dataset]
  /// What records and messages call the whole.
  public let name: String
  /// The fields of all, in order.
  public let fields: [FieldCard]
  /// Of the sets, in order.
  public let fingerprint: Fingerprint

  /// Throws `countMismatch` where the sets differ in length, `invalidArgument` where two fields share a name (rename
  /// them by `withFields`), there is no set, or one has several indices.
  public init(name: String, _ sets: [any Dataset]) throws(FileError) {
    try checkNames(sets.flatMap(\.fields), name: name)
    for set in sets {
      guard set.counts == [sets[0].count] else {
        throw FileError(
          .countMismatch, subject: name, required: "\(sets[0].count) samples in each set, as in \(sets[0].name)",
          given: "\(set.counts.map(String.init).joined(separator: " and ")) in \(set.name)",
          remedy: "join sets whose samples belong together one by one, or use UnpairedDataset")
      }
    }
    self.name = name
    self.sets = sets
    fields = sets.flatMap(\.fields)
    fingerprint = .joined(sets, as: "joined")
  }

  /// The number of samples of each set.
  public var count: Int { sets[0].count }

  /// The floats of the set that has the field.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard let set = sets.first(where: { $0.field(field) != nil }) else { throw unknown(field, isFloat: true) }
    return try set.floats(field, at: indices)
  }

  /// The integers of the set that has the field.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    guard let set = sets.first(where: { $0.field(field) != nil }) else { throw unknown(field, isFloat: false) }
    return try set.integers(field, at: indices)
  }
}

/// Several data sets that know nothing of each other: each has an index of its own, and a batch has samples of each,
/// drawn independently. Horses and zebras for a translation without pairs.
///
/// `counts` has the length of each set, and `FieldCard.part` says to which a field belongs; `count` is the length of
/// the first. `BatchPrefetcher` draws the parts by permutations of their own.
public struct UnpairedDataset: Dataset {
  /// In the order of their fields.
  public let sets: [any Dataset]
  /// What records and messages call the whole.
  public let name: String
  /// The fields of all, in order.
  public let fields: [FieldCard]
  /// The number of samples of each set.
  public let counts: [Int]
  /// Of the sets, in order.
  public let fingerprint: Fingerprint

  /// Throws `invalidArgument` where two fields share a name (rename them by `withFields`) or there is no set.
  public init(name: String, _ sets: [any Dataset]) throws(FileError) {
    var fields: [FieldCard] = []
    var counts: [Int] = []
    for set in sets {
      fields += set.fields.map { $0.with(part: counts.count + $0.part) }
      counts += set.counts
    }
    try checkNames(fields, name: name)
    self.name = name
    self.sets = sets
    self.fields = fields
    self.counts = counts
    fingerprint = .joined(sets, as: "unpaired")
  }

  /// The number of samples of the first set.
  public var count: Int { counts[0] }

  /// The floats of the set that has the field, at `indices` of that set.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard let set = sets.first(where: { $0.field(field) != nil }) else { throw unknown(field, isFloat: true) }
    return try set.floats(field, at: indices)
  }

  /// The integers of the set that has the field, at `indices` of that set.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    guard let set = sets.first(where: { $0.field(field) != nil }) else { throw unknown(field, isFloat: false) }
    return try set.integers(field, at: indices)
  }
}

extension Fingerprint {
  fileprivate static func joined(_ sets: [any Dataset], as kind: String) -> Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.absorb(kind)
    for set in sets {
      fingerprint.absorb(set.fingerprint.value)
      for field in set.fields { fingerprint.absorb(field) }
    }
    return fingerprint
  }
}
