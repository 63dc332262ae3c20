import GameDynamics

/// The catalogue's entry for `CGD` with restarted GMRES: any game, general-sum too, of any size.
public struct GMRESCGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "cgd-gmres",
    title: "CGD (GMRES)",
    summary: "competitive gradient descent by restarted GMRES: zero-sum and general-sum games",
    source: "Schäfer and Anandkumar, Competitive Gradient Descent, 2019, arXiv:1905.12103, equation 4",
    hyperparameters: [ParameterSpec].stepSizes(0.01) + .gmres())

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// By the 2 x 2 matrix of the iteration, the inner solve exact.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .competitive }

  /// Hands `CGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(CGD(stepSizes: h.stepSizes(), solver: h.gmres()))
  }
}
