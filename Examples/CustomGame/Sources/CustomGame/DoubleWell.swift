import GameDynamics
import SmallGames

/// A zero-sum game with two wells of x, which y pushes apart or fills:
///
///     min_x max_y  x⁴/4 - x²/2 + p x y - y²/2
///
/// y = p x answers x, so that x sees x⁴/4 - (1 - p²) x²/2: for p < 1 the equilibria are x = 0, which repels, and
/// x = ±√(1 - p²), which attract small steps; they meet in a pitchfork at p = 1.
struct DoubleWell<F: Field>: PlanarLosses {
  /// How strongly the players are coupled.
  let coupling: F

  var isZeroSum: Bool { true }

  func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    let x2 = x * x
    return .zeroSum(D(0.25) * x2 * x2 - D(0.5) * x2 + constant(coupling) * x * y - D(0.5) * y * y)
  }
}

/// Its entry.
struct DoubleWellFamily: GameFamily {
  let card = GameCard(
    name: "double-well", title: "double well", formula: "min_x max_y x⁴/4 - x²/2 + p xy - y²/2", source: "an example",
    parameters: [ParameterSpec("p", symbol: "p", meaning: "coupling", standard: 0.5)],
    standardStart: Players(x: [1], y: [0]), isZeroSum: true)

  /// None in closed form is said: they are searched for.
  func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [] }

  func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(PlanarLossGame(DoubleWell(coupling: p.value("p"))))
  }
}
