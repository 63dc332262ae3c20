import GameDynamics

/// The general quadratic game of two numbers: each player has a quadratic loss of its own.
///
///     f = a x² + b xy + c y² + d x + e y + k,     g likewise with its own coefficients
///
/// ∂f/∂x = 2ax + by + d, ∂g/∂y = b′x + 2c′y + e′; second derivatives are constant. Straight-line code: a quadratic game
/// that a user types runs as one of these.
public struct PlanarQuadraticGame<F: Field>: SecondOrderGame {
  /// Both players' parameters are numbers.
  public typealias V = F

  /// One player's loss a x² + b xy + c y² + d x + e y + k.
  public struct Loss: Sendable {
    /// The coefficients of x², xy, y², x, y and 1.
    public var a: F, b: F, c: F, d: F, e: F, k: F

    /// A loss with these coefficients.
    @inlinable
    public init(a: F, b: F, c: F, d: F = F(0), e: F = F(0), k: F = F(0)) {
      self.a = a
      self.b = b
      self.c = c
      self.d = d
      self.e = e
      self.k = k
    }

    /// -(a x² + b xy + …).
    @inlinable
    public var negated: Loss { Loss(a: -a, b: -b, c: -c, d: -d, e: -e, k: -k) }

    @inlinable
    func value(at p: Players<F>) -> F {
      (a * p.x + b * p.y + d) * p.x + (c * p.y + e) * p.y + k
    }

    @inlinable
    func slope(in variable: Player, at p: Players<F>) -> F {
      variable == .x ? (a + a) * p.x + b * p.y + d : b * p.x + (c + c) * p.y + e
    }
  }

  /// The losses of x and of y.
  public let f: Loss, g: Loss
  /// True when the game was made with one loss.
  public let isZeroSum: Bool

  /// The zero-sum game of f and -f.
  @inlinable
  public init(zeroSum f: Loss) {
    self.f = f
    g = f.negated
    isZeroSum = true
  }

  /// The general-sum game.
  @inlinable
  public init(f: Loss, g: Loss) {
    self.f = f
    self.g = g
    isZeroSum = false
  }

  @inlinable
  func loss(of player: Player) -> Loss { player == .x ? f : g }

  /// (f, g).
  @inlinable
  public func losses(at p: Players<F>) -> Players<F> { Players(x: f.value(at: p), y: g.value(at: p)) }

  /// 2ax + by + d for x, b′x + 2c′y + e′ for y.
  @inlinable
  public func gradient(_ player: Player, at p: Players<F>) -> F { loss(of: player).slope(in: player, at: p) }

  /// The local model: constant second derivatives.
  @inlinable
  public func localModel(at p: Players<F>) -> Model { Model(game: self, point: p) }

  /// Gradients at a point and the constant second derivatives.
  public struct Model: LocalModel {
    @usableFromInline let game: PlanarQuadraticGame<F>
    @usableFromInline let point: Players<F>

    @usableFromInline
    init(game: PlanarQuadraticGame<F>, point: Players<F>) {
      self.game = game
      self.point = point
    }

    /// (∂f/∂x, ∂g/∂y).
    @inlinable
    public var gradients: Players<F> {
      Players(x: game.gradient(.x, at: point), y: game.gradient(.y, at: point))
    }
    /// ∂ℓ/∂(variable), computed with the model and kept.
    @inlinable
    public func gradient(of loss: Player, in variable: Player) -> F {
      game.loss(of: loss).slope(in: variable, at: point)
    }
    /// 2a, b or 2c.
    @inlinable
    public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: F) -> F {
      let l = game.loss(of: loss)
      return (rows != columns ? l.b : rows == .x ? l.a + l.a : l.c + l.c) * v
    }
  }
}

extension PlanarQuadraticGame where F == Double {
  /// The one point where ∂f/∂x = ∂g/∂y = 0: the solution of 2ax + by = -d, b′x + 2c′y = -e′; nil when singular.
  public var equilibrium: Players<Double>? {
    let determinant = 4 * f.a * g.c - f.b * g.b
    guard determinant != 0, determinant.isFinite else { return nil }
    return Players(
      x: (-2 * f.d * g.c + f.b * g.e) / determinant, y: (-2 * f.a * g.e + f.d * g.b) / determinant)
  }
}

/// The catalogue's entry for the general-sum quadratic game of two numbers.
public struct GeneralQuadraticGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "quadratic-general",
    title: "general-sum quadratic game",
    formula: "min_x ½ a x² + b xy, min_y ½ c y² + d xy",
    source:
      "Balduzzi et al., The mechanics of n-player differentiable games, 2018, arXiv:1802.05642",
    parameters: [
      ParameterSpec("a", symbol: "a", meaning: "curvature of x's own loss", standard: 1),
      ParameterSpec("b", symbol: "b", meaning: "x's interaction", standard: 10),
      ParameterSpec("c", symbol: "c", meaning: "curvature of y's own loss", standard: 1),
      ParameterSpec("d", symbol: "d", meaning: "y's interaction", standard: -10),
    ],
    standardStart: Players(x: [1.0], y: [1.0]),
    isZeroSum: false, isQuadratic: true)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  @inlinable
  func game<F: Field>(_ p: Parameters<F>) throws -> PlanarQuadraticGame<F> {
    PlanarQuadraticGame(
      f: .init(a: F(0.5) * (try p.value("a")), b: try p.value("b"), c: F(0)),
      g: .init(a: F(0), b: try p.value("d"), c: F(0.5) * (try p.value("c"))))
  }

  /// The one point where both own gradients vanish; none where the conditions are singular.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    try game(p).equilibrium.map { [$0.map { [$0] }] } ?? []
  }

  /// Hands the game with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(game(p))
  }
}
