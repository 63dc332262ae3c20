import GameDynamics

/// What vanishes at an equilibrium, over any numbers: both players' own gradients, F(u) = (∂f/∂x, ∂g/∂y), or, where players are
/// held in sets, the natural residual u - P(u - F(u)), whose zeros are the solutions of the variational inequality
/// ⟨F(u), v - u⟩ ≥ 0 for all v of the sets.
///
/// Source: F. Facchinei and J.-S. Pang, "Finite-Dimensional Variational Inequalities and Complementarity Problems", 2003,
/// section 1.5.
struct EquilibriumField<S: Field>: GameContinuation {
  typealias Scalar = S
  /// How many of the numbers are x's.
  let split: Int
  let u: [S]
  let sets: Players<ConstraintSet>?

  /// At a point of a game.
  init(of game: any GameFamily, at u: [S]) {
    split = game.card.dimensions.x
    self.u = u
    sets = game.constraints
  }

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> [S] where G.V: CoordinateVector, G.V.Scalar == S {
    let point = Players(
      x: try G.V(coordinates: Array(u.prefix(split))), y: try G.V(coordinates: Array(u.dropFirst(split))))
    let gradients = try game.gradients(at: point)
    let field = try gradients.x.coordinates() + gradients.y.coordinates()
    guard let sets else { return field }
    let moved = zip(u, field).map { $0 - $1 }
    let projected =
      try sets.x.projection(of: Array(moved.prefix(split))) + sets.y.projection(of: Array(moved.dropFirst(split)))
    return zip(u, projected).map { $0 - $1 }
  }

  /// The derivative of the field at a point, column by column from dual numbers.
  static func jacobian(
    of game: any GameFamily, _ parameters: Parameters<Double>, at u: [Double]
  ) throws -> Matrix where S == Dual<Double> {
    let dual = parameters.mapped { Dual($0, tangent: 0.0) }
    var matrix = Matrix(rows: u.count, columns: u.count)
    for column in u.indices {
      let seeded = u.enumerated().map { Dual($1, tangent: $0 == column ? 1.0 : 0) }
      for (row, number) in try game.build(dual, then: EquilibriumField(of: game, at: seeded)).enumerated() {
        matrix[row, column] = number.tangent
      }
    }
    return matrix
  }
}
