import GameDynamics

/// n equations in n unknowns and one parameter, F(u, p) = 0: their solutions form curves.
protocol BranchEquation {
  /// F(u, p), as many numbers as u has. Throws `ParameterError` where p is out of bounds.
  func value(_ u: [Double], _ p: Double) throws -> [Double]
  /// The n rows of [∂F/∂u | ∂F/∂p], exact.
  func derivative(_ u: [Double], _ p: Double) throws -> [[Double]]
}

/// Equilibria of a game (`EquilibriumField`) while a parameter of the game moves.
struct EquilibriumEquation: BranchEquation {
  let setup: RunSetup<Double>
  let quantity: RunQuantity

  func value(_ u: [Double], _ p: Double) throws -> [Double] {
    var setup = setup
    try setup.values.set(quantity, to: p)
    return try setup.game.build(setup.gameParameters, then: EquilibriumField(of: setup.game, at: u))
  }

  /// Column by column, from gradients on dual numbers.
  func derivative(_ u: [Double], _ p: Double) throws -> [[Double]] {
    let n = u.count
    var rows = [[Double]](repeating: [Double](repeating: 0, count: n + 1), count: n)
    for column in 0...n {
      var dual = setup.mapped { Dual($0, tangent: 0.0) }
      try dual.values.set(quantity, to: Dual(p, tangent: column == n ? 1 : 0))
      let seeded = u.enumerated().map { Dual($1, tangent: $0 == column ? 1.0 : 0) }
      let field = try dual.game.build(dual.gameParameters, then: EquilibriumField(of: dual.game, at: seeded))
      for (row, number) in field.enumerated() { rows[row][column] = number.tangent }
    }
    return rows
  }
}
