import DurableFiles

/// Some fields of another data set, by the same or by other names, in an order of one's own.
///
/// `set.withFields([("photo", "image")])` is the set's images alone, called photo. Costs nothing beside the set.
public struct FieldView: Dataset {
  /// The set that has the values.
  public let base: any Dataset
  /// The fields, by their new names.
  public let fields: [FieldCard]
  /// Of the set and of both names of each field.
  public let fingerprint: Fingerprint
  /// The name in `base` of each of `fields`.
  private let sources: [String]

  /// The fields `field` of `base` as `name`. Throws `invalidArgument` for unknown fields, none at all, and names that
  /// come twice.
  public init(_ base: any Dataset, _ names: [(name: String, field: String)]) throws(FileError) {
    var cards: [FieldCard] = []
    var fingerprint = Fingerprint()
    fingerprint.absorb("fields")
    fingerprint.absorb(base.fingerprint.value)
    for (name, field) in names {
      guard let card = base.field(field) else {
        throw FileError(
          .invalidArgument, subject: base.name,
          required: "fields among " + base.fields.map(\.name).joined(separator: ", "), given: "'\(field)'",
          remedy: "name a field that the data set has")
      }
      cards.append(card.with(name: name))
      fingerprint.absorb(name)
      fingerprint.absorb(field)
    }
    try checkNames(cards, name: base.name)
    self.base = base
    self.fields = cards
    self.fingerprint = fingerprint
    sources = names.map(\.field)
  }

  /// As the set is called.
  public var name: String { base.name }
  /// As many samples as the set has.
  public var count: Int { base.count }
  /// As many as the set has of each part.
  public var counts: [Int] { base.counts }

  /// The floats of the field that is called so here.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard let place = fields.firstIndex(where: { $0.name == field && $0.kind.isFloat }) else {
      throw unknown(field, isFloat: true)
    }
    return try base.floats(sources[place], at: indices)
  }

  /// The integers of the field that is called so here.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    guard let place = fields.firstIndex(where: { $0.name == field && !$0.kind.isFloat }) else {
      throw unknown(field, isFloat: false)
    }
    return try base.integers(sources[place], at: indices)
  }
}

extension Dataset {
  /// These fields by these names, the others left out. Throws `invalidArgument`, see `FieldView`.
  public func withFields(_ names: [(name: String, field: String)]) throws(FileError) -> FieldView {
    try FieldView(self, names)
  }

  /// All fields, one of them by another name. Throws `invalidArgument`, see `FieldView`.
  public func renaming(_ field: String, to name: String) throws(FileError) -> FieldView {
    guard self.field(field) != nil else { return try FieldView(self, [(name, field)]) }
    return try FieldView(self, fields.map { ($0.name == field ? name : $0.name, $0.name) })
  }
}
