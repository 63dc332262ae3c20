import GameDynamics

/// Why there is no spectrum.
public enum SpectrumError: Error, CustomStringConvertible, Equatable {
  /// The optimizer has no derivative where the gradients vanish.
  case notDifferentiable(optimizer: String)

  /// Throws where the optimizer's steps have no derivative at equilibria.
  public static func requireDerivative(of optimizer: any OptimizerFamily) throws {
    guard optimizer.card.isDifferentiableAtEquilibria else {
      throw SpectrumError.notDifferentiable(optimizer: optimizer.card.title)
    }
  }

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .notDifferentiable(let optimizer):
      return
        "eigenvalues require a step that is differentiable at the equilibrium; \(optimizer) divides by the root of "
        + "what vanishes there and has no Jacobian; measure instead, by `counterplay map --kind steps` or `--kind rate`, or "
        + "`counterplay tune --by rate`"
    }
  }
}
