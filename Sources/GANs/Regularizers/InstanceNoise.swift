import GameDynamics
import TorchTensors

/// Normal noise on every sample that D sees, real and generated, so that the two distributions overlap.
///
/// The noise is drawn once for a minibatch: looking at a game twice shows the same.
///
/// Source: C. Sønderby et al., "Amortised MAP Inference for Image Super-resolution", 2016, arXiv:1610.04490; M.
/// Arjovsky and L. Bottou, "Towards Principled Methods for Training Generative Adversarial Networks", 2017,
/// arXiv:1701.04862.
public struct InstanceNoise: Regularizer {
  /// The deviation.
  public var hyperparameter: Double

  /// With the standard deviation σ, at least 0.
  public init(deviation: Double = 0.1) { hyperparameter = deviation }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "instance-noise", formula: "D sees x + σ N(0, I), real or generated",
      source:
        "Sønderby et al., Amortised MAP Inference for Image Super-resolution, 2016, arXiv:1610.04490; Arjovsky and "
        + "Bottou, 2017, arXiv:1701.04862",
      hyperparameter: ParameterSpec(
        "deviation", symbol: "σ", meaning: "standard deviation of the noise", standard: 0.1, minimum: 0))
  }

  /// Noise.
  public var effect: RegularizerEffect { .inputNoise(deviation: hyperparameter) }
}
