import GSLNumerics
import GameDynamics

/// The catalogue's entry for `CGD` with a dense inner solver: any game, general-sum too, of up to 2,000 unknowns a
/// player.
public struct DenseCGDFamily: OptimizerFamily {
  /// Name, parameters and source.
  public let card = OptimizerCard(
    name: "cgd-dense",
    title: "CGD (dense)",
    summary: "competitive gradient descent by a dense LU solve: zero-sum and general-sum, small games",
    source: "Schäfer and Anandkumar, Competitive Gradient Descent, 2019, arXiv:1905.12103, equation 4",
    hyperparameters: [ParameterSpec].stepSizes(0.01))

  /// Nothing is left to choose: `build` is given the hyperparameters.
  public init() {}

  /// By the 2 x 2 matrix of the iteration, the inner solve exact.
  public func spectralLaw(_ h: Parameters<Double>) -> SpectralLaw? { .competitive }

  /// Hands `CGD` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(CGD(stepSizes: h.stepSizes(), solver: DenseLU<C.V>(), warmStart: false))
  }
}
