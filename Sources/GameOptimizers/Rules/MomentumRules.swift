import GameDynamics

/// Heavy-ball momentum, of either sign:
///
///     v ← μ v + g,   d = v
///
/// With a step size that does not change it is x_{t+1} = x_t - η g_t + μ (x_t - x_{t-1}). Cost: one vector remembered.
/// On games a negative μ damps rotation: with alternating players and μ = -1/2, `xy` converges.
///
/// Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; for games, G. Gidel et
/// al., "Negative Momentum for Improved Game Dynamics", 2018, arXiv:1807.04740.
public struct HeavyBallRule<V: Vector>: UpdateRule {
  /// μ, above -1 and below 1.
  public var momentum: V.Scalar

  /// Momentum μ.
  @inlinable
  public init(momentum: V.Scalar) { self.momentum = momentum }

  /// v = 0.
  @inlinable
  public func initialMemory(like parameters: V) throws -> Velocity<V> { Velocity(try parameters.zero) }
  /// v ← μ v + g, returned.
  @inlinable
  public func direction(along gradient: V, _ memory: inout Velocity<V>) throws -> V {
    try memory.advance(gradient, momentum: momentum)
    return memory.velocity
  }
}

/// Nesterov's momentum, in the form that needs the gradient at the point itself only:
///
///     v ← μ v + g,   d = g + μ v
///
/// Cost: one vector remembered.
///
/// Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k²)", 1983; in
/// this form I. Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013, section 2.
public struct NesterovRule<V: Vector>: UpdateRule {
  /// μ, above -1 and below 1.
  public var momentum: V.Scalar

  /// Momentum μ.
  @inlinable
  public init(momentum: V.Scalar) { self.momentum = momentum }

  /// v = 0.
  @inlinable
  public func initialMemory(like parameters: V) throws -> Velocity<V> { Velocity(try parameters.zero) }
  /// v ← μ v + g, then g + μ v.
  @inlinable
  public func direction(along gradient: V, _ memory: inout Velocity<V>) throws -> V {
    try memory.advance(gradient, momentum: momentum)
    var direction = gradient
    try direction.add(memory.velocity, times: momentum)
    return direction
  }
}

/// The decaying sum of a player's gradients.
public struct Velocity<V: Vector>: OptimizerState {
  /// v.
  public var velocity: V

  /// Zero before the first step.
  @inlinable
  public init(_ velocity: V) { self.velocity = velocity }

  /// v ← μ v + g.
  @inlinable
  mutating func advance(_ gradient: V, momentum: V.Scalar) throws {
    var next = gradient
    try next.add(velocity, times: momentum)
    velocity = next
  }
  /// `velocity` alone.
  @inlinable
  public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
    try visitor.vector("velocity", of: .both, &velocity)
  }
}

/// The catalogue's entry for `HeavyBallRule`.
public struct HeavyBallRuleFamily: UpdateRuleFamily {
  /// Name, parameters and source.
  public let card: UpdateRuleCard
  /// The family; `standard` is the momentum when none is given.
  public init(standard: Double = 0.9) {
    card = UpdateRuleCard(
      name: "heavy-ball", title: "heavy ball", summary: "along a decaying sum of gradients",
      source: "Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
      hyperparameters: [.momentum(standard)])
  }
  /// Hands `HeavyBallRule` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: UpdateRuleContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(HeavyBallRule<C.V>(momentum: h.value("momentum")))
  }
}

/// The catalogue's entry for `NesterovRule`.
public struct NesterovRuleFamily: UpdateRuleFamily {
  /// Name, parameters and source.
  public let card = UpdateRuleCard(
    name: "nesterov", title: "Nesterov", summary: "along the gradient that momentum is about to meet",
    source: "Sutskever et al., On the importance of initialization and momentum in deep learning, 2013, section 2",
    hyperparameters: [.momentum(0.9)])
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}
  /// Hands `NesterovRule` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: UpdateRuleContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(NesterovRule<C.V>(momentum: h.value("momentum")))
  }
}

extension ParameterSpec {
  static func momentum(_ standard: Double) -> ParameterSpec {
    ParameterSpec(
      "momentum", symbol: "μ", meaning: "momentum; negative damps rotation", standard: standard, minimum: -1, maximum: 1
    )
  }
}
