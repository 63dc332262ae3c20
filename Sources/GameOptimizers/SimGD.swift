import GameDynamics

/// Simultaneous gradient descent: both players step along their own gradient at the same point.
///
///     x ← x - η_x ∂f/∂x(x, y)
///     y ← y - η_y ∂g/∂y(x, y)
///
/// Cost a step: one evaluation of both gradients. State: nothing.
///
/// On the quadratic game it converges where the eigenvalues of I - diag(η)·J lie in the unit circle; on the bilinear
/// game `xy` it diverges for every step size, by √(1 + η_x η_y) a step.
///
/// Source: K. Arrow, L. Hurwicz and H. Uzawa, "Studies in Linear and Non-linear Programming", Stanford, 1958; for GANs,
/// I. Goodfellow et al., "Generative Adversarial Networks", 2014, arXiv:1406.2661, algorithm 1.
public typealias SimGD<V: Vector> = Simultaneous<PlainRule<V>>

extension Simultaneous {
  /// Plain gradients: `SimGD`.
  @inlinable
  public init<V: Vector>(stepSizes: Players<V.Scalar>) where Rule == PlainRule<V> {
    self.init(stepSizes: stepSizes, rules: Players(x: PlainRule(), y: PlainRule()))
  }
}

/// The catalogue's entry for `SimGD`.
public struct SimGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "simgd",
    title: "SimGD",
    summary: "simultaneous gradient descent: both players step along their own gradient at the same point",
    source: "Goodfellow et al., Generative Adversarial Networks, 2014, arXiv:1406.2661, algorithm 1",
    hyperparameters: [ParameterSpec].stepSizes(0.01))

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// |1 - κ| of the eigenvalues κ of K = diag(η) J.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .simultaneous }

  /// Hands `SimGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(SimGD<C.V>(stepSizes: h.stepSizes()))
  }
}
