import GameDynamics

/// The quadratic game of two numbers, zero-sum:
///
///     min_x max_y  a x² + b xy + c y²        f = a x² + b xy + c y²,  g = -f
///
/// ∂f/∂x = 2ax + by, ∂g/∂y = -bx - 2cy, D²_xy f = b, D²_yx g = -b, D²_xx f = 2a, D²_yy g = -2c.
/// Its equilibrium is (0, 0), the only one where 4ac ≠ b². With a = c = 1 and b = 10, y maximises a *convex* function,
/// and yet simultaneous gradient descent converges for some step sizes: implicit competitive regularization.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852, section 3.
public struct QuadraticGame<F: Field>: SecondOrderGame {
  /// Both players' parameters are numbers.
  public typealias V = F
  /// The coefficients of x², xy and y².
  public let a: F, b: F, c: F
  /// 2a, 2c and the negatives of y's row, which every step needs: a sum of products that is negated afterwards comes later.
  @usableFromInline let a2: F, c2: F, minusB: F, minusC2: F

  /// The game a x² + b xy + c y².
  @inlinable @inline(__always)
  public init(a: F, b: F, c: F) {
    self.a = a
    self.b = b
    self.c = c
    a2 = a + a
    c2 = c + c
    minusB = -b
    minusC2 = -c2
  }

  /// With one coefficient for all lanes.
  @inlinable @inline(__always)
  public var uniform: Self { Self(a: a.uniform, b: b.uniform, c: c.uniform) }

  /// True: g = -f.
  @inlinable @inline(__always)
  public var isZeroSum: Bool { true }

  /// (f, -f).
  @inlinable @inline(__always)
  public func losses(at p: Players<F>) -> Players<F> {
    let f = a * p.x * p.x + b * p.x * p.y + c * p.y * p.y
    return Players(x: f, y: -f)
  }

  /// 2ax + by for x, -bx - 2cy for y.
  @inlinable @inline(__always)
  public func gradient(_ player: Player, at p: Players<F>) -> F {
    player == .x ? a2 * p.x + b * p.y : minusB * p.x + minusC2 * p.y
  }

  /// The local model: constant second derivatives.
  @inlinable @inline(__always)
  public func localModel(at p: Players<F>) -> Model { Model(game: self, point: p) }

  /// Gradients at a point and the constant second derivatives.
  public struct Model: LocalModel {
    /// The game and the point.
    @usableFromInline let game: QuadraticGame<F>
    @usableFromInline let point: Players<F>

    @inlinable @inline(__always)
    init(game: QuadraticGame<F>, point: Players<F>) {
      self.game = game
      self.point = point
    }

    /// (2ax + by, -bx - 2cy).
    @inlinable @inline(__always)
    public var gradients: Players<F> {
      Players(x: game.gradient(.x, at: point), y: game.gradient(.y, at: point))
    }
    /// ∂f is -∂g, so one formula serves both losses.
    @inlinable @inline(__always)
    public func gradient(of loss: Player, in variable: Player) -> F {
      let own = game.gradient(variable, at: point)
      return loss == variable ? own : -own
    }
    /// 2a, b, 2c for f; their negatives for g.
    @inlinable @inline(__always)
    public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: F) -> F {
      let entry = rows != columns ? game.b : rows == .x ? game.a2 : game.c2
      return (loss == .x ? entry : -entry) * v
    }
  }
}

/// The catalogue's entry for `QuadraticGame`.
public struct QuadraticGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "quadratic",
    title: "quadratic game",
    formula: "min_x max_y a x² + b xy + c y²",
    source:
      "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 3",
    parameters: [
      ParameterSpec("a", symbol: "a", meaning: "coefficient of x²", standard: 1),
      ParameterSpec("b", symbol: "b", meaning: "coefficient of xy: the interaction", standard: 10),
      ParameterSpec("c", symbol: "c", meaning: "coefficient of y²", standard: 1),
    ],
    standardStart: Players(x: [1.0], y: [1.0]),
    isZeroSum: true, isQuadratic: true)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// (a, b, c).
  public func quadraticForm(_ p: Parameters<Double>) throws -> QuadraticForm? {
    QuadraticForm(a: try p.value("a"), b: try p.value("b"), c: try p.value("c"))
  }

  /// The origin; none where 4ac = b² and the equilibrium conditions are singular.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    let (a, b, c) = (try p.value("a"), try p.value("b"), try p.value("c"))
    return 4 * a * c == b * b ? [] : [Players(x: [0], y: [0])]
  }

  /// Hands `QuadraticGame` with the parameters `p` to `next`.
  @inlinable @inline(__always)
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(QuadraticGame(a: p.value("a"), b: p.value("b"), c: p.value("c")))
  }
}
