import GameDynamics

/// The catalogue's entry for Cournot's duopoly: two firms choose quantities, the price falls with their sum.
///
///     firm i earns  qᵢ (a - b (q₁ + q₂)) - cᵢ qᵢ  and minimises its negative
///
/// A general-sum `PlanarQuadraticGame`. Equilibrium q₁ = (a - 2c₁ + c₂)/(3b), q₂ = (a - 2c₂ + c₁)/(3b), from
/// 2b q₁ + b q₂ = a - c₁ and its mirror image. The Jacobian [[2b, b], [b, 2b]] is positive definite, so gradient
/// descent with small steps converges: the tame end of general-sum games.
///
/// Source: A. Cournot, "Recherches sur les principes mathématiques de la théorie des richesses", 1838, chapter 7.
public struct CournotGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "cournot",
    title: "Cournot duopoly",
    formula: "min_x b x² + b xy - (a - c₁) x, min_y b y² + b xy - (a - c₂) y",
    source: "Cournot, Recherches sur les principes mathématiques de la théorie des richesses, 1838, chapter 7",
    parameters: [
      ParameterSpec("a", symbol: "a", meaning: "price at which nobody buys", standard: 10),
      ParameterSpec("b", symbol: "b", meaning: "fall of the price with the quantity sold", standard: 1),
      ParameterSpec("c1", symbol: "c₁", meaning: "x's cost of a piece", standard: 1),
      ParameterSpec("c2", symbol: "c₂", meaning: "y's cost of a piece", standard: 2),
    ],
    standardStart: Players(x: [1.0], y: [1.0]),
    isZeroSum: false, isQuadratic: true)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  @inlinable
  func game<F: Field>(_ p: Parameters<F>) throws -> PlanarQuadraticGame<F> {
    let (a, b) = (try p.value("a"), try p.value("b"))
    return PlanarQuadraticGame(
      f: .init(a: b, b: b, c: F(0), d: try p.value("c1") - a),
      g: .init(a: F(0), b: b, c: b, e: try p.value("c2") - a))
  }

  /// The one point where both own gradients vanish; none where they are parallel.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    try game(p).equilibrium.map { [$0.map { [$0] }] } ?? []
  }

  /// Hands the game with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(game(p))
  }
}
