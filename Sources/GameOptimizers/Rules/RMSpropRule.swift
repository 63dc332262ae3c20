import GameDynamics

/// RMSprop: every coordinate is scaled by the root of its own mean square.
///
///     v ← ρ v + (1 - ρ) g²,   d = g / (√v + ε)          elementwise, v₀ = 0, no bias correction
///
/// Cost: one vector remembered. Not differentiable where a gradient has always been zero (√0), equilibria included.
///
/// Source: T. Tieleman and G. Hinton, "Lecture 6.5: rmsprop", Coursera: Neural Networks for Machine Learning, 2012; ε
/// outside the root, as PyTorch has it.
public struct RMSpropRule<V: Vector>: UpdateRule {
  /// ρ, at least 0 and below 1.
  public var decay: V.Scalar
  /// ε, above 0.
  public var epsilon: V.Scalar

  /// RMSprop with these constants.
  @inlinable
  public init(decay: V.Scalar, epsilon: V.Scalar) {
    self.decay = decay
    self.epsilon = epsilon
  }

  /// The decaying mean of the squared gradients.
  public struct Memory: OptimizerState {
    /// v.
    public var secondMoment: V
    /// What a run has got to; a new one begins with `initialMemory(like:)`.
    @inlinable
    public init(secondMoment: V) { self.secondMoment = secondMoment }
    /// `secondMoment` alone.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vector("secondMoment", of: .both, &secondMoment)
    }
  }

  /// v = 0.
  @inlinable
  public func initialMemory(like parameters: V) throws -> Memory { Memory(secondMoment: try parameters.zero) }
  /// g / (√v + ε).
  @inlinable
  public func direction(along gradient: V, _ memory: inout Memory) throws -> V {
    memory.secondMoment = try memory.secondMoment.averaged(
      with: gradient.multiplied(elementwise: gradient), decay: decay)
    return try gradient.divided(elementwise: memory.secondMoment.squareRoots().adding(constant: epsilon))
  }
}

extension Vector {
  /// decay · self + (1 - decay) · v.
  @inlinable
  func averaged(with v: Self, decay: Scalar) throws -> Self {
    var result = try decay * self
    try result.add(v, times: Scalar(1) - decay)
    return result
  }
}

/// The catalogue's entry for `RMSpropRule`.
public struct RMSpropRuleFamily: UpdateRuleFamily {
  /// Name, parameters and source.
  public let card = UpdateRuleCard(
    name: "rmsprop", title: "RMSprop", summary: "every coordinate scaled by the root of its own mean square",
    source: "Tieleman and Hinton, Lecture 6.5: rmsprop, Coursera: Neural Networks for Machine Learning, 2012",
    hyperparameters: [
      ParameterSpec(
        "rho", symbol: "ρ", meaning: "decay of the mean square", standard: 0.99, minimum: 0, maximum: 0.9999999999),
      .epsilon(1e-8),
    ],
    isDifferentiableAtEquilibria: false)
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}
  /// Hands `RMSpropRule` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: UpdateRuleContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(RMSpropRule<C.V>(decay: h.value("rho"), epsilon: h.value("epsilon")))
  }
}

extension ParameterSpec {
  static func epsilon(_ standard: Double) -> ParameterSpec {
    ParameterSpec(
      "epsilon", symbol: "ε", meaning: "added to the root of the mean square", standard: standard, minimum: 1e-300)
  }
}
