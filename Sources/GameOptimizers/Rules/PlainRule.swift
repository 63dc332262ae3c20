import GameDynamics

/// The gradient itself: d = g.
public struct PlainRule<V: Vector>: UpdateRule {
  /// Nothing is remembered.
  public typealias Memory = NoState<V>
  /// True.
  @inlinable @inline(__always)
  public static var isPlain: Bool { true }
  /// p ← p - η g; nothing to choose.
  @inlinable
  public init() {}
  /// g.
  @inlinable @inline(__always)
  public func direction(along gradient: V, _ memory: inout NoState<V>) -> V { gradient }
}

/// The catalogue's entry for `PlainRule`.
public struct PlainRuleFamily: UpdateRuleFamily {
  /// Name and source.
  public let card = UpdateRuleCard(
    name: "gd", title: "GD", summary: "along the gradient itself",
    source: "Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847")
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// True: moves along the direction that it is given.
  public var isPlain: Bool { true }
  /// Hands `PlainRule` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: UpdateRuleContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(PlainRule<C.V>())
  }
}
