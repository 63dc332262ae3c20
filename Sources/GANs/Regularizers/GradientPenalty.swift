import GameDynamics
import TorchTensors
import Training

/// WGAN-GP's penalty: D's slope is to be 1 between real and generated samples.
///
///     g += λ mean (‖∇D(x̂)‖ - 1)²,   x̂ = ε real + (1 - ε) G(z),   ε ~ U(0, 1) for each pair
///
/// x̂ depends on the generator, so the term is a part of D²_yx g; f is without it.
///
/// Source: I. Gulrajani et al., "Improved Training of Wasserstein GANs", 2017, arXiv:1704.00028, equation 3.
public struct GradientPenalty: Regularizer {
  /// λ.
  public var hyperparameter: Double

  /// With the weight λ, at least 0.
  public init(weight: Double = 10) { hyperparameter = weight }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "gradient-penalty", formula: "g += λ E (‖∇D(x̂)‖ - 1)², x̂ between real and generated",
      source: "Gulrajani et al., Improved Training of Wasserstein GANs, 2017, arXiv:1704.00028, equation 3",
      hyperparameter: ParameterSpec("weight", symbol: "λ", meaning: "weight of the penalty", standard: 10, minimum: 0))
  }

  /// A coupled term.
  public var effect: RegularizerEffect {
    let weight = hyperparameter
    return .coupledTerm { (view, fake) throws(TorchError) in
      try (view.gradientNorms(at: view.interpolates(fake, purpose: 11)) - 1).square().mean() * weight
    }
  }
}
