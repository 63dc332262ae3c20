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
    var reader = Reader<State.V>(values: try point.x.coordinates() + point.y.coordinates())
    var copy = state
    try copy.visit(&reader)
    return reader.values
  }

  /// The same with other coordinates; throws `VectorError` where their number is not that of `coordinates()`.
  @inlinable
  public func replacingCoordinates(with values: [S]) throws -> Self {
    var rest = values[...]
    var result = self
    result.point.x = try point.x.replacingCoordinates(with: Array(rest.prefix(point.x.dimension)))
    rest = rest.dropFirst(point.x.dimension)
    result.point.y = try point.y.replacingCoordinates(with: Array(rest.prefix(point.y.dimension)))
    var writer = Writer<State.V>(rest: rest.dropFirst(point.y.dimension))
    try result.state.visit(&writer)
    guard writer.rest.isEmpty else {
      throw VectorError.wrongDimension(required: values.count - writer.rest.count, given: values.count)
    }
    return result
  }

  @usableFromInline
  struct Reader<V: Vector>: StateVisitor {
    @usableFromInline var values: [V.Scalar]
    @inlinable
    init(values: [V.Scalar]) { self.values = values }
    @inlinable
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws {
      values += try value.coordinates()
    }
    @inlinable
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) { values.append(value) }
    @inlinable
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {}
  }

  @usableFromInline
  struct Writer<V: Vector>: StateVisitor {
    @usableFromInline var rest: ArraySlice<V.Scalar>
    @inlinable
    init(rest: ArraySlice<V.Scalar>) { self.rest = rest }
    @inlinable
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws {
      value = try value.replacingCoordinates(with: Array(rest.prefix(value.dimension)))
      rest = rest.dropFirst(value.dimension)
    }
    @inlinable
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) throws {
      guard let first = rest.popFirst() else { throw VectorError.wrongDimension(required: 1, given: 0) }
      value = first
    }
    @inlinable
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {}
  }
}
