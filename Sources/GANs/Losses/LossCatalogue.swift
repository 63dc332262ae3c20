import GameDynamics
import Training

/// Every loss there is. The command line, the trainer and the contract tests read it.
///
/// To add one: a new file in this folder, and one line below.
public enum LossCatalogue {
  /// All losses, in the catalogue's order.
  public static let all: [any GANLoss] = [
    MinimaxLoss(),
    NonSaturatingLoss(),
    WassersteinLoss(),
    CompositeFunctionalLoss(),
    LeastSquaresLoss(),
    HingeLoss(),
    DivergenceLoss(.kullbackLeibler),
    DivergenceLoss(.reverseKullbackLeibler),
    DivergenceLoss(.pearson),
    DivergenceLoss(.neyman),
    DivergenceLoss(.squaredHellinger),
    DivergenceLoss(.jensenShannon),
    RelativisticLoss(),
    RelativisticAverageLoss(.standard),
    RelativisticAverageLoss(.leastSquares),
    RelativisticAverageLoss(.hinge),
  ]

  /// The loss of this name; throws `CatalogueError` with a suggestion.
  public static func named(_ name: String) throws -> any GANLoss {
    guard let loss = all.first(where: { $0.card.name == name }) else {
      throw CatalogueError(kind: "loss", name: name, known: all.map(\.card.name))
    }
    return loss
  }
}
