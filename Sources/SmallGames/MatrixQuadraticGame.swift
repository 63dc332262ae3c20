import GameDynamics

/// The quadratic game of vectors, zero-sum or general-sum:
///
///     f = a xᵀA x + b xᵀB y + c yᵀC y        x ∈ ℝᵐ, y ∈ ℝⁿ, A m x m, B m x n, C n x n
///     g likewise with its own coefficients and matrices; zero-sum: g = -f
///
/// ∂f/∂x = a (A + Aᵀ)x + b By, ∂g/∂y = b′ B′ᵀx + c′ (C′ + C′ᵀ)y; D²_xx f = a (A + Aᵀ), D²_xy f = b B,
/// D²_yy g = c′ (C′ + C′ᵀ). The bilinear game is the one with a = c = 0. Cost of a product: the entries of the matrix.
public struct MatrixQuadraticGame<F: Field>: BlockwiseGame {
  /// Both players' parameters are lists of numbers.
  public typealias V = DenseVector<F>

  /// One player's loss. The matrices are constants; the three coefficients may differ from lane to lane of a map.
  public struct Loss: Sendable {
    /// The coefficients of xᵀA x, xᵀB y and yᵀC y.
    public var a: F, b: F, c: F
    /// m x m, m x n and n x n.
    public let A: Matrix, B: Matrix, C: Matrix
    /// A + Aᵀ, C + Cᵀ.
    let hessianX: Matrix, hessianY: Matrix

    /// A loss; throws `VectorError` when the shapes do not fit.
    public init(a: F = F(1), A: Matrix, b: F = F(1), B: Matrix, c: F = F(1), C: Matrix) throws {
      for (given, required) in [
        (A.columns, A.rows), (C.columns, C.rows), (B.rows, A.rows), (B.columns, C.rows),
      ] where given != required {
        throw VectorError.wrongDimension(required: required, given: given)
      }
      self.a = a
      self.b = b
      self.c = c
      self.A = A
      self.B = B
      self.C = C
      hessianX = A.symmetricSum
      hessianY = C.symmetricSum
    }
  }

  /// f and g.
  public let f: Loss, g: Loss
  /// True when the game was made with one loss.
  public let isZeroSum: Bool

  /// The zero-sum game of f and -f.
  public init(zeroSum f: Loss) {
    self.f = f
    var opposite = f
    opposite.a = -f.a
    opposite.b = -f.b
    opposite.c = -f.c
    g = opposite
    isZeroSum = true
  }

  /// The general-sum game; throws `VectorError` when the shapes do not fit.
  public init(f: Loss, g: Loss) throws {
    for (given, required) in [(g.A.rows, f.A.rows), (g.C.rows, f.C.rows)] where given != required {
      throw VectorError.wrongDimension(required: required, given: given)
    }
    self.f = f
    self.g = g
    isZeroSum = false
  }

  /// The bilinear game b xᵀB y.
  public init(b: F = F(1), bilinear B: Matrix) throws {
    try self.init(
      zeroSum: Loss(
        A: Matrix(rows: B.rows, columns: B.rows), b: b, B: B, C: Matrix(rows: B.columns, columns: B.columns)))
  }

  func loss(of player: Player) -> Loss { player == .x ? f : g }

  /// (f, g).
  public func losses(at p: Players<V>) throws -> Players<F> {
    func value(_ l: Loss) throws -> F {
      try l.a * p.x.dot(l.A.times(p.x)) + l.b * p.x.dot(l.B.times(p.y)) + l.c * p.y.dot(l.C.times(p.y))
    }
    return Players(x: try value(f), y: try value(g))
  }

  /// ∂ℓ/∂x = a (A + Aᵀ)x + b By, ∂ℓ/∂y = b Bᵀx + c (C + Cᵀ)y.
  public func gradient(of loss: Player, in variable: Player, at p: Players<V>) throws -> V {
    let l = self.loss(of: loss)
    return variable == .x
      ? try l.a * l.hessianX.times(p.x) + l.b * l.B.times(p.y)
      : try l.b * l.B.transposedTimes(p.x) + l.c * l.hessianY.times(p.y)
  }

  /// D²_rc ℓ · v: a (A + Aᵀ), b B, b Bᵀ and c (C + Cᵀ), wherever the point is.
  public func hessianProduct(
    of loss: Player, rows: Player, columns: Player, times v: V, at p: Players<V>
  ) throws -> V {
    let l = self.loss(of: loss)
    switch (rows, columns) {
    case (.x, .x): return try l.a * l.hessianX.times(v)
    case (.x, .y): return try l.b * l.B.times(v)
    case (.y, .x): return try l.b * l.B.transposedTimes(v)
    case (.y, .y): return try l.c * l.hessianY.times(v)
    }
  }
}

extension Matrix {
  /// A + Aᵀ.
  var symmetricSum: Matrix {
    var result = self
    for i in 0..<rows { for j in 0..<columns { result[i, j] = self[i, j] + self[j, i] } }
    return result
  }
}
