import DurableFiles

/// Images of two values, -1 and 1, made of grey ones once and for all: what is learned of them is a probability, and nats
/// of different ways are not comparable.
public struct BinarisedDataset: Dataset {
  /// How grey becomes black or white.
  public enum Method: Hashable, Sendable {
    /// Each pixel is drawn once, white with the probability (1 + grey)/2: the same image every time, as in the files that
    /// papers share ("static" binarisation).
    case drawn(seed: UInt64)
    /// White above the middle: less chance in it, so fewer nats.
    case threshold
  }

  /// The grey images.
  public let base: any Dataset
  /// How they are made black and white.
  public let method: Method
  /// Of the set and the method.
  public let fingerprint: Fingerprint
  private let field: FieldCard

  /// The set's first field of pixels, black and white. Throws `invalidArgument` where it has none.
  public init(_ base: any Dataset, by method: Method) throws(FileError) {
    guard let field = base.fields.first(where: { $0.kind == .pixels }) else {
      throw base.unknown(FieldCard.imageName, isFloat: true)
    }
    self.base = base
    self.method = method
    self.field = field
    var fingerprint = Fingerprint()
    fingerprint.absorb("binarised")
    fingerprint.absorb(base.fingerprint.value)
    switch method {
    case .drawn(let seed): fingerprint.absorb("drawn \(seed)")
    case .threshold: fingerprint.absorb("threshold")
    }
    self.fingerprint = fingerprint
  }

  /// As the set is called.
  public var name: String { base.name }
  /// As many as the set has.
  public var count: Int { base.count }
  /// As many as the set has of each part.
  public var counts: [Int] { base.counts }
  /// The set's.
  public var fields: [FieldCard] { base.fields }
  /// The set's.
  public var labels: [Int]? { base.labels }

  /// The set's, pixels black and white.
  public func floats(_ name: String, at indices: [Int]) throws(FileError) -> [Float] {
    var values = try base.floats(name, at: indices)
    guard name == field.name else { return values }
    let size = field.size
    for (place, index) in indices.enumerated() {
      let pixels = place * size..<(place + 1) * size
      switch method {
      case .threshold: for k in pixels { values[k] = values[k] > 0 ? 1 : -1 }
      case .drawn(let seed):
        var generator = SeededGenerator(seed: seed, stream: Self.stream, index: UInt64(index))
        for k in pixels { values[k] = generator.uniform() < Double(1 + values[k]) / 2 ? 1 : -1 }
      }
    }
    return values
  }

  /// The set's.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    try base.integers(field, at: indices)
  }

  private static let stream: UInt64 = 0x62_696e
}
