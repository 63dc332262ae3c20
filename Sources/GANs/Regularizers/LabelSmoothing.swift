import GameDynamics
import TorchTensors
import Training

/// One-sided label smoothing: D is to be sure of real samples only to a degree s.
///
///     onReal ← s · onReal + (1 - s) · onFake, both at D(real)
///
/// For cross entropy that is the target s instead of 1, and for least squares too (up to a constant). It needs a
/// separable loss.
///
/// Source: T. Salimans et al., "Improved Techniques for Training GANs", 2016, arXiv:1606.03498, section 3.4.
public struct LabelSmoothing: Regularizer {
  /// s.
  public var hyperparameter: Double

  /// With the target s of real samples, from 0 to 1.
  public init(target: Double = 0.9) { hyperparameter = target }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "label-smoothing", formula: "onReal ← s onReal + (1 - s) onFake at D(real)",
      source: "Salimans et al., Improved Techniques for Training GANs, 2016, arXiv:1606.03498, section 3.4",
      hyperparameter: ParameterSpec(
        "target", symbol: "s", meaning: "target for real samples", standard: 0.9, minimum: 0, maximum: 1))
  }

  /// Smoothing.
  public var effect: RegularizerEffect { .smoothing(realWeight: hyperparameter) }
}
