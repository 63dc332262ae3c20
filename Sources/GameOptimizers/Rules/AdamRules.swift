import GameDynamics

/// Adam: momentum, scaled coordinate by coordinate by the root of the mean square, both corrected for starting at zero.
///
///     m ← β₁ m + (1 - β₁) g       v ← β₂ v + (1 - β₂) g²       t ← t + 1
///     d = m̂ / (√v̂ + ε),   m̂ = m / (1 - β₁ᵗ),   v̂ = v / (1 - β₂ᵗ)
///
/// The first direction is g / (|g| + ε): the gradient's signs. Cost: two vectors remembered. Not differentiable where a
/// gradient has always been zero (√0), equilibria included.
///
/// Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", 2014, arXiv:1412.6980, algorithm 1.
public struct AdamRule<V: Vector>: UpdateRule {
  /// β₁, at least 0 and below 1.
  public var beta1: V.Scalar
  /// β₂, at least 0 and below 1.
  public var beta2: V.Scalar
  /// ε, above 0.
  public var epsilon: V.Scalar

  /// Adam with these constants.
  @inlinable
  public init(beta1: V.Scalar, beta2: V.Scalar, epsilon: V.Scalar) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// The decaying means of the gradients and of their squares.
  public struct Memory: OptimizerState {
    /// m.
    public var firstMoment: V
    /// v.
    public var secondMoment: V
    /// t.
    public var count: Int

    /// What a run has got to; a new one begins with `initialMemory(like:)`.
    @inlinable
    public init(firstMoment: V, secondMoment: V, count: Int) {
      self.firstMoment = firstMoment
      self.secondMoment = secondMoment
      self.count = count
    }
    /// `firstMoment`, `secondMoment` and `count`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vector("firstMoment", of: .both, &firstMoment)
      try visitor.vector("secondMoment", of: .both, &secondMoment)
      try visitor.counter("count", of: .both, &count)
    }
  }

  /// m = v = 0.
  @inlinable
  public func initialMemory(like parameters: V) throws -> Memory {
    Memory(firstMoment: try parameters.zero, secondMoment: try parameters.zero, count: 0)
  }

  @inlinable
  func advance(_ memory: inout Memory, _ gradient: V) throws {
    memory.firstMoment = try memory.firstMoment.averaged(with: gradient, decay: beta1)
    memory.secondMoment = try memory.secondMoment.averaged(
      with: gradient.multiplied(elementwise: gradient), decay: beta2)
    memory.count += 1
  }

  /// m̂ / (√v̂ + ε) for a second moment that is not yet corrected.
  @inlinable
  func direction(_ memory: Memory, secondMoment: V) throws -> V {
    let one = V.Scalar(1)
    let mean = try (one / (one - power(beta1, memory.count))) * memory.firstMoment
    let square = try (one / (one - power(beta2, memory.count))) * secondMoment
    return try mean.divided(elementwise: square.squareRoots().adding(constant: epsilon))
  }

  /// Advances the moments, then m̂ / (√v̂ + ε) as the type says.
  @inlinable
  public func direction(along gradient: V, _ memory: inout Memory) throws -> V {
    try advance(&memory, gradient)
    return try direction(memory, secondMoment: memory.secondMoment)
  }
}

/// AMSGrad: Adam whose denominators never shrink,
///
///     d = m̂ / (√û + ε),   u ← max(u, v),   û = u / (1 - β₂ᵗ)
///
/// Cost: three vectors remembered. Not differentiable where a gradient has always been zero, equilibria included.
///
/// Source: S. J. Reddi, S. Kale and S. Kumar, "On the Convergence of Adam and Beyond", 2018, arXiv:1904.09237,
/// algorithm 2; the bias corrections, which the paper leaves out, are PyTorch's.
public struct AMSGradRule<V: Vector>: UpdateRule {
  /// The constants and the moments are Adam's.
  public var adam: AdamRule<V>

  /// AMSGrad with the constants of this Adam.
  @inlinable
  public init(_ adam: AdamRule<V>) { self.adam = adam }

  /// Adam's memory and the largest second moments so far.
  public struct Memory: OptimizerState {
    /// m, v and t.
    public var adam: AdamRule<V>.Memory
    /// u.
    public var greatestSecondMoment: V

    /// What a run has got to; a new one begins with `initialMemory(like:)`.
    @inlinable
    public init(adam: AdamRule<V>.Memory, greatestSecondMoment: V) {
      self.adam = adam
      self.greatestSecondMoment = greatestSecondMoment
    }
    /// Adam's entries and `greatestSecondMoment`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try adam.visit(&visitor)
      try visitor.vector("greatestSecondMoment", of: .both, &greatestSecondMoment)
    }
  }

  /// m = v = u = 0.
  @inlinable
  public func initialMemory(like parameters: V) throws -> Memory {
    Memory(adam: try adam.initialMemory(like: parameters), greatestSecondMoment: try parameters.zero)
  }
  /// Advances the moments and their maximum u, then m̂ / (√û + ε).
  @inlinable
  public func direction(along gradient: V, _ memory: inout Memory) throws -> V {
    try adam.advance(&memory.adam, gradient)
    memory.greatestSecondMoment = try memory.greatestSecondMoment.maximum(elementwise: memory.adam.secondMoment)
    return try adam.direction(memory.adam, secondMoment: memory.greatestSecondMoment)
  }
}

/// The catalogue's entry for `AdamRule`.
public struct AdamRuleFamily: UpdateRuleFamily {
  /// Name, parameters and source.
  public let card = UpdateRuleCard(
    name: "adam", title: "Adam", summary: "momentum scaled coordinate by coordinate by the root of the mean square",
    source: "Kingma and Ba, Adam: A Method for Stochastic Optimization, 2014, arXiv:1412.6980, algorithm 1",
    hyperparameters: .adam, isDifferentiableAtEquilibria: false)
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}
  /// Hands `AdamRule` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: UpdateRuleContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(AdamRule<C.V>(h))
  }
}

/// The catalogue's entry for `AMSGradRule`.
public struct AMSGradRuleFamily: UpdateRuleFamily {
  /// Name, parameters and source.
  public let card = UpdateRuleCard(
    name: "amsgrad", title: "AMSGrad", summary: "Adam whose denominators never shrink",
    source: "Reddi, Kale and Kumar, On the Convergence of Adam and Beyond, 2018, arXiv:1904.09237, algorithm 2",
    hyperparameters: .adam, isDifferentiableAtEquilibria: false)
  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}
  /// Hands `AMSGradRule` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: UpdateRuleContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(AMSGradRule<C.V>(AdamRule(h)))
  }
}

extension AdamRule {
  /// From `beta1`, `beta2` and `epsilon`.
  @inlinable
  init(_ h: Parameters<V.Scalar>) throws {
    try self.init(beta1: h.value("beta1"), beta2: h.value("beta2"), epsilon: h.value("epsilon"))
  }
}

extension [ParameterSpec] {
  static let adam: [ParameterSpec] = [
    ParameterSpec(
      "beta1", symbol: "β₁", meaning: "decay of the mean gradient", standard: 0.9, minimum: 0, maximum: 0.9999999999),
    ParameterSpec(
      "beta2", symbol: "β₂", meaning: "decay of the mean square", standard: 0.999, minimum: 0, maximum: 0.9999999999),
    .epsilon(1e-8),
  ]
}
