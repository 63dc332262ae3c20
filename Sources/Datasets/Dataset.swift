import DurableFiles

/// What a trainer needs of a data set: how many samples, what fields each has, and the values of any of them.
///
/// A sample has named **fields**: an image, its class, a coarse image, a text (`FieldCard`). Values of pixels and reals
/// are floats, those of categories and tokens integers; both are asked for by the field's name. A set that knows
/// nothing but images with or without a label has the fields "image" and "label"; the conveniences `sampleShape`,
/// `labels`, `classNames`, `batch` and `batchLabels` speak of the first field of pixels or reals and of the first
/// category.
///
/// A data set is a plain value. It holds no generator and no position: which samples make the batch of step t is the
/// business of `BatchSampler`. New sets are made of others by `subset`, `withFields`, `derivingField`, `JoinedDataset`
/// and `UnpairedDataset`.
public protocol Dataset: Sendable {
  /// A short name for records and plots, such as "mnist-train".
  var name: String { get }
  /// The number of samples, at least one; in a set with several indices, that of the first.
  var count: Int { get }
  /// The number of samples of each index: `[count]`, except in a set whose parts are sampled each for itself
  /// (`UnpairedDataset`). `FieldCard.part` says which index a field hangs on.
  var counts: [Int] { get }
  /// What a sample consists of, at least one field; no two share a name.
  var fields: [FieldCard] { get }
  /// Changes with the samples, their shape, their order and their labels; the set's name does not count.
  var fingerprint: Fingerprint { get }
  /// The values of a field of pixels or reals at `indices`, one sample after another, row-major: `indices.count` × the
  /// field's shape, as a network takes them. Throws `indexOutOfRange`, and `invalidArgument` where no field of floats
  /// has this name.
  func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float]
  /// The values of a category or of tokens at `indices`, one sample after another. Throws `indexOutOfRange`, and
  /// `invalidArgument` where no field of integers has this name.
  func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int]
  /// The class of each sample by the first category, an index into `classNames`; nil where the set is unlabelled.
  var labels: [Int]? { get }
}

// MARK: - The first field of floats, the first category

extension Dataset {
  /// `[count]`: all fields hang on one index.
  public var counts: [Int] { [count] }

  /// The first field of pixels or reals: what a generator imitates where nothing else is said.
  public var sampleField: FieldCard? { fields.first { $0.kind.isFloat } }

  /// The first category: what class-conditional networks are told where nothing else is said.
  public var classField: FieldCard? { fields.first { $0.kind == .category } }

  /// The shape of one sample of `sampleField`: `[channels, height, width]` of an image, `[dimension]` of a point.
  public var sampleShape: [Int] { sampleField?.shape ?? [] }

  /// The names of the classes of `classField`; empty where the set is unlabelled.
  public var classNames: [String] { classField?.classNames ?? [] }

  /// Asks for the integers of `classField` at all indices, O(count); sets that hold them answer at once.
  public var labels: [Int]? {
    guard let field = classField else { return nil }
    return try? integers(field.name, at: Array(0..<counts[field.part]))
  }

  /// The samples at `indices` one after another, row-major: `indices.count` × `sampleShape` floats, as a network takes
  /// them. Throws `indexOutOfRange`, and `invalidArgument` where the set has no field of pixels or reals.
  public func batch(_ indices: [Int]) throws(FileError) -> [Float] {
    guard let field = sampleField else {
      throw unknownField(FieldCard.imageName, isFloat: true, of: fields, subject: name)
    }
    return try floats(field.name, at: indices)
  }

  /// The labels at `indices`, for conditional models. Throws `indexOutOfRange`, and `invalidArgument` where the set is
  /// unlabelled.
  public func batchLabels(_ indices: [Int]) throws(FileError) -> [Int] {
    guard let field = classField else {
      throw FileError(
        .invalidArgument, subject: name, required: "a labelled data set", given: "one without labels",
        remedy: "load the labels with the images, or use an unconditional model")
    }
    return try integers(field.name, at: indices)
  }
}

// MARK: - Batches of fields

extension Dataset {
  /// The field of this name; nil where there is none.
  public func field(_ name: String) -> FieldCard? { fields.first { $0.name == name } }

  /// The fields of these names, in the set's order; all where `names` is nil. Throws `invalidArgument` for unknown ones.
  func cards(of names: [String]?) throws(FileError) -> [FieldCard] {
    let fields = fields
    guard let names else { return fields }
    if let unknown = names.first(where: { name in !fields.contains { $0.name == name } }) {
      throw FileError(
        .invalidArgument, subject: name, required: "fields among " + fields.map(\.name).joined(separator: ", "),
        given: "'\(unknown)'", remedy: "ask for fields that the data set has")
    }
    return fields.filter { names.contains($0.name) }
  }

  /// The samples at `indices` with the fields of these names, or with all. Throws `indexOutOfRange`, and
  /// `invalidArgument` for unknown names and for a set with several indices.
  public func fieldBatch(at indices: [Int], of names: [String]? = nil) throws(FileError) -> FieldBatch {
    try fieldBatch(atParts: [indices], of: names)
  }

  /// The samples at `parts[p]` of each index p, with the fields of these names, or with all. Throws `indexOutOfRange`,
  /// and `invalidArgument` for unknown names and unless there is one list of indices for each of `counts`.
  public func fieldBatch(atParts parts: [[Int]], of names: [String]? = nil) throws(FileError) -> FieldBatch {
    guard parts.count == counts.count else {
      throw FileError(
        .invalidArgument, subject: name, required: "\(counts.count) lists of indices, one for each of its parts",
        given: "\(parts.count)", remedy: "draw the indices of each part for itself, with its own count")
    }
    let cards = try cards(of: names)
    var values: [FieldBatch.Values] = []
    values.reserveCapacity(cards.count)
    for card in cards {
      let indices = parts[card.part]
      values.append(
        card.kind.isFloat
          ? .floats(try floats(card.name, at: indices)) : .integers(try integers(card.name, at: indices)))
    }
    return FieldBatch(cards: cards, values: values, indices: parts)
  }
}

// MARK: - For those who write a data set

extension Dataset {
  /// The samples at `indices` of `size` values each, one after the other, as floats. Throws `indexOutOfRange`.
  ///
  /// Steps on points take a fraction of a millisecond: slices and appends would be a noticeable part of it.
  @inline(__always)
  func gather<Value>(
    _ indices: [Int], of values: [Value], size: Int, _ float: (Value) -> Float
  ) throws(FileError) -> [Float] {
    try checkIndices(indices)
    var floats = [Float](repeating: 0, count: indices.count * size)
    values.withUnsafeBufferPointer { source in
      floats.withUnsafeMutableBufferPointer { target in
        var position = 0
        for index in indices {
          for place in index * size..<(index + 1) * size {
            target[position] = float(source[place])
            position += 1
          }
        }
      }
    }
    return floats
  }

  /// The labels at `indices` of a set that holds them as an array. Throws `indexOutOfRange`, and `invalidArgument`
  /// where they are not the field that is asked for.
  func gatherLabels(_ field: String, _ labels: [Int]?, at indices: [Int]) throws(FileError) -> [Int] {
    guard let labels, field == FieldCard.labelName else { throw unknown(field, isFloat: false) }
    try checkIndices(indices)
    return indices.map { labels[$0] }
  }

  /// Throws `indexOutOfRange` for the first index outside 0 ..< count.
  func checkIndices(_ indices: [Int]) throws(FileError) {
    // Asked for once: of a data set whose type is not known here it is a call.
    let count = count
    if let wrong = indices.first(where: { $0 < 0 || $0 >= count }) {
      throw FileError(
        .indexOutOfRange, subject: name, required: "indices in 0 ..< \(count)", given: "\(wrong)",
        remedy: "draw the indices from a BatchSampler made with this data set's count")
    }
  }

  func unknown(_ field: String, isFloat: Bool) -> FileError {
    unknownField(field, isFloat: isFloat, of: fields, subject: name)
  }
}

/// The checks that every kind of labelled data set shares.
func checkLabels(_ labels: [Int]?, classNames: [String], count: Int, name: String) throws(FileError) {
  guard let labels else { return }
  if labels.count != count {
    throw FileError(
      .countMismatch, subject: name, required: "one label a sample, \(count) labels", given: "\(labels.count) labels",
      remedy: "use labels and samples of the same split and download")
  }
  if let place = labels.firstIndex(where: { $0 < 0 || $0 >= classNames.count }) {
    throw FileError(
      .labelOutOfRange, subject: name, required: "labels in 0 ..< \(classNames.count), one name a class",
      given: "label \(labels[place]) at sample \(place)",
      remedy: "name all classes in classNames, or check that the labels belong to this data set")
  }
}
