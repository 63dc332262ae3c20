/// What an optimizer remembers, entry by entry, without the type of its state: to be carried from a state over one type of
/// vectors to the same optimizer's over another.
///
/// Entries are in the order of `OptimizerState.visit`, which is the same over all types of vectors.
public struct RememberedValues<V: Vector>: Sendable {
  /// The vectors, the numbers and the counters.
  public var vectors: [V] = [], scalars: [V.Scalar] = [], counters: [Int] = []

  /// What a state holds. Throws what the vectors throw.
  public init<State: OptimizerState>(of state: State) throws where State.V == V {
    var copy = state
    var reader = Reader()
    try copy.visit(&reader)
    (vectors, scalars, counters) = (reader.vectors, reader.scalars, reader.counters)
  }

  /// Puts the entries into a state of the same optimizer, over vectors that are made of these by `vector`.
  ///
  /// Throws `VectorError` where the state has another number of entries: it is another optimizer's.
  public func restore<State: OptimizerState>(
    into state: inout State, vector: @escaping (V) throws -> State.V, scalar: @escaping (V.Scalar) -> State.V.Scalar
  ) throws {
    var writer = Writer<State.V>(values: self, makeVector: vector, makeScalar: scalar)
    try state.visit(&writer)
    let given = vectors.count + scalars.count + counters.count
    guard writer.read == given, writer.missing == 0 else {
      throw VectorError.wrongDimension(required: writer.read + writer.missing, given: given)
    }
  }

  private struct Reader: StateVisitor {
    var vectors: [V] = [], scalars: [V.Scalar] = [], counters: [Int] = []
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) { vectors.append(value) }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) { scalars.append(value) }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) { counters.append(value) }
  }

  private struct Writer<W: Vector>: StateVisitor {
    typealias V = W
    let values: RememberedValues
    let makeVector: (RememberedValues.Base) throws -> W
    let makeScalar: (RememberedValues.Base.Scalar) -> W.Scalar
    var vectors = 0, scalars = 0, counters = 0, missing = 0

    var read: Int { vectors + scalars + counters }

    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout W) throws {
      guard vectors < values.vectors.count else { return missing += 1 }
      value = try makeVector(values.vectors[vectors])
      vectors += 1
    }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout W.Scalar) {
      guard scalars < values.scalars.count else { return missing += 1 }
      value = makeScalar(values.scalars[scalars])
      scalars += 1
    }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
      guard counters < values.counters.count else { return missing += 1 }
      value = values.counters[counters]
      counters += 1
    }
  }

  private typealias Base = V
}
