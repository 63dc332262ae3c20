import GameDynamics
import TorchTensors
import Training

/// The zero-centred gradient penalty: D is to be flat between real and generated samples.
///
///     g += λ mean ‖∇D(x̂)‖²,   x̂ = ε real + (1 - ε) G(z),   ε ~ U(0, 1) for each pair
///
/// Source: H. Thanh-Tung, T. Tran and S. Venkatesh, "Improving Generalization and Stability of Generative Adversarial
/// Networks", 2019, arXiv:1902.03984 (0-GP; pairs are interpolated by straight lines).
public struct ZeroCentredPenalty: Regularizer {
  /// λ.
  public var hyperparameter: Double

  /// With the weight λ, at least 0.
  public init(weight: Double = 100) { hyperparameter = weight }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "zero-centred-penalty", formula: "g += λ E ‖∇D(x̂)‖², x̂ between real and generated",
      source: "Thanh-Tung, Tran and Venkatesh, Improving Generalization and Stability of Generative Adversarial "
        + "Networks, 2019, arXiv:1902.03984",
      hyperparameter: ParameterSpec("weight", symbol: "λ", meaning: "weight of the penalty", standard: 100, minimum: 0))
  }

  /// A coupled term.
  public var effect: RegularizerEffect {
    let weight = hyperparameter
    return .coupledTerm { (view, fake) throws(TorchError) in
      try view.squaredGradientNorms(at: view.interpolates(fake, purpose: 13)).mean() * weight
    }
  }
}
