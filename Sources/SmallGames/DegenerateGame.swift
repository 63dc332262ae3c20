import GameDynamics

/// Games whose second derivatives say nothing, or the wrong thing, about their equilibria.
///
/// - `cubic`: min_x max_y k x²y. Every (0, y) is critical, none is isolated; y always rises, x falls back once y > 0.
/// - `quartic`: min_x max_y k (x⁴ - y⁴)/4 + b xy. With b = 0 the Jacobian at the equilibrium (0, 0) is zero: spectral
///   maps see radius 1, yet gradient descent converges, at the rate 1/√t of x′ = -k x³.
/// - `strictMaximum`: L = xy - x²/2 + y²/2 + x⁴/4 - y⁴/4, L the loss of x, -L that of y. Bounded trajectories, and the
///   only critical point, (0, 0), is a strict maximum for both players, which no reasonable method should reach.
/// - `market`: L₁ = x⁶/6 - x²/2 + xy + R, L₂ = y⁶/6 - y²/2 - xy - R, R = (y⁴/(1 + x²) - x⁴/(1 + y²))/4: both losses
///   coercive and analytic, and again only a strict maximum.
public struct DegenerateGame<F: Field>: PlanarLosses {
  /// Which of the losses above.
  public let kind: DegenerateGameKind
  /// The coefficients k and b of `cubic` and `quartic`.
  public let scale: F, interaction: F

  /// The game of this kind.
  @inlinable
  public init(_ kind: DegenerateGameKind, scale: F = F(1), interaction: F = F(0)) {
    self.kind = kind
    self.scale = scale
    self.interaction = interaction
  }

  /// True of all but `market`.
  @inlinable
  public var isZeroSum: Bool { kind != .market }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    let (x2, y2) = (x * x, y * y)
    let (half, quarter) = (D(0.5), D(0.25))
    switch kind {
    case .cubic:
      return .zeroSum(constant(scale) * x2 * y)
    case .quartic:
      return .zeroSum(quarter * constant(scale) * (x2 * x2 - y2 * y2) + constant(interaction) * x * y)
    case .strictMaximum:
      return .zeroSum(x * y + half * (y2 - x2) + quarter * (x2 * x2 - y2 * y2))
    case .market:
      let trade = x * y + quarter * (y2 * y2 / (D(1) + x2) - x2 * x2 / (D(1) + y2))
      func own(_ square: D) -> D { square * (D(1.0 / 6) * square * square - half) }
      return Players(x: own(x2) + trade, y: own(y2) - trade)
    }
  }
}

/// The kinds of `DegenerateGame`.
@frozen
public enum DegenerateGameKind: Sendable, Equatable {
  /// k x²y.
  case cubic
  /// k (x⁴ - y⁴)/4 + b xy.
  case quartic
  /// Letcher's zero-sum game whose only critical point is a strict maximum.
  case strictMaximum
  /// Letcher's market.
  case market
}

/// The catalogue's entries for `DegenerateGame`, one per kind.
public struct DegenerateGameFamily: GameFamily {
  /// Which of the losses above.
  public let kind: DegenerateGameKind
  /// Name, parameters and source.
  public let card: GameCard

  /// The family of one kind.
  public init(_ kind: DegenerateGameKind) {
    self.kind = kind
    let letcher =
      "Letcher, On the impossibility of global convergence in multi-loss optimization, 2020, arXiv:2005.12649"
    let k = ParameterSpec("k", symbol: "k", meaning: "scale", standard: 1)
    let b = ParameterSpec("b", symbol: "b", meaning: "strength of the interaction", standard: 0)
    let (name, title, formula, source, parameters): (String, String, String, String, [ParameterSpec]) =
      switch kind {
      case .cubic:
        (
          "degenerate", "degenerate game x²y", "min_x max_y k x²y",
          "standard example of a line of critical points; stability there: Strogatz, Nonlinear Dynamics and Chaos, 1994",
          [k]
        )
      case .quartic:
        (
          "quartic", "quartic saddle", "min_x max_y k (x⁴ - y⁴)/4 + b xy",
          "standard example of an equilibrium with a singular Jacobian: Strogatz, Nonlinear Dynamics and Chaos, 1994",
          [k, b]
        )
      case .strictMaximum:
        (
          "strict-maximum", "zero-sum game with only a strict maximum",
          "min_x max_y xy - x²/2 + y²/2 + x⁴/4 - y⁴/4", letcher, []
        )
      case .market:
        (
          "market", "Letcher's market",
          "min_x x⁶/6 - x²/2 + xy + R, min_y y⁶/6 - y²/2 - xy - R, R = (y⁴/(1 + x²) - x⁴/(1 + y²))/4", letcher, []
        )
      }
    card = GameCard(
      name: name, title: title, formula: formula, source: source, parameters: parameters,
      standardStart: Players(x: [0.5], y: [0.5]), isZeroSum: kind != .market)
  }

  /// (0, 0); none for x²y, whose critical points are a line.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    switch kind {
    case .cubic: return []
    case .quartic:
      // With b ≠ 0 there may be others: k x³ = -b y and k y³ = b x have only the origin in common, since they give
      // k (x⁴ + y⁴) = 0. With k = 0 and b = 0 every point is one.
      return try p.value("k") == 0 && p.value("b") == 0 ? [] : [Players(x: [0], y: [0])]
    case .strictMaximum, .market: return [Players(x: [0], y: [0])]
    }
  }

  /// Hands `DegenerateGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    let scale = p.specs.isEmpty ? C.Scalar(1) : try p.value("k")
    let interaction = p.specs.count < 2 ? C.Scalar(0) : try p.value("b")
    return try next(PlanarLossGame(DegenerateGame(kind, scale: scale, interaction: interaction)))
  }
}
