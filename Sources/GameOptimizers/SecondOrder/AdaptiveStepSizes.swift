import GameDynamics

/// A step size for every coordinate from the decaying mean of squared gradients, as ACGD has them:
///
///     v ← β v + (1 - β) g²
///     η_t = η √(1 - βᵗ) / (√v + ε)          elementwise, t = 1, 2, …
///
/// ε is added to the root that is not corrected for starting at zero; the correction multiplies. There is no mean of
/// the gradients themselves. Not differentiable where a gradient has always been zero (√0), equilibria included.
public struct AdaptiveStepSizes<S: Field>: Sendable {
  /// β, at least 0 and below 1.
  public var beta: S
  /// ε, above 0.
  public var epsilon: S

  /// With the authors' constants unless others are given.
  @inlinable
  public init(beta: S = S(0.99), epsilon: S = S(1e-5)) {
    self.beta = beta
    self.epsilon = epsilon
  }

  /// Advances both second moments by step t's gradients and returns both η_t.
  @inlinable
  func advance<V: Vector>(
    _ secondMoments: inout Players<V>, gradients: Players<V>, nominal: Players<S>, t: Int
  ) throws -> Players<V> where V.Scalar == S {
    let correction = (S(1) - power(beta, t)).squareRoot()
    func steps(_ v: inout V, _ g: V, _ eta: S) throws -> V {
      v = try v.averaged(with: g.multiplied(elementwise: g), decay: beta)
      return try v.zero.adding(constant: eta * correction)
        .divided(elementwise: v.squareRoots().adding(constant: epsilon))
    }
    return Players(
      x: try steps(&secondMoments.x, gradients.x, nominal.x),
      y: try steps(&secondMoments.y, gradients.y, nominal.y))
  }
}

extension AdaptiveStepSizes {
  /// From `beta` and `epsilon`.
  @inlinable
  init(_ h: Parameters<S>) throws { self.init(beta: try h.value("beta"), epsilon: try h.value("epsilon")) }
}

extension [ParameterSpec] {
  static let adaptiveStepSizes: [ParameterSpec] = [
    ParameterSpec(
      "beta", symbol: "β", meaning: "decay of the mean square", standard: 0.99, minimum: 0, maximum: 0.9999999999),
    .epsilon(1e-5),
  ]
}
