import GameDynamics

/// Alternating gradient descent: x steps first, and y answers to x's new position.
///
///     x ← x - η_x ∂f/∂x(x, y)
///     y ← y - η_y ∂g/∂y(x, y)      at the new x
///
/// Cost a step: each player's gradient once, but at two points, so work that a game shares between both gradients (a
/// GAN's forward pass) is done twice. State: nothing.
///
/// On the bilinear game `xy` the iteration has determinant one and, for η_x η_y < 4, eigenvalues on the unit circle: the
/// points stay on an ellipse, neither converging nor diverging.
///
/// Source: G. Gidel et al., "Negative Momentum for Improved Game Dynamics", 2018, arXiv:1807.04740, section 4.
public typealias AltGD<V: Vector> = Alternating<PlainRule<V>>

extension Alternating {
  /// Plain gradients: `AltGD`.
  @inlinable
  public init<V: Vector>(stepSizes: Players<V.Scalar>) where Rule == PlainRule<V> {
    self.init(stepSizes: stepSizes, rules: Players(x: PlainRule(), y: PlainRule()))
  }
}

/// The catalogue's entry for `AltGD`.
public struct AltGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "altgd",
    title: "AltGD",
    summary: "alternating gradient descent: x steps first and y answers to x's new position",
    source: "Gidel et al., Negative Momentum for Improved Game Dynamics, 2018, arXiv:1807.04740, section 4",
    hyperparameters: [ParameterSpec].stepSizes(0.01))

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// By trace and determinant.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .alternating }

  /// Hands `AltGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(AltGD<C.V>(stepSizes: h.stepSizes()))
  }
}
