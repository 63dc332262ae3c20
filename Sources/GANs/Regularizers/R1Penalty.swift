import GameDynamics
import TorchTensors

/// R₁: D is to be flat at real samples.
///
///     g += γ/2 mean ‖∇D(real)‖²
///
/// Source: L. Mescheder, A. Geiger and S. Nowozin, "Which Training Methods for GANs do actually Converge?", 2018,
/// arXiv:1801.04406, equation 9.
public struct R1Penalty: Regularizer {
  /// γ.
  public var hyperparameter: Double

  /// With the weight γ, at least 0.
  public init(weight: Double = 10) { hyperparameter = weight }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "r1", formula: "g += γ/2 E ‖∇D(real)‖²",
      source: "Mescheder, Geiger and Nowozin, Which Training Methods for GANs do actually Converge?, 2018, "
        + "arXiv:1801.04406, equation 9",
      hyperparameter: ParameterSpec("weight", symbol: "γ", meaning: "weight of the penalty", standard: 10, minimum: 0))
  }

  /// A term of the discriminator alone.
  public var effect: RegularizerEffect {
    let weight = hyperparameter
    return .discriminatorTerm { (view) throws(TorchError) in
      try view.squaredGradientNorms(at: view.real).mean() * (weight / 2)
    }
  }
}
