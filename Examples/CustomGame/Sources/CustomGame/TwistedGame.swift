import GameDynamics
import RealModule
import SmallGames

/// A zero-sum game with critical points that are no equilibria, the origin among them:
///
///     min_x max_y  e^(-(x² + y²)/s) ((0.3 x² + y)² + (0.5 y² + x)²)
///
/// At the origin f = x² + y² to second order: x is at its minimum there, and so is y, which wants a maximum.
///
/// Source: E. Mazumdar, M. Jordan and S. S. Sastry, "On Finding Local Nash Equilibria (and Only Local Nash Equilibria) in
/// Zero-Sum Games", 2019, arXiv:1901.00838, the two-dimensional example (s = 100).
struct TwistedGame<F: Field>: PlanarLosses {
  /// s: how far the bumps reach.
  let reach: F

  var isZeroSum: Bool { true }

  /// Written once, for numbers, lanes and dual numbers: all derivatives follow.
  func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    let (x2, y2) = (x * x, y * y)
    let (u, v) = (D(0.3) * x2 + y, D(0.5) * y2 + x)
    return .zeroSum(D.exp(-(x2 + y2) / constant(reach)) * (u * u + v * v))
  }
}

/// What the library has to know of it to list, run and map it.
struct TwistedGameFamily: GameFamily {
  let card = GameCard(
    name: "twisted", title: "twisted game", formula: "min_x max_y e^(-(x² + y²)/s) ((0.3 x² + y)² + (0.5 y² + x)²)",
    source: "Mazumdar, Jordan and Sastry, 2019, arXiv:1901.00838",
    parameters: [ParameterSpec("s", symbol: "s", meaning: "reach of the bumps", standard: 100, minimum: 1)],
    standardStart: Players(x: [1], y: [1]), isZeroSum: true)

  /// The points where both gradients vanish and that have a formula; an empty list has them searched for.
  func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [Players(x: [0], y: [0])] }

  func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(PlanarLossGame(TwistedGame(reach: p.value("s"))))
  }
}
