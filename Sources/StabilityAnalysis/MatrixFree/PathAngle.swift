import GameDynamics

/// The angle between the gradient field and a straight path between two points of a game, along the path.
///
/// With ω = (x, y), ω_α = (1 - α) ω₁ + α ω₂ and ξ = (∂f/∂x, ∂g/∂y)
///
///     c(α) = cos ∠(ω₁ - ω₂, ξ(ω_α)) = ⟨ω₁ - ω₂, ξ(ω_α)⟩ / (‖ω₁ - ω₂‖ ‖ξ(ω_α)‖)
///
/// Where ω₂ attracts along the path, ξ points away from it before and beyond: c changes its sign at α = 1, from + to -. A
/// bump of c there instead of, or beside, a change of sign is what rotation around ω₂ looks like: rotation makes ξ
/// perpendicular to the path at ω₂'s surroundings.
///
/// Source: H. Berard, G. Gidel, A. Almahairi, P. Vincent and S. Lacoste-Julien, "A Closer Look at the Optimization
/// Landscapes of Generative Adversarial Networks", 2019, arXiv:1906.04848, section 4.
public struct PathAngle: Sendable, Equatable {
  /// α.
  public let places: [Double]
  /// c(α); NaN where ξ is zero.
  public let cosines: [Double]
  /// ‖ξ(ω_α)‖.
  public let norms: [Double]

  /// Along the path of two points. Cost: a pair of gradients for each place. Throws what the game throws.
  public init<G: Game>(
    on game: G, from first: Players<G.V>, to second: Players<G.V>, at places: [Double]
  ) throws where G.V.Scalar == Double {
    let direction = try first - second
    let length = try direction.squaredNorm().squareRoot()
    var cosines: [Double] = []
    var norms: [Double] = []
    for place in places {
      var point = try (1 - place) * first
      try point.add(second, times: place)
      let gradients = try game.gradients(at: point)
      let norm = try gradients.squaredNorm().squareRoot()
      norms.append(norm)
      cosines.append(try direction.dot(gradients) / (length * norm))
    }
    self.places = places
    self.cosines = cosines
    self.norms = norms
  }

  /// The paper's places: a hundred and one from -0.1 to 1.1.
  public static let standardPlaces = (0...100).map { -0.1 + 1.2 * Double($0) / 100 }
}
