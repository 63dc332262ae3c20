import GameDynamics
import Training

/// Every regularizer there is. The command line, the trainer, the docs and the contract tests read it. (Spectral
/// normalization is a layer, dropout another: see the architectures.)
///
/// To add one: a new file in this folder, and one line below.
public enum RegularizerCatalogue {
  /// All regularizers with their standard values, in the catalogue's order.
  public static let all: [any Regularizer] = [
    WeightClipping(),
    GradientPenalty(),
    R1Penalty(),
    R2Penalty(),
    DRAGANPenalty(),
    ZeroCentredPenalty(),
    WeightDecay(.both),
    WeightDecay(.discriminator),
    LabelSmoothing(),
    InstanceNoise(),
  ]

  /// The regularizer of this name; throws `CatalogueError` with a suggestion, or `ParameterError` for a value that
  /// is out of bounds.
  public static func named(_ name: String, hyperparameter: Double? = nil) throws -> any Regularizer {
    guard var found = all.first(where: { $0.card.name == name }) else {
      throw CatalogueError(kind: "regularizer", name: name, known: all.map(\.card.name))
    }
    if let hyperparameter {
      var checked = Parameters<Double>([found.card.hyperparameter])
      try checked.set(found.card.hyperparameter.name, to: hyperparameter)
      found.hyperparameter = hyperparameter
    }
    return found
  }
}
