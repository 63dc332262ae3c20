/// What an optimizer remembers between steps: named vectors, named numbers, named counters.
///
/// Checkpoints, the Jacobian of the iteration and distributed runs need exactly this list, and get it from one method
/// that serves for reading and for writing.
public protocol OptimizerState<V>: Sendable {
  /// The type of both players' parameters.
  associatedtype V: Vector
  /// Shows every remembered value, by name and owner and always in the same order, to the visitor, which may change it.
  /// No two entries share their spelling in files (`StateOwner.stored`).
  mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V
}

/// Reads or writes an optimizer's state, entry by entry.
///
/// A state that is one player's (a rule's memory) owns its entries as `.both`: `Players`, which holds one for each,
/// hands them on as that player's.
public protocol StateVisitor<V> {
  /// The type of both players' parameters.
  associatedtype V: Vector
  /// A remembered vector, such as a momentum or a warm start.
  mutating func vector(_ name: String, of owner: StateOwner, _ value: inout V) throws
  /// A remembered number that is part of the dynamics.
  mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout V.Scalar) throws
  /// A remembered count of steps, or a flag; not differentiated.
  mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) throws
  /// Whether it looks at whose an entry is; where it does not, nobody need tell it.
  static var looksAtOwners: Bool { get }
}

extension StateVisitor {
  /// True, unless the type says otherwise.
  @inlinable @inline(__always)
  public static var looksAtOwners: Bool { true }

  /// A vector of each player, under one name.
  @inlinable
  public mutating func vectors(_ name: String, _ value: inout Players<V>) throws {
    try vector(name, of: .x, &value.x)
    try vector(name, of: .y, &value.y)
  }
}

/// The state of an optimizer that remembers nothing.
public struct NoState<V: Vector>: OptimizerState {
  /// The one value there is.
  @inlinable
  public init() {}
  /// Shows nothing.
  @inlinable
  public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) where Visitor.V == V {}
}
