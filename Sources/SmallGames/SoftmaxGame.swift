import GameDynamics
import RealModule

/// A matrix game of any number of actions, played with mixed strategies through softmax.
///
///     f = -pᵀA q,  g = -pᵀB q (zero-sum: g = pᵀA q),   A, B m x n, rows x's actions
///     p = softmax(x₁, …, x_{m-1}, 0),  q = softmax(y₁, …, y_{n-1}, 0)
///
/// The last logit is held at 0, because softmax does not see a common shift: so equilibria are isolated. x has m - 1
/// numbers, y has n - 1. `tie` is added to the payoff of x (and, zero-sum, to what y pays) on the diagonal.
public struct SoftmaxGame<F: Field>: VectorLosses {
  /// Payoffs to x and to y.
  public let a: Matrix, b: Matrix
  /// Added to a's diagonal; in zero-sum games taken from y.
  public let tie: F
  /// True when the game was made with one matrix.
  public let isZeroSum: Bool

  /// The zero-sum game in which x gets what y pays.
  @inlinable
  public init(zeroSum a: Matrix, tie: F = F(0)) {
    self.a = a
    self.tie = tie
    b = Matrix(rows: a.rows, columns: a.columns)
    isZeroSum = true
  }

  /// The general-sum game; throws `VectorError` when the shapes differ.
  @inlinable
  public init(a: Matrix, b: Matrix) throws {
    guard a.rows == b.rows else { throw VectorError.wrongDimension(required: a.rows, given: b.rows) }
    guard a.columns == b.columns else { throw VectorError.wrongDimension(required: a.columns, given: b.columns) }
    self.a = a
    self.b = b
    tie = F(0)
    isZeroSum = false
  }

  /// m - 1 and n - 1.
  @inlinable
  public var dimensions: Players<Int> { Players(x: max(0, a.rows - 1), y: max(0, a.columns - 1)) }

  /// The probabilities of the actions.
  @inlinable
  static func softmax<D: Field>(_ logits: [D]) -> [D] {
    let all = logits + [D(0)]
    // Exponents at most 0; the shift is a constant, so it leaves no tangent.
    let shift = all.reduce(D(0)) { $0.maximum(elementwise: $1) }.valuePart()
    let powers = all.map { D.exp($0 - shift) }
    let total = powers.reduce(D(0)) { $0 + $1 }
    return powers.map { $0 / total }
  }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
    let (p, q) = (Self.softmax(x), Self.softmax(y))
    let tie = constant(self.tie)
    var payoff = Players(x: D(0), y: D(0))
    for i in p.indices {
      for j in q.indices {
        let probability = p[i] * q[j]
        payoff.x = payoff.x + (i == j ? D(a[i, j]) + tie : D(a[i, j])) * probability
        if !isZeroSum { payoff.y = payoff.y + D(b[i, j]) * probability }
      }
    }
    return isZeroSum ? .zeroSum(-payoff.x) : Players(x: -payoff.x, y: -payoff.y)
  }
}

/// The catalogue's entry for rock, paper, scissors: `SoftmaxGame` with A = [[ε, -1, 1], [1, ε, -1], [-1, 1, ε]].
///
/// Equilibrium: both play every action with probability 1/3. Learning dynamics circle around it, for ε ≠ 0
/// chaotically.
public struct RockPaperScissorsFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "rock-paper-scissors",
    title: "rock, paper, scissors, softmax strategies",
    formula: "max_x min_y pᵀA q, A = [[ε, -1, 1], [1, ε, -1], [-1, 1, ε]], p = softmax(x, 0), q = softmax(y, 0)",
    source:
      "Sato, Akiyama and Farmer, Chaos in learning a simple two-person game, PNAS 99, 2002, doi:10.1073/pnas.032086299",
    parameters: [ParameterSpec("tie", symbol: "ε", meaning: "what y pays x on a tie", standard: 0)],
    standardStart: Players(x: [0.5, -0.3], y: [-0.2, 0.4]),
    isZeroSum: true)
  @usableFromInline static let payoffs: Matrix = {
    var result = Matrix(rows: 3, columns: 3)
    for i in 0..<3 {
      result[i, (i + 1) % 3] = -1
      result[i, (i + 2) % 3] = 1
    }
    return result
  }()

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// The origin, which is both players' uniform strategy.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    [Players(x: [0, 0], y: [0, 0])]
  }

  /// Hands `SoftmaxGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(VectorLossGame(SoftmaxGame(zeroSum: Self.payoffs, tie: p.value("tie"))))
  }
}
