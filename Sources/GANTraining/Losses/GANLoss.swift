import GameDynamics
import TorchTensors

/// What generator and discriminator minimise, as functions of the discriminator's outputs (logits) on a batch.
///
///     f = generator(D(G(z)))                              x, the generator's parameters
///     g = onReal(D(real)) + onFake(D(G(z)))               y, the discriminator's
///
/// Logits are of shape [batch, 1] or [batch]; every function gives a scalar tensor. Only `onFake` and `generator` couple
/// the players, since D(real) does not depend on the generator.
public protocol GANLoss: Sendable {
  /// What is to be known of it.
  var card: LossCard { get }
  /// The part of g that the real batch gives.
  func onReal(_ logits: Tensor) throws(TorchError) -> Tensor
  /// The part of g that the generated batch gives.
  func onFake(_ logits: Tensor) throws(TorchError) -> Tensor
  /// f up to a term that does not depend on the generator. In a zero-sum game this is -onFake.
  func generator(_ logits: Tensor) throws(TorchError) -> Tensor
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

  /// A card.
  public init(name: String, formula: String, source: String, isZeroSum: Bool) {
    self.name = name
    self.formula = formula
    self.source = source
    self.isZeroSum = isZeroSum
  }
}

/// Every loss there is. The command line, the trainer and the contract tests read it.
///
/// To add one: a new file in this folder, and one line below.
public enum LossCatalogue {
  /// All losses, in the catalogue's order.
  public static let all: [any GANLoss] = [
    MinimaxLoss(),
    NonSaturatingLoss(),
    WassersteinLoss(),
  ]

  /// The loss of this name; throws `CatalogueError` with a suggestion.
  public static func named(_ name: String) throws -> any GANLoss {
    guard let loss = all.first(where: { $0.card.name == name }) else {
      throw CatalogueError(kind: "loss", name: name, known: all.map(\.card.name))
    }
    return loss
  }
}
