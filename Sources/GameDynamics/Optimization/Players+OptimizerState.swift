/// One state per player is a state: its entries are owned by that player, whatever owner they name themselves.
extension Players: OptimizerState where Value: OptimizerState {
  /// The players' own vectors.
  public typealias V = Value.V

  /// x's entries, then y's.
  @inlinable
  public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == Value.V {
    guard Visitor.looksAtOwners else {
      try x.visit(&visitor)
      return try y.visit(&visitor)
    }
    var owning = OwningVisitor(base: visitor, owner: .x)
    try x.visit(&owning)
    owning.owner = .y
    try y.visit(&owning)
    visitor = owning.base
  }
}

/// A state that is one player's alone: its entries are owned by that player, whatever owner they name themselves.
public struct OwnedState<Value: OptimizerState>: OptimizerState {
  /// The state's own vectors.
  public typealias V = Value.V
  /// Whose it is.
  public let owner: Player
  /// What is remembered.
  public var value: Value

  /// A state of this player.
  @inlinable
  public init(_ value: Value, of owner: Player) {
    self.value = value
    self.owner = owner
  }

  /// The value's entries.
  @inlinable
  public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == Value.V {
    guard Visitor.looksAtOwners else { return try value.visit(&visitor) }
    var owning = OwningVisitor(base: visitor, owner: StateOwner(owner))
    try value.visit(&owning)
    visitor = owning.base
  }
}

/// Hands every entry on as one of `owner`'s.
@usableFromInline
struct OwningVisitor<Base: StateVisitor>: StateVisitor {
  @usableFromInline typealias V = Base.V
  @usableFromInline var base: Base
  @usableFromInline var owner: StateOwner

  @usableFromInline
  init(base: Base, owner: StateOwner) {
    self.base = base
    self.owner = owner
  }
  @usableFromInline
  mutating func vector(_ name: String, of _: StateOwner, _ value: inout V) throws {
    try base.vector(name, of: owner, &value)
  }
  @usableFromInline
  mutating func scalar(_ name: String, of _: StateOwner, _ value: inout V.Scalar) throws {
    try base.scalar(name, of: owner, &value)
  }
  @usableFromInline
  mutating func counter(_ name: String, of _: StateOwner, _ value: inout Int) throws {
    try base.counter(name, of: owner, &value)
  }
}
