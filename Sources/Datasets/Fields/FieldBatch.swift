import DurableFiles

/// One minibatch: the values of some fields of some samples, asked for by the field's name.
public struct FieldBatch: Sendable, Equatable {
  /// The values of one field, sample after sample, row-major.
  public enum Values: Sendable, Equatable {
    /// Of pixels and reals.
    case floats([Float])
    /// Of categories and tokens.
    case integers([Int])
  }

  /// The fields that it has, in the data set's order.
  public let cards: [FieldCard]
  /// The values of `cards`, in that order.
  public let values: [Values]
  /// The places of its samples in the data set, one list for each of the set's indices (`Dataset.counts`).
  public let indices: [[Int]]

  init(cards: [FieldCard], values: [Values], indices: [[Int]]) {
    self.cards = cards
    self.values = values
    self.indices = indices
  }

  /// The number of samples.
  public var count: Int { indices.first?.count ?? 0 }

  /// The floats of a field of pixels or reals: count × its shape. Throws `invalidArgument` where there is none of that
  /// name.
  public func floats(_ field: String) throws(FileError) -> [Float] {
    for (card, values) in zip(cards, values) where card.name == field {
      if case .floats(let floats) = values { return floats }
    }
    throw unknownField(field, isFloat: true, of: cards, subject: "batch")
  }

  /// The integers of a category (count) or of tokens (count × length). Throws `invalidArgument` where there is none of
  /// that name.
  public func integers(_ field: String) throws(FileError) -> [Int] {
    for (card, values) in zip(cards, values) where card.name == field {
      if case .integers(let integers) = values { return integers }
    }
    throw unknownField(field, isFloat: false, of: cards, subject: "batch")
  }

  /// The first field of pixels or reals; nil where there is none.
  public var samples: [Float]? {
    for case .floats(let floats) in values { return floats }
    return nil
  }

  /// The first category; nil where there is none.
  public var labels: [Int]? {
    for (card, values) in zip(cards, values) where card.kind == .category {
      if case .integers(let integers) = values { return integers }
    }
    return nil
  }
}

/// The error for a name that is no field, or none of that type of values.
func unknownField(_ field: String, isFloat: Bool, of cards: [FieldCard], subject: String) -> FileError {
  let fitting = cards.filter { $0.kind.isFloat == isFloat }.map(\.name)
  return FileError(
    .invalidArgument, subject: subject,
    required: "a field of \(isFloat ? "floats" : "integers")"
      + (fitting.isEmpty ? "" : ", one of " + fitting.joined(separator: ", ")),
    given: "'\(field)'",
    remedy: fitting.isEmpty ? "use a data set that has such a field" : "ask for a field that the data set has")
}
