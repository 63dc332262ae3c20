import GameDynamics
import RealModule

/// A game of two actions a player, played with mixed strategies: p = sigmoid(x) and q = sigmoid(y) are the
/// probabilities of the first action, and each player minimises minus its expected payoff.
///
///     f = -(pq a₁₁ + p(1-q) a₁₂ + (1-p)q a₂₁ + (1-p)(1-q) a₂₂),   g likewise with b
///
/// Rows of both matrices are x's actions. An interior equilibrium makes the opponent indifferent:
/// q = (a₂₂ - a₁₂)/(a₁₁ - a₁₂ - a₂₁ + a₂₂), p = (b₂₂ - b₂₁)/(b₁₁ - b₁₂ - b₂₁ + b₂₂).
public struct BimatrixGame<F: Field>: PlanarLosses {
  /// Payoffs to x and to y: ₁₁, ₁₂, ₂₁, ₂₂.
  public let a: (F, F, F, F), b: (F, F, F, F)
  /// True when b = -a.
  public let isZeroSum: Bool

  /// The general-sum game of these payoffs.
  @inlinable
  public init(a: (F, F, F, F), b: (F, F, F, F)) {
    self.a = a
    self.b = b
    isZeroSum = false
  }

  /// The zero-sum game in which x gets what y pays.
  @inlinable
  public init(zeroSum a: (F, F, F, F)) {
    self.a = a
    b = (-a.0, -a.1, -a.2, -a.3)
    isZeroSum = true
  }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    // 1 - sigmoid(x) = sigmoid(-x), without cancellation.
    let (p, q) = (D.sigmoid(x), D.sigmoid(y))
    let (notP, notQ) = (D.sigmoid(-x), D.sigmoid(-y))
    func loss(_ m: (F, F, F, F)) -> D {
      -(p * (q * constant(m.0) + notQ * constant(m.1)) + notP * (q * constant(m.2) + notQ * constant(m.3)))
    }
    return Players(x: loss(a), y: loss(b))
  }

  /// The logits of the interior equilibrium; nil where there is none.
  static func interiorEquilibrium(
    a: (Double, Double, Double, Double), b: (Double, Double, Double, Double)
  ) -> Players<Double>? {
    let q = (a.3 - a.1) / (a.0 - a.1 - a.2 + a.3)
    let p = (b.3 - b.2) / (b.0 - b.1 - b.2 + b.3)
    guard p > 0, p < 1, q > 0, q < 1 else { return nil }
    return Players(x: .log(p / (1 - p)), y: .log(q / (1 - q)))
  }
}

/// The catalogue's entry for games of two actions a player; as it stands, the battle of the sexes.
public struct BimatrixGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "bimatrix",
    title: "two actions a player, softmax strategies",
    formula: "max_x pᵀA q, max_y pᵀB q, p = (σ(x), σ(-x)), q = (σ(y), σ(-y))",
    source: "von Neumann and Morgenstern, Theory of Games and Economic Behavior, 1944, chapter 3",
    parameters: zip(["a11", "a12", "a21", "a22", "b11", "b12", "b21", "b22"], [3.0, 0, 0, 2, 2, 0, 0, 3]).map {
      ParameterSpec(
        $0, symbol: $0, meaning: "payoff to \($0.hasPrefix("a") ? "x" : "y") for these two actions", standard: $1)
    },
    standardStart: Players(x: [0.1], y: [0.2]),
    isZeroSum: false)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  @inlinable
  func payoffs<F: Field>(_ letter: String, _ p: Parameters<F>) throws -> (F, F, F, F) {
    try (p.value(letter + "11"), p.value(letter + "12"), p.value(letter + "21"), p.value(letter + "22"))
  }

  /// The interior one; equilibria in pure strategies lie at infinite x and y.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    try BimatrixGame<Double>.interiorEquilibrium(a: payoffs("a", p), b: payoffs("b", p)).map { [$0.map { [$0] }] }
      ?? []
  }

  /// Hands `BimatrixGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(PlanarLossGame(BimatrixGame(a: payoffs("a", p), b: payoffs("b", p))))
  }
}

/// The catalogue's entry for matching pennies: x wins v when the coins match, y when they do not.
///
/// A zero-sum `BimatrixGame`; f = -v tanh(x/2) tanh(y/2). Equilibrium: both toss fair coins, (0, 0), with
/// D²_xy f = -v/4 and no curvature of its own: a bilinear game in small.
public struct MatchingPenniesFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "matching-pennies",
    title: "matching pennies, softmax strategies",
    formula: "max_x min_y v (2p - 1)(2q - 1), p = σ(x), q = σ(y)",
    source: "von Neumann and Morgenstern, Theory of Games and Economic Behavior, 1944, section 14",
    parameters: [ParameterSpec("v", symbol: "v", meaning: "value of a coin", standard: 1)],
    standardStart: Players(x: [1.0], y: [1.0]),
    isZeroSum: true)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// The origin, where both toss fair coins; none where v = 0.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    try p.value("v") == 0 ? [] : [Players(x: [0], y: [0])]
  }

  /// Hands `BimatrixGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    let v = try p.value("v")
    return try next(PlanarLossGame(BimatrixGame(zeroSum: (v, -v, -v, v))))
  }
}
