import GameDynamics

/// Covariance estimation: a linear generator z ↦ V z is to match the covariance Σ that a quadratic discriminator
/// p ↦ pᵀW p measures. V and W are d x d, row by row.
///
///     min_V max_W  ⟨W, Σ - VVᵀ⟩            x = V, y = W
///
/// ∂f/∂V = -(W + Wᵀ)V, ∂f/∂W = Σ - VVᵀ; D²_VV f·U = -(W + Wᵀ)U, D²_VW f·Z = -(Z + Zᵀ)V,
/// D²_WV f·U = -(UVᵀ + VUᵀ), D²_WW f = 0. Equilibria: VVᵀ = Σ with W antisymmetric; none is isolated, because VQ is as
/// good as V for every orthogonal Q. Cost: three products of d x d matrices.
///
/// Source: F. Schäfer and A. Anandkumar, "Competitive gradient descent", 2019, arXiv:1905.12103, section 4.
public struct CovarianceGame<F: Field>: BlockwiseGame {
  /// Both players' parameters are lists of numbers.
  public typealias V = DenseVector<F>
  /// Σ.
  public let covariance: Matrix

  /// The game for this covariance; throws `VectorError` when it is not square.
  public init(covariance: Matrix) throws {
    guard covariance.rows == covariance.columns else {
      throw VectorError.wrongDimension(required: covariance.rows, given: covariance.columns)
    }
    self.covariance = covariance
  }

  /// True: y maximises what x minimises.
  @inlinable
  public var isZeroSum: Bool { true }
  @inlinable
  var d: Int { covariance.rows }

  @inlinable
  func check(_ v: V) throws {
    guard v.dimension == d * d else { throw VectorError.wrongDimension(required: d * d, given: v.dimension) }
  }

  /// A B for square matrices in rows: row after row is added up, which the compiler turns into vectors' instructions.
  @inlinable
  func product(_ a: [F], _ b: [F]) -> V {
    let d = d
    var result = Array(repeating: F(0), count: d * d)
    result.withUnsafeMutableBufferPointer { result in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for i in 0..<d {
            for k in 0..<d {
              let entry = a[i * d + k]
              for j in 0..<d { result[i * d + j] = result[i * d + j] + entry * b[k * d + j] }
            }
          }
        }
      }
    }
    return V(result)
  }

  /// s (A + Aᵀ) B for square matrices in rows.
  @inlinable
  func symmetrized(_ a: V, times b: V, scale s: F) -> V {
    var sum = a.elements
    for i in 0..<d { for k in 0..<d { sum[i * d + k] = s * (a[i * d + k] + a[k * d + i]) } }
    return product(sum, b.elements)
  }

  /// A Bᵀ for square matrices in rows.
  @inlinable
  func productWithTransposed(_ a: V, _ b: V) -> V {
    var transposed = b.elements
    for i in 0..<d { for k in 0..<d { transposed[k * d + i] = b[i * d + k] } }
    return product(a.elements, transposed)
  }

  /// Σ - VVᵀ = ∂f/∂W.
  @inlinable
  func defect(_ v: V) -> V {
    var result = productWithTransposed(v, v)
    for i in 0..<(d * d) { result[i] = F(covariance.entries[i]) - result[i] }
    return result
  }

  /// How far a point is from the equilibria, √(‖VVᵀ - Σ‖² + ‖½(W + Wᵀ)‖²) in Frobenius' norm: what the paper plots.
  @inlinable
  public func error(at p: Players<V>) throws -> F {
    try check(p.x)
    try check(p.y)
    var symmetric = p.y
    for i in 0..<d { for j in 0..<d { symmetric[i * d + j] = F(0.5) * (p.y[i * d + j] + p.y[j * d + i]) } }
    return try symmetric.squaredNorm(plus: defect(p.x).squaredNorm()).squareRoot()
  }

  /// (⟨W, Σ - VVᵀ⟩, its negative).
  @inlinable
  public func losses(at p: Players<V>) throws -> Players<F> {
    try check(p.x)
    return .zeroSum(try p.y.dot(defect(p.x)))
  }

  /// ∂f/∂V = -(W + Wᵀ)V, ∂g/∂W = VVᵀ - Σ; ∂f is -∂g, so one formula serves both losses.
  @inlinable
  public func gradient(of loss: Player, in variable: Player, at p: Players<V>) throws -> V {
    try check(p.x)
    try check(p.y)
    let own = variable == .x ? symmetrized(p.y, times: p.x, scale: F(-1)) : F(-1) * defect(p.x)
    return loss == variable ? own : F(-1) * own
  }

  /// See the type; negated for g.
  @inlinable
  public func hessianProduct(
    of loss: Player, rows: Player, columns: Player, times v: V, at p: Players<V>
  ) throws -> V {
    try check(v)
    let scale = F(loss == .x ? -1 : 1)
    switch (rows, columns) {
    case (.x, .x): return symmetrized(p.y, times: v, scale: scale)
    case (.x, .y): return symmetrized(v, times: p.x, scale: scale)
    case (.y, .x): return try scale * (productWithTransposed(v, p.x) + productWithTransposed(p.x, v))
    case (.y, .y): return v.zero
    }
  }
}

/// The catalogue's entry for `CovarianceGame`, with Σ = UUᵀ for a seeded normal U. The CGD paper has d = 20, 40, 60.
public struct CovarianceGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card: GameCard
  /// Σ.
  public let covariance: Matrix

  /// The game in d dimensions, so with d² numbers a player; starts at V = U + uniform(-1/2, 1/2), W = AAᵀ with A
  /// uniform in (-1/2, 1/2), as the paper's experiment does.
  public init(dimension d: Int = 2, seed: UInt64 = 1) {
    let d = max(1, d)
    var numbers = SeededNumbers(seed: seed)
    func outer(_ a: [Double]) -> [Double] {
      (0..<(d * d)).map { ij in (0..<d).reduce(0) { $0 + a[ij / d * d + $1] * a[ij % d * d + $1] } }
    }
    let factor = numbers.normals(d * d)
    var covariance = Matrix(rows: d, columns: d)
    covariance.entries = outer(factor)
    self.covariance = covariance
    let start = Players(
      x: factor.map { $0 + numbers.uniform() - 0.5 },
      y: outer((0..<(d * d)).map { _ in numbers.uniform() - 0.5 }))
    card = GameCard(
      name: "covariance",
      title: "covariance estimation in \(d) dimensions",
      formula: "min_V max_W ⟨W, Σ - VVᵀ⟩",
      source: "Schäfer and Anandkumar, Competitive gradient descent, 2019, arXiv:1905.12103, section 4",
      parameters: [],
      standardStart: start,
      isZeroSum: true)
  }

  /// Empty: no equilibrium is isolated.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [] }

  /// Hands `CovarianceGame` with the parameters `p` to `next`.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(CovarianceGame(covariance: covariance))
  }
}
