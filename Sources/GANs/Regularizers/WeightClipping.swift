import GameDynamics
import TorchTensors
import Training

/// Every parameter of D is limited to [-c, c] after each step: a projection, not a part of the loss. The trainer calls
/// `GANModel.project` after a step.
///
/// Source: M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein GAN", 2017, arXiv:1701.07875, algorithm 1.
public struct WeightClipping: Regularizer {
  /// c.
  public var hyperparameter: Double

  /// With the bound c, at least 0.
  public init(bound: Double = 0.01) { hyperparameter = bound }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: "weight-clipping", formula: "y ← min(c, max(-c, y)) after every step",
      source: "Arjovsky, Chintala and Bottou, Wasserstein GAN, 2017, arXiv:1701.07875, algorithm 1",
      hyperparameter: ParameterSpec("bound", symbol: "c", meaning: "bound of D's weights", standard: 0.01, minimum: 0))
  }

  /// Clipping.
  public var effect: RegularizerEffect { .clipping(bound: hyperparameter) }
}
