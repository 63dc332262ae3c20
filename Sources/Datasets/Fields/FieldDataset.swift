import DurableFiles

/// A data set of any fields, held in memory: vectors, texts as tokens, several classes a sample, tables.
public struct FieldDataset: Dataset, Equatable {
  /// A field and its values of all samples.
  public struct Column: Sendable, Equatable {
    /// What the field is.
    public let card: FieldCard
    /// Its values, sample after sample.
    public let values: FieldBatch.Values

    /// A field of pixels or reals.
    public init(_ card: FieldCard, floats: [Float]) {
      self.card = card
      values = .floats(floats)
    }

    /// A category or tokens.
    public init(_ card: FieldCard, integers: [Int]) {
      self.card = card
      values = .integers(integers)
    }
  }

  /// A short name for records and plots.
  public let name: String
  /// The number of samples.
  public let count: Int
  /// The fields with their values.
  public let columns: [Column]
  /// Of names, kinds, shapes, class names and values.
  public let fingerprint: Fingerprint

  /// Checks that the columns fit together.
  ///
  /// Throws `invalidArgument` where there is no column, a name comes twice, values are not of the field's kind or a
  /// float is not finite; `wrongShape` where a column is not a positive whole number of samples, `countMismatch` where
  /// columns differ in it, `labelOutOfRange` for an integer without a name.
  public init(name: String, _ columns: [Column]) throws(FileError) {
    try checkNames(columns.map(\.card), name: name)
    var count: Int?
    var fingerprint = Fingerprint()
    for column in columns {
      let card = column.card
      let length: Int
      switch column.values {
      case .floats(let floats):
        length = floats.count
        if let place = floats.firstIndex(where: { !$0.isFinite }) {
          throw FileError(
            .invalidArgument, subject: name, required: "finite numbers in '\(card.name)'",
            given: "\(floats[place]) at place \(place)", remedy: "remove or repair the samples with missing values")
        }
      case .integers(let integers):
        length = integers.count
        if let place = integers.firstIndex(where: { $0 < 0 || $0 >= card.classNames.count }) {
          throw FileError(
            .labelOutOfRange, subject: name,
            required: "integers in 0 ..< \(card.classNames.count) in '\(card.name)', each with a name",
            given: "\(integers[place]) at place \(place)", remedy: "name all classes or tokens in classNames")
        }
      }
      if case .floats = column.values, !card.kind.isFloat { throw Self.wrongKind(card, "floats", name) }
      if case .integers = column.values, card.kind.isFloat { throw Self.wrongKind(card, "integers", name) }
      guard let size = checkedProduct(card.shape), size > 0, length > 0, length % size == 0,
        card.kind != .pixels || card.shape.count == 3, card.kind != .category || card.shape.isEmpty, card.part == 0
      else {
        throw FileError(
          .wrongShape, subject: name, required: "a positive whole number of samples of '\(card.name)'",
          given: "\(length) values for \(card.kind.rawValue) of shape \(card.shape)",
          remedy: "give [channels, height, width] for pixels, [] for a category, and all values of each sample")
      }
      if let count, count != length / size {
        throw FileError(
          .countMismatch, subject: name, required: "as many samples in '\(card.name)' as in the others, \(count)",
          given: "\(length / size)", remedy: "give every field of every sample")
      }
      count = length / size
      fingerprint.absorb(card)
      switch column.values {
      case .floats(let floats): for value in floats { fingerprint.absorb(UInt64(value.bitPattern)) }
      case .integers(let integers): fingerprint.absorb(integers)
      }
    }
    self.name = name
    self.count = count ?? 0
    self.columns = columns
    self.fingerprint = fingerprint
  }

  /// The columns' cards.
  public var fields: [FieldCard] { columns.map(\.card) }

  /// The values of a column of floats at `indices`.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard let column = columns.first(where: { $0.card.name == field }), case .floats(let floats) = column.values
    else { throw unknown(field, isFloat: true) }
    return try gather(indices, of: floats, size: column.card.size) { $0 }
  }

  /// The values of a column of integers at `indices`.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    guard let column = columns.first(where: { $0.card.name == field }), case .integers(let integers) = column.values
    else { throw unknown(field, isFloat: false) }
    try checkIndices(indices)
    let size = column.card.size
    return size == 1 ? indices.map { integers[$0] } : indices.flatMap { integers[$0 * size..<($0 + 1) * size] }
  }

  private static func wrongKind(_ card: FieldCard, _ given: String, _ name: String) -> FileError {
    FileError(
      .invalidArgument, subject: name,
      required: "\(card.kind.isFloat ? "floats" : "integers") for '\(card.name)', \(card.kind.rawValue)",
      given: given, remedy: "give pixels and reals as floats, categories and tokens as integers")
  }
}

/// Throws `invalidArgument` where there is no field or two share a name.
func checkNames(_ cards: [FieldCard], name: String) throws(FileError) {
  var seen: Set<String> = []
  if let twice = cards.first(where: { !seen.insert($0.name).inserted }) {
    throw FileError(
      .invalidArgument, subject: name, required: "a name of its own for each field", given: "'\(twice.name)' twice",
      remedy: "rename one by withFields(_:)")
  }
  if cards.isEmpty {
    throw FileError(
      .invalidArgument, subject: name, required: "at least one field", given: "none",
      remedy: "name a field that the samples have")
  }
}

extension Fingerprint {
  mutating func absorb(_ card: FieldCard) {
    absorb(card.name)
    absorb(card.kind.rawValue)
    absorb(card.shape)
    absorb(UInt64(card.classNames.count))
    for name in card.classNames { absorb(name) }
  }
}
