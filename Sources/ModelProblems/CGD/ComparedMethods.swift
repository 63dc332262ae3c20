import GameDynamics
import GameOptimizers

/// The methods that the CGD paper compares, and what its experiments share.
package enum ComparedMethods {
  package static let paper =
    "Schäfer and Anandkumar, Competitive gradient descent, 2019, arXiv:1905.12103, section 4"

  /// A method of the comparison: how the paper calls it, and what it is here.
  package struct Method: Sendable {
    /// For files and claims.
    package let id: String
    /// For legends.
    package let title: String
    let family: any OptimizerFamily
    /// Hyperparameters beside the step sizes; strengths are γ = 1, as in the paper.
    let settings: [String: Double]

    package func setup(
      _ game: any GameFamily, _ parameters: Parameters<Double>? = nil, eta: Double, from start: Players<[Double]>? = nil
    ) throws -> RunSetup<Double> {
      var setup = RunSetup<Double>(family, on: game, parameters, from: start)
      try setup.values.set(.bothStepSizes, to: eta)
      for (name, value) in settings { try setup.hyperparameters.set(name, to: value) }
      return setup
    }
  }

  package static let gda = Method(id: "gda", title: "GDA", family: SimGDFamily(), settings: [:])
  package static let lcgd = Method(id: "lcgd", title: "LCGD", family: LCGDFamily(), settings: [:])
  package static let ogda = Method(id: "ogda", title: "OGDA", family: GradientMethods.ogda, settings: [:])
  package static let sga = Method(id: "sga", title: "SGA", family: SGAFamily(aligns: false), settings: ["strength": 1])
  package static let consensus = Method(
    id: "conopt", title: "ConOpt", family: ConsensusFamily(), settings: ["strength": 1])
  package static let cgd = Method(id: "cgd", title: "CGD", family: CGDFamily(), settings: [:])

  package static let all = [gda, lcgd, ogda, sga, consensus, cgd]
}
