import GameDynamics

/// The bilinear game of two numbers, zero-sum: the standard picture of rotation.
///
///     min_x max_y  b xy        f = b xy,  g = -f
///
/// It is the `QuadraticGame` with a = c = 0, and runs as one. Equilibrium: (0, 0), the only one where b ≠ 0.
/// With β = b √(η_x η_y): SimGD expands by √(1 + β²) a step; AltGD stays on an ellipse for β < 2; CGD contracts by
/// 1/√(1 + β²).
///
/// Source: I. Goodfellow, "NIPS 2016 Tutorial: Generative Adversarial Networks", 2016, arXiv:1701.00160, section 8.2.
public struct BilinearGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "bilinear",
    title: "bilinear game",
    formula: "min_x max_y b xy",
    source: "Goodfellow, NIPS 2016 Tutorial: Generative Adversarial Networks, 2016, arXiv:1701.00160, section 8.2",
    parameters: [ParameterSpec("b", symbol: "b", meaning: "strength of the interaction", standard: 1)],
    standardStart: Players(x: [1.0], y: [1.0]),
    isZeroSum: true, isQuadratic: true)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// (0, b, 0).
  public func quadraticForm(_ p: Parameters<Double>) throws -> QuadraticForm? {
    QuadraticForm(a: 0, b: try p.value("b"), c: 0)
  }

  /// The origin; none where b = 0 and every point is one.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    try p.value("b") == 0 ? [] : [Players(x: [0], y: [0])]
  }

  /// Hands `QuadraticGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(QuadraticGame(a: C.Scalar(0), b: p.value("b"), c: C.Scalar(0)))
  }
}
