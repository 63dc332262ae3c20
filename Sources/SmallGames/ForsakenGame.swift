import GameDynamics

/// A bilinear game with a ripple on either player: the standard trap for min-max methods.
///
///     min_x max_y  x (y - s) + φ(x) - φ(y),   φ(z) = p z² + q z⁴ + r z⁶
///
/// φ′(z) = 2pz + 4qz³ + 6rz⁵. `forsaken`: p, q, r = 1/4, -1/2, 1/6 and s = 0.45: the one equilibrium, near
/// (0.0780, 0.4119), is surrounded by limit cycles that contain no critical point, and gradient methods with small
/// steps end on the outer one. `global-forsaken`: p, q, r = 1/3, -1/3, 2/21 and s = 0.
public struct ForsakenGame<F: Field>: PlanarLosses {
  /// The shift s.
  public let shift: F
  /// The coefficients of z², z⁴ and z⁶.
  public let p: Double, q: Double, r: Double

  /// The game with this shift and this φ.
  @inlinable
  public init(shift: F, p: Double, q: Double, r: Double) {
    self.shift = shift
    self.p = p
    self.q = q
    self.r = r
  }

  /// True: y maximises what x minimises.
  @inlinable
  public var isZeroSum: Bool { true }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    func ripple(_ z: D) -> D {
      let square = z * z
      return square * (D(p) + square * (D(q) + square * D(r)))
    }
    return .zeroSum(x * (y - constant(shift)) + ripple(x) - ripple(y))
  }
}

/// The catalogue's entries for `ForsakenGame`.
public struct ForsakenGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card: GameCard
  @usableFromInline let p: Double, q: Double, r: Double
  let guess: Players<Double>

  /// The game of Hsieh, Mertikopoulos and Cevher.
  public static let forsaken = Self(
    card: GameCard(
      name: "forsaken",
      title: "forsaken game",
      formula: "min_x max_y x (y - s) + φ(x) - φ(y), φ(z) = z²/4 - z⁴/2 + z⁶/6",
      source:
        "Hsieh, Mertikopoulos and Cevher, The limits of min-max optimization algorithms: convergence to spurious "
        + "non-critical sets, 2020, arXiv:2006.09065, section 5",
      parameters: [ParameterSpec("s", symbol: "s", meaning: "where y is drawn to", standard: 0.45)],
      standardStart: Players(x: [0.5], y: [0.5]),
      isZeroSum: true),
    p: 1.0 / 4, q: -1.0 / 2, r: 1.0 / 6, guess: Players(x: 0.08, y: 0.4))

  /// The game of Pethick et al. whose limit cycle surrounds an equilibrium that weak Minty methods reach.
  public static let global = Self(
    card: GameCard(
      name: "global-forsaken",
      title: "global forsaken game",
      formula: "min_x max_y x (y - s) + φ(x) - φ(y), φ(z) = z²/3 - z⁴/3 + 2z⁶/21",
      source:
        "Pethick et al., Escaping limit cycles: global convergence for constrained nonconvex-nonconcave minimax "
        + "problems, 2022, arXiv:2302.09831, GlobalForsaken",
      parameters: [ParameterSpec("s", symbol: "s", meaning: "where y is drawn to", standard: 0)],
      standardStart: Players(x: [1.0], y: [1.0]),
      isZeroSum: true),
    p: 1.0 / 3, q: -1.0 / 3, r: 2.0 / 21, guess: Players(x: 0, y: 0))

  /// The one that Newton's method finds from the known one, if it does.
  public func equilibria(_ parameters: Parameters<Double>) throws -> [Players<[Double]>] {
    let game = PlanarLossGame(ForsakenGame(shift: try parameters.value("s"), p: p, q: q, r: r))
    return try game.equilibrium(near: guess).map { [$0.map { [$0] }] } ?? []
  }

  /// Hands `ForsakenGame` with the shift s to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ parameters: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(PlanarLossGame(ForsakenGame(shift: parameters.value("s"), p: p, q: q, r: r)))
  }
}
