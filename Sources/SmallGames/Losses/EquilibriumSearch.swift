import GameDynamics

extension SecondOrderGame where V == Double {
  /// The equilibrium near a point, by Newton's method on (∂f/∂x, ∂g/∂y): for games whose equilibrium has no formula.
  ///
  /// Nil when 60 steps do not bring both gradients below 1e-12, or when the Jacobian is singular on the way.
  func equilibrium(near guess: Players<Double>) throws -> Players<Double>? {
    var point = guess
    for _ in 0..<60 {
      let model = try localModel(at: point)
      let gradients = model.gradients
      let (a, b) = (try model.ownX(times: 1), try model.mixedX(times: 1))
      let (c, d) = (try model.mixedY(times: 1), try model.ownY(times: 1))
      let determinant = a * d - b * c
      guard determinant.isFinite, abs(determinant) > 1e-12 else { return nil }
      if abs(gradients.x) < 1e-14, abs(gradients.y) < 1e-14 { return point }
      let before = point
      point.x -= (d * gradients.x - b * gradients.y) / determinant
      point.y -= (a * gradients.y - c * gradients.x) / determinant
      if point == before { break }
    }
    let gradients = try gradients(at: point)
    return abs(gradients.x) < 1e-12 && abs(gradients.y) < 1e-12 ? point : nil
  }
}
