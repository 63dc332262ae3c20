/// One state per player is a state: its entries are named `name.x` and `name.y`.
extension Players: OptimizerState where Value: OptimizerState {
  /// The players' own vectors.
  public typealias V = Value.V

  /// x's entries, then y's.
  @inlinable
  public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == Value.V {
    var renaming = RenamingVisitor(base: visitor, suffix: ".x")
    try x.visit(&renaming)
    renaming.suffix = ".y"
    try y.visit(&renaming)
    visitor = renaming.base
  }
}

/// Hands every entry on under its name and a suffix.
@usableFromInline
struct RenamingVisitor<Base: StateVisitor>: StateVisitor {
  @usableFromInline typealias V = Base.V
  @usableFromInline var base: Base
  @usableFromInline var suffix: String

  @usableFromInline
  init(base: Base, suffix: String) {
    self.base = base
    self.suffix = suffix
  }
  @usableFromInline
  mutating func vector(_ name: String, _ value: inout V) throws { try base.vector(name + suffix, &value) }
  @usableFromInline
  mutating func scalar(_ name: String, _ value: inout V.Scalar) throws { try base.scalar(name + suffix, &value) }
  @usableFromInline
  mutating func counter(_ name: String, _ value: inout Int) throws { try base.counter(name + suffix, &value) }
}
