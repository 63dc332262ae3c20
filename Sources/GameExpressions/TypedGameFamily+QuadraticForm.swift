import GameDynamics

extension TypedGameFamily {
  /// (a, b, c) where a x² + b xy + c y² was typed: then what theory knows of that game is drawn over its maps.
  public func quadraticForm(_ p: Parameters<Double>) throws -> QuadraticForm? {
    guard form == .quadratic else { return nil }
    let (a, b, c) = try quadraticCoefficients(p)
    return QuadraticForm(a: a, b: b, c: c)
  }
}
