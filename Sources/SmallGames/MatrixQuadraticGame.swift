import GameDynamics

/// The quadratic game of vectors, zero-sum or general-sum:
///
///     f = a xᵀA x + b xᵀB y + c yᵀC y        x ∈ ℝᵐ, y ∈ ℝⁿ, A m x m, B m x n, C n x n
///     g likewise with its own coefficients and matrices; zero-sum: g = -f
///
/// ∂f/∂x = a (A + Aᵀ)x + b By, ∂g/∂y = b′ B′ᵀx + c′ (C′ + C′ᵀ)y; D²_xx f = a (A + Aᵀ), D²_xy f = b B,
/// D²_yy g = c′ (C′ + C′ᵀ). The bilinear game is the one with a = c = 0. Cost of a product: the entries of the matrix that
/// are not zero.
public struct MatrixQuadraticGame<F: Field>: BlockwiseGame {
  /// Both players' parameters are lists of numbers.
  public typealias V = DenseVector<F>

  /// One player's loss. The matrices are constants; the three coefficients may differ from lane to lane of a map.
  public struct Loss: Sendable {
    /// The coefficients of xᵀA x, xᵀB y and yᵀC y.
    public var a: F, b: F, c: F
    /// m x m, m x n and n x n.
    public let A: Matrix, B: Matrix, C: Matrix
    /// A + Aᵀ, B, Bᵀ, C + Cᵀ: where the entries are not zero.
    @usableFromInline let xx: SparseMatrix, xy: SparseMatrix, yx: SparseMatrix, yy: SparseMatrix

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
      xx = SparseMatrix(A.symmetricSum)
      xy = SparseMatrix(B)
      yx = SparseMatrix(B.transposed)
      yy = SparseMatrix(C.symmetricSum)
    }

    /// Adds s ∂ℓ/∂(variable).
    @inlinable
    func addSlopes(
      of variable: Player, times s: F, at x: UnsafePointer<F>, _ y: UnsafePointer<F>, to r: UnsafeMutablePointer<F>
    ) {
      if variable == .x {
        F.Lists.addMultiplesOfProducts(r, s, a, xx, x, b, xy, y)
      } else {
        F.Lists.addMultiplesOfProducts(r, s, b, yx, x, c, yy, y)
      }
    }

    /// Adds D²_rc ℓ · v.
    @inlinable
    func addProduct(rows: Player, columns: Player, times v: V, to result: inout V) throws {
      switch (rows, columns) {
      case (.x, .x): try xx.addProduct(with: v, times: a, to: &result)
      case (.x, .y): try xy.addProduct(with: v, times: b, to: &result)
      case (.y, .x): try yx.addProduct(with: v, times: b, to: &result)
      case (.y, .y): try yy.addProduct(with: v, times: c, to: &result)
      }
    }
  }

  /// What a game is, in one place: games are handed from hand to hand, and a local model keeps its own.
  @usableFromInline
  final class Losses: Sendable {
    @usableFromInline let f: Loss, g: Loss

    init(f: Loss, g: Loss) {
      self.f = f
      self.g = g
    }
  }

  @usableFromInline let both: Losses
  /// True when the game was made with one loss.
  public let isZeroSum: Bool

  /// f.
  public var f: Loss { both.f }
  /// g.
  public var g: Loss { both.g }

  /// The zero-sum game of f and -f.
  public init(zeroSum f: Loss) {
    var opposite = f
    opposite.a = -f.a
    opposite.b = -f.b
    opposite.c = -f.c
    both = Losses(f: f, g: opposite)
    isZeroSum = true
  }

  /// The general-sum game; throws `VectorError` when the shapes do not fit.
  public init(f: Loss, g: Loss) throws {
    for (given, required) in [(g.A.rows, f.A.rows), (g.C.rows, f.C.rows)] where given != required {
      throw VectorError.wrongDimension(required: required, given: given)
    }
    both = Losses(f: f, g: g)
    isZeroSum = false
  }

  /// The bilinear game b xᵀB y.
  public init(b: F = F(1), bilinear B: Matrix) throws {
    try self.init(
      zeroSum: Loss(
        A: Matrix(rows: B.rows, columns: B.rows), b: b, B: B, C: Matrix(rows: B.columns, columns: B.columns)))
  }

  /// (f, g).
  public func losses(at p: Players<V>) throws -> Players<F> {
    func value(_ l: Loss) throws -> F {
      try l.a * p.x.dot(l.A.times(p.x)) + l.b * p.x.dot(l.B.times(p.y)) + l.c * p.y.dot(l.C.times(p.y))
    }
    return Players(x: try value(f), y: try value(g))
  }

  /// ∂ℓ/∂x = a (A + Aᵀ)x + b By, ∂ℓ/∂y = b Bᵀx + c (C + Cᵀ)y.
  @inlinable
  public func gradient(of loss: Player, in variable: Player, at p: Players<V>) throws -> V {
    var result = try product(of: loss, rows: variable, columns: .x, times: p.x)
    try addProduct(of: loss, rows: variable, columns: .y, times: p.y, to: &result)
    return result
  }

  /// Without memory for the gradients, where a point's two lists fit on the stack.
  @inlinable
  public func addGradients(times s: Players<F>, to p: inout Players<V>) throws {
    let (m, n) = (both.f.xy.rows, both.f.xy.columns)
    guard p.x.dimension == m, p.y.dimension == n, max(m, n) * MemoryLayout<F>.stride <= Self.roomOnStack else {
      return try p.add(gradients(at: p), times: s)
    }
    withUnsafeTemporaryAllocation(of: F.self, capacity: m) { memory in
      guard let x = memory.baseAddress else { return }
      x.initialize(from: p.x.elements, count: m)
      both.f.addSlopes(of: .x, times: s.x, at: x, p.y.elements, to: &p.x.elements)
      // y's own row sees y itself where it has curvature alone.
      if both.g.yy.isZero {
        both.g.addSlopes(of: .y, times: s.y, at: x, x, to: &p.y.elements)
      } else {
        withUnsafeTemporaryAllocation(of: F.self, capacity: n) { memory in
          guard let y = memory.baseAddress else { return }
          y.initialize(from: p.y.elements, count: n)
          both.g.addSlopes(of: .y, times: s.y, at: x, y, to: &p.y.elements)
          y.deinitialize(count: n)
        }
      }
      x.deinitialize(count: m)
    }
  }

  /// Of larger blocks the standard library asks the system about the stack, which takes longer than to allocate.
  @inlinable
  static var roomOnStack: Int { 1024 }

  /// D²_rc ℓ · v: a (A + Aᵀ), b B, b Bᵀ and c (C + Cᵀ), wherever the point is.
  @inlinable
  public func hessianProduct(
    of loss: Player, rows: Player, columns: Player, times v: V, at p: Players<V>
  ) throws -> V {
    try product(of: loss, rows: rows, columns: columns, times: v)
  }

  @inlinable
  func product(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
    let count = rows == .x ? both.f.xy.rows : both.f.xy.columns
    var result = V([F](repeating: F(0), count: count))
    try addProduct(of: loss, rows: rows, columns: columns, times: v, to: &result)
    return result
  }

  @inlinable
  func addProduct(of loss: Player, rows: Player, columns: Player, times v: V, to result: inout V) throws {
    if loss == .x {
      try both.f.addProduct(rows: rows, columns: columns, times: v, to: &result)
    } else {
      try both.g.addProduct(rows: rows, columns: columns, times: v, to: &result)
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
