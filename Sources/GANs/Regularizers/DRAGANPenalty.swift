import GameDynamics
import TorchTensors
import Training

/// DRAGAN's penalty: D's slope is to be 1 around the real samples.
///
///     g += λ mean (‖∇D(real + δ)‖ - 1)²,   δ ~ N(0, (s/2)² I)
///
/// with s the standard deviation of all numbers of the real batch: the paper leaves the scale of δ to the user and its
/// code has half of s.
///
/// Source: N. Kodali et al., "On Convergence and Stability of GANs", 2017, arXiv:1705.07215.
public struct DRAGANPenalty: Regularizer {
  /// λ.
  public var hyperparameter: Double

  /// With the weight λ, at least 0.
  public init(weight: Double = 10) { hyperparameter = weight }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "dragan", formula: "g += λ E (‖∇D(real + δ)‖ - 1)², δ ~ N(0, (s/2)²), s the real batch's deviation",
      source: "Kodali et al., On Convergence and Stability of GANs, 2017, arXiv:1705.07215",
      hyperparameter: ParameterSpec("weight", symbol: "λ", meaning: "weight of the penalty", standard: 10, minimum: 0))
  }

  /// A term of the discriminator alone.
  public var effect: RegularizerEffect {
    let weight = hyperparameter
    return .discriminatorTerm { (view) throws(TorchError) in
      let deviation = try view.wholeReal.variance(correction: 0).sqrt()
      let near = try view.real + view.normal(purpose: 12) * (deviation * 0.5)
      return try (view.gradientNorms(at: near) - 1).square().mean() * weight
    }
  }
}
