import GameDynamics
import TorchTensors
import Training

/// Weight decay as a part of the loss: f += λ/2 ‖x‖², g += λ/2 ‖y‖², or the latter alone.
///
/// Adaptive optimizers scale it with the rest of the gradient; it is not the decoupled kind.
public struct WeightDecay: Regularizer {
  /// Whose weights decay.
  public enum Scope: Sendable {
    /// Both players'.
    case both
    /// The discriminator's alone.
    case discriminator
  }

  /// Whose weights decay.
  public let scope: Scope
  /// λ.
  public var hyperparameter: Double

  /// With the rate λ, at least 0.
  public init(_ scope: Scope = .both, weight: Double = 1e-4) {
    self.scope = scope
    hyperparameter = weight
  }

  /// Name, formula and source.
  public var card: RegularizerCard {
    RegularizerCard(
      name: scope == .both ? "weight-decay" : "weight-decay-d",
      formula: scope == .both ? "f += λ/2 ‖x‖², g += λ/2 ‖y‖²" : "g += λ/2 ‖y‖²",
      source: "A. Krogh and J. Hertz, A Simple Weight Decay Can Improve Generalization, NIPS 1991",
      hyperparameter: ParameterSpec("weight", symbol: "λ", meaning: "weight of the decay", standard: 1e-4, minimum: 0))
  }

  /// Decay.
  public var effect: RegularizerEffect { .decay(Players(x: scope == .both ? hyperparameter : 0, y: hyperparameter)) }
}
