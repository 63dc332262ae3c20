import GameDynamics
import TorchTensors
import Training

/// What generator and discriminator minimise, as functions of the discriminator's outputs (logits) on a batch.
///
/// Logits are of shape [batch, 1] or [batch]; every function gives a scalar tensor. A loss is either separable, a sum
/// of a function of D(real) and one of D(G(z)), or joint. Conform to `SeparableGANLoss` or `JointGANLoss`.
public protocol GANLoss: Sendable {
  /// Name, formula, unit and source; whether it is zero-sum.
  var card: LossCard { get }
  /// How the logits enter.
  var form: LossForm { get }
}

/// How the logits of the two batches enter a loss. What is separable is cheaper: D(real) then does not depend on the
/// generator, and couples the players not at all.
public enum LossForm: Sendable {
  /// A sum of functions of one batch each.
  case separable(any SeparableGANLoss)
  /// Functions of both batches at once.
  case joint(any JointGANLoss)
}

/// A loss in which real and generated batch stand apart:
///
///     f = generator(D(G(z)))                              x, the generator's parameters
///     g = onReal(D(real)) + onFake(D(G(z)))               y, the discriminator's
public protocol SeparableGANLoss: GANLoss {
  /// The part of g that the real batch gives.
  func onReal(_ logits: Tensor) throws(TorchError) -> Tensor
  /// The part of g that the generated batch gives.
  func onFake(_ logits: Tensor) throws(TorchError) -> Tensor
  /// f up to a term that does not depend on the generator. In a zero-sum game this is -onFake.
  func generator(_ logits: Tensor) throws(TorchError) -> Tensor
}

extension SeparableGANLoss {
  /// Separable.
  public var form: LossForm { .separable(self) }
}

/// A loss that compares the batches with each other: D(real) couples the players too.
public protocol JointGANLoss: GANLoss {
  /// g.
  func discriminator(real: Tensor, fake: Tensor) throws(TorchError) -> Tensor
  /// f. In a zero-sum game this is -g.
  func generator(real: Tensor, fake: Tensor) throws(TorchError) -> Tensor
}

extension JointGANLoss {
  /// Joint.
  public var form: LossForm { .joint(self) }
}

/// What the command line, the docs and the tests need to know of a loss.
public struct LossCard: Sendable, Equatable, Codable {
  /// The name that is typed: `minimax`.
  public let name: String
  /// The losses of both players, in a line.
  public let formula: String
  /// Authors, title, year, arXiv id, equation.
  public let source: String
  /// True when f = -g.
  public let isZeroSum: Bool
  /// The unit of f and g: nats for logarithms of probabilities, nil for a pure number.
  public let unit: String?

  /// What is said of a loss; the unit is nil where it has none.
  public init(name: String, formula: String, source: String, isZeroSum: Bool, unit: String? = nil) {
    self.unit = unit
    self.name = name
    self.formula = formula
    self.source = source
    self.isZeroSum = isZeroSum
  }
}
