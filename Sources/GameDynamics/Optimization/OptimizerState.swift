/// What an optimizer remembers between steps: named vectors, named numbers, named counters.
///
/// Checkpoints, the Jacobian of the iteration and distributed runs need exactly this list, and get it from one method
/// that serves for reading and for writing.
public protocol OptimizerState<V>: Sendable {
  /// The type of both players' parameters.
  associatedtype V: Vector
  /// Shows every remembered value, by name and always in the same order, to the visitor, which may change it.
  mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V
}

/// Reads or writes an optimizer's state, entry by entry.
public protocol StateVisitor<V> {
  /// The type of both players' parameters.
  associatedtype V: Vector
  /// A remembered vector, such as a momentum or a warm start.
  mutating func vector(_ name: String, _ value: inout V) throws
  /// A remembered number that is part of the dynamics.
  mutating func scalar(_ name: String, _ value: inout V.Scalar) throws
  /// A remembered count of steps, or a flag; not differentiated.
  mutating func counter(_ name: String, _ value: inout Int) throws
}

extension StateVisitor {
  /// A pair of vectors, as `name.x` and `name.y`.
  @inlinable
  public mutating func vectors(_ name: String, _ value: inout Players<V>) throws {
    try vector(name + ".x", &value.x)
    try vector(name + ".y", &value.y)
  }
}

/// The state of an optimizer that remembers nothing.
public struct NoState<V: Vector>: OptimizerState {
  /// Nothing.
  @inlinable
  public init() {}
  /// Shows nothing.
  @inlinable
  public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) where Visitor.V == V {}
}
