/// Everything that one step maps to the next, laid end to end: x, y, and the optimizer's remembered vectors and
/// numbers. Counters are not coordinates: Jacobians hold them fixed.
public struct AugmentedState<State: OptimizerState> {
  /// The numbers of both players' vectors.
  public typealias S = State.V.Scalar
  /// The point.
  public var point: Players<State.V>
  /// What the optimizer remembers.
  public var state: State

  /// A point and what is remembered there.
  @inlinable
  public init(point: Players<State.V>, state: State) {
    self.point = point
    self.state = state
  }

  /// All coordinates, in order.
  @inlinable
  public func coordinates() throws -> [S] {
    var reader = Reader<State.V>()
    // Enough for rules that remember one vector.
    reader.values.reserveCapacity(2 * (point.x.dimension + point.y.dimension))
    try point.x.appendCoordinates(to: &reader.values)
    try point.y.appendCoordinates(to: &reader.values)
    var copy = state
    try copy.visit(&reader)
    return reader.values
  }

  /// The same with other coordinates; throws `VectorError` where their number is not that of `coordinates()`.
  @inlinable
  public func replacingCoordinates(with values: [S]) throws -> Self {
    var writer = Writer<State.V>(values: values)
    var result = self
    result.point.x = try writer.next(for: point.x)
    result.point.y = try writer.next(for: point.y)
    try result.state.visit(&writer)
    guard writer.used == values.count else {
      throw VectorError.wrongDimension(required: writer.used, given: values.count)
    }
    return result
  }

  /// True where the optimizer remembers neither vector nor number nor counter, so that all its steps are alike.
  @inlinable
  public func remembersNothing() throws -> Bool {
    var counter = EntryCounter<State.V>()
    var copy = state
    try copy.visit(&counter)
    return counter.entries == 0
  }

  @usableFromInline
  struct EntryCounter<V: Vector>: StateVisitor {
    @usableFromInline static var looksAtOwners: Bool { false }
    @usableFromInline var entries = 0
    @inlinable
    init() {}
    @inlinable
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) { entries += 1 }
    @inlinable
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) { entries += 1 }
    @inlinable
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) { entries += 1 }
  }

  @usableFromInline
  struct Reader<V: Vector>: StateVisitor {
    @usableFromInline static var looksAtOwners: Bool { false }
    @usableFromInline var values: [V.Scalar] = []
    @inlinable
    init() {}
    @inlinable
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws {
      try value.appendCoordinates(to: &values)
    }
    @inlinable
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) { values.append(value) }
    @inlinable
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {}
  }

  @usableFromInline
  struct Writer<V: Vector>: StateVisitor {
    @usableFromInline static var looksAtOwners: Bool { false }
    @usableFromInline let values: [V.Scalar]
    @usableFromInline var used = 0
    @inlinable
    init(values: [V.Scalar]) { self.values = values }
    /// The vector with the next numbers.
    @inlinable
    mutating func next(for vector: V) throws -> V {
      defer { used += vector.dimension }
      return try vector.replacingCoordinates(with: values, from: used)
    }
    @inlinable
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws { value = try next(for: value) }
    @inlinable
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) throws {
      guard used < values.count else { throw VectorError.wrongDimension(required: used + 1, given: values.count) }
      value = values[used]
      used += 1
    }
    @inlinable
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {}
  }
}
