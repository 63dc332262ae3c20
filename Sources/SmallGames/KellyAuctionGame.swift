import GameDynamics

/// Kelly's auction of a divisible resource Q between two bidders: whoever bids more gets more of it.
///
///     bidder i gets Q bᵢ / (Z + b₁ + b₂), worth Gᵢ a piece, and minimises  bᵢ - Gᵢ Q bᵢ / (Z + b₁ + b₂)
///
/// With T = Z + x + y the first-order conditions are G₁Q (T - x) = T² and G₂Q (T - y) = T². Their sum is
/// k T² - T - Z = 0 with k = 1/(G₁Q) + 1/(G₂Q), so T = (1 + √(1 + 4kZ))/(2k), x = T - T²/(G₁Q), y = T - T²/(G₂Q).
///
/// Source: F. Kelly, A. Maulloo and D. Tan, "Rate control for communication networks", J. Oper. Res. Soc. 49, 1998.
public struct KellyAuctionGame<F: Field>: PlanarLosses {
  /// The resource Q, the reserve Z, and what a piece is worth to x and to y.
  public let resource: F, reserve: F, gains: Players<F>

  /// The auction with these numbers.
  @inlinable
  public init(resource: F, reserve: F, gains: Players<F>) {
    self.resource = resource
    self.reserve = reserve
    self.gains = gains
  }

  /// False: bids are paid to neither player.
  @inlinable
  public var isZeroSum: Bool { false }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    let price = constant(resource) / (constant(reserve) + x + y)
    return Players(x: x - constant(gains.x) * price * x, y: y - constant(gains.y) * price * y)
  }
}

/// The catalogue's entry for `KellyAuctionGame`.
public struct KellyAuctionFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "kelly-auction",
    title: "Kelly auction",
    formula: "min_x x - G₁Q x/(Z + x + y), min_y y - G₂Q y/(Z + x + y)",
    source:
      "Kelly, Maulloo and Tan, Rate control for communication networks, J. Oper. Res. Soc. 49, 1998; numbers of "
      + "Beznosikov et al., SGDA: a unified theory, 2022, arXiv:2202.07262",
    parameters: [
      ParameterSpec("resource", symbol: "Q", meaning: "how much there is", standard: 1000, minimum: 0),
      ParameterSpec("reserve", symbol: "Z", meaning: "the seller's own bid", standard: 100, minimum: 0),
      ParameterSpec("gain-x", symbol: "G₁", meaning: "what a piece is worth to x", standard: 1.8, minimum: 0),
      ParameterSpec("gain-y", symbol: "G₂", meaning: "what a piece is worth to y", standard: 2.4, minimum: 0),
    ],
    standardStart: Players(x: [100.0], y: [100.0]),
    isZeroSum: false)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// The one with positive bids, where there is one.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    let (q, z) = (try p.value("resource"), try p.value("reserve"))
    let worth = Players(x: q * (try p.value("gain-x")), y: q * (try p.value("gain-y")))
    let k = 1 / worth.x + 1 / worth.y
    let t = (1 + (1 + 4 * k * z).squareRoot()) / (2 * k)
    let bids = worth.map { t - t * t / $0 }
    return bids.x > 0 && bids.y > 0 ? [bids.map { [$0] }] : []
  }

  /// Hands `KellyAuctionGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(
      PlanarLossGame(
        KellyAuctionGame(
          resource: p.value("resource"), reserve: p.value("reserve"),
          gains: Players(x: p.value("gain-x"), y: p.value("gain-y")))))
  }
}
