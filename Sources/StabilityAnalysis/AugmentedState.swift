import GameDynamics

/// Everything that one step maps to the next, laid end to end: x, y, and the optimizer's remembered vectors and
/// numbers. Counters are not coordinates: the Jacobian holds them fixed.
struct AugmentedState<State: OptimizerState> {
  typealias S = State.V.Scalar
  var point: Players<State.V>
  var state: State

  /// All coordinates, in order.
  func coordinates() throws -> [S] {
    var reader = Reader<State.V>(values: try point.x.coordinates() + point.y.coordinates())
    var copy = state
    try copy.visit(&reader)
    return reader.values
  }

  /// The same with other coordinates; their number must be that of `coordinates()`.
  func replacingCoordinates(with values: [S]) throws -> Self {
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

  private struct Reader<V: Vector>: StateVisitor {
    var values: [V.Scalar]
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws {
      values += try value.coordinates()
    }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) { values.append(value) }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {}
  }

  private struct Writer<V: Vector>: StateVisitor {
    var rest: ArraySlice<V.Scalar>
    mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws {
      value = try value.replacingCoordinates(with: Array(rest.prefix(value.dimension)))
      rest = rest.dropFirst(value.dimension)
    }
    mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) throws {
      guard let first = rest.popFirst() else { throw VectorError.wrongDimension(required: 1, given: 0) }
      value = first
    }
    mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {}
  }
}
