/// The zero-sum game of two numbers min_x max_y a x² + b xy + c y², as its coefficients: the games on which the spectral
/// radii of linear methods are known in closed form (`SpectralLaw`).
public struct QuadraticForm: Sendable, Equatable {
  /// The coefficients of x², xy and y².
  public let a: Double, b: Double, c: Double

  /// The game a x² + b xy + c y².
  public init(a: Double, b: Double, c: Double) {
    self.a = a
    self.b = b
    self.c = c
  }
}
