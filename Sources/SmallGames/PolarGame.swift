import GameDynamics

/// A rotation with a radial pull that changes its sign at two radii: two limit cycles around a stable equilibrium.
///
///     ∂f/∂x = a x h(x² + y²) - y,   ∂g/∂y = a y h(x² + y²) + x,   h(s) = (s - 1)(s - ρ²)
///
/// which are the gradients of f = a/2 H(x² + y²) - xy and g = a/2 H(x² + y²) + xy, H′ = h. The gradient flow turns at
/// unit speed and has r′ = -a r h(r²): the origin attracts from inside r = ρ, r = ρ repels, r = 1 attracts from
/// outside r = ρ. Pethick et al. have ρ = 3/4 (h = (s - 1)(16 s - 9)/16) and a = 1, 3/4 and 1/3 on the box
/// |x|, |y| ≤ 11/10; here nothing confines the players. A later study of the game takes ρ = 1/2.
public struct PolarGame<F: Field>: PlanarLosses {
  /// The strength a of the radial pull and the radius ρ < 1 of the inner cycle.
  public let pull: F, innerRadius: F

  /// The game with these numbers.
  @inlinable
  public init(pull: F, innerRadius: F) {
    self.pull = pull
    self.innerRadius = innerRadius
  }

  /// False: a vector field given by its polar form.
  @inlinable
  public var isZeroSum: Bool { false }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D> {
    let s = x * x + y * y
    let inner = constant(innerRadius) * constant(innerRadius)
    // H(s) = s³/3 - (1 + ρ²) s²/2 + ρ² s
    let radial = s * (inner + s * (D(1.0 / 3) * s - D(0.5) * (D(1) + inner)))
    let potential = D(0.5) * constant(pull) * radial
    return Players(x: potential - x * y, y: potential + x * y)
  }
}

/// The catalogue's entry for `PolarGame`.
public struct PolarGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "polar",
    title: "polar game",
    formula: "∂f/∂x = ψ(x, y) - y, ∂g/∂y = ψ(y, x) + x, ψ(x, y) = a x (x² + y² - 1)(x² + y² - ρ²)",
    source:
      "Pethick et al., Escaping limit cycles: global convergence for constrained nonconvex-nonconcave minimax "
      + "problems, 2022, arXiv:2302.09831, PolarGame, there with ρ = 3/4 and a = 1, 3/4, 1/3",
    parameters: [
      ParameterSpec("a", symbol: "a", meaning: "strength of the radial pull", standard: 1),
      ParameterSpec("rho", symbol: "ρ", meaning: "radius of the inner cycle", standard: 0.75, minimum: 0),
    ],
    standardStart: Players(x: [1.0], y: [0.5]),
    isZeroSum: false)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// The origin: on any other point the rotation (-y, x) is no multiple of the radial (x, y).
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [Players(x: [0], y: [0])] }

  /// Hands `PolarGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(PlanarLossGame(PolarGame(pull: p.value("a"), innerRadius: p.value("rho"))))
  }
}
