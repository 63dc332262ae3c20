import GameDynamics
import TorchTensors

/// R₂: D is to be flat at generated samples.
///
///     g += γ/2 mean ‖∇D(G(z))‖²
///
/// Source: L. Mescheder, A. Geiger and S. Nowozin, "Which Training Methods for GANs do actually Converge?", 2018,
/// arXiv:1801.04406, equation 10.
public struct R2Penalty: Regularizer {
  /// γ.
  public var hyperparameter: Double

  /// With the weight γ, at least 0.
  public init(weight: Double = 10) { hyperparameter = weight }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "r2", formula: "g += γ/2 E ‖∇D(G(z))‖²",
      source: "Mescheder, Geiger and Nowozin, Which Training Methods for GANs do actually Converge?, 2018, "
        + "arXiv:1801.04406, equation 10",
      hyperparameter: ParameterSpec("weight", symbol: "γ", meaning: "weight of the penalty", standard: 10, minimum: 0))
  }

  /// A coupled term.
  public var effect: RegularizerEffect {
    let weight = hyperparameter
    return .coupledTerm { (view, fake) throws(TorchError) in
      try view.squaredGradientNorms(at: fake).mean() * (weight / 2)
    }
  }
}
