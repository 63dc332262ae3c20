/// The spectral radius of an optimizer's iteration on a x² + b xy + c y², in closed form: from pencil and paper, not from
/// running the optimizer, so that maps and Jacobians can be tested against it.
public struct SpectralLaw: Sendable {
  /// The condition for stability, for a legend.
  public let formula: String
  /// The spectral radius at (η_x, η_y): below 1 the optimizer converges.
  public let spectralRadius: @Sendable (_ form: QuadraticForm, _ stepSizes: Players<Double>) -> Double

  /// A law.
  public init(
    _ formula: String,
    spectralRadius: @escaping @Sendable (_ form: QuadraticForm, _ stepSizes: Players<Double>) -> Double
  ) {
    self.formula = formula
    self.spectralRadius = spectralRadius
  }
}
