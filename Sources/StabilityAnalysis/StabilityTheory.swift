import GameDynamics

/// Spectral radii that are known in closed form, to be drawn over maps and to test the maps against: the optimizer's family
/// hands over the law (`OptimizerFamily.spectralLaw`), the game's the coefficients (`GameFamily.quadraticForm`).
public enum StabilityTheory {
  /// A spectral radius in closed form over the plane of step sizes.
  public struct Law: Sendable {
    /// The condition for stability, for a legend.
    public let formula: String
    /// The spectral radius at (η_x, η_y): below 1 the optimizer converges.
    public let spectralRadius: @Sendable (_ stepSizes: Players<Double>) -> Double
  }

  /// The law of a setup; nil where none is known. Throws `ParameterError`.
  public static func law(of setup: RunSetup<Double>) throws -> Law? {
    guard let form = try setup.game.quadraticForm(setup.gameParameters),
      let law = try setup.optimizer.spectralLaw(setup.hyperparameters)
    else { return nil }
    return Law(formula: law.formula) { law.spectralRadius(form, $0) }
  }
}
