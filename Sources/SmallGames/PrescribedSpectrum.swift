import GameDynamics

extension Matrix {
  /// The m x n matrix U diag(σ) Vᵀ with these singular values (and zeros to fill min(m, n)) and seeded orthogonal
  /// factors: no coordinate is a singular vector by accident. Throws `VectorError` when σ has more than min(m, n)
  /// values.
  ///
  /// The factors are the Gram-Schmidt bases of seeded normal matrices, so they are uniform (Haar) over the orthogonal
  /// ones. Singular values come out to about 1e-15 of the largest.
  ///
  /// Source: F. Mezzadri, "How to generate random matrices from the classical compact groups", 2007,
  /// arXiv:math-ph/0609050.
  public init(singularValues: [Double], rows m: Int, columns n: Int, seed: UInt64) throws {
    guard singularValues.count <= min(m, n) else {
      throw VectorError.wrongDimension(required: min(m, n), given: singularValues.count)
    }
    var numbers = SeededNumbers(seed: seed)
    let left = Self.orthonormalVectors(singularValues.count, dimension: m, from: &numbers)
    let right = Self.orthonormalVectors(singularValues.count, dimension: n, from: &numbers)
    self.init(rows: m, columns: n)
    for (k, value) in singularValues.enumerated() {
      for i in 0..<m { for j in 0..<n { self[i, j] += value * left[k][i] * right[k][j] } }
    }
  }

  /// The first `count` vectors of a seeded orthonormal basis.
  private static func orthonormalVectors(
    _ count: Int, dimension: Int, from numbers: inout SeededNumbers
  ) -> [[Double]] {
    var basis: [[Double]] = []
    while basis.count < count {
      var v = numbers.normals(dimension)
      // Twice is enough for orthogonality to rounding.
      for _ in 0..<2 {
        for u in basis {
          let overlap = zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }
          for i in v.indices { v[i] -= overlap * u[i] }
        }
      }
      let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if norm > 1e-6 { basis.append(v.map { $0 / norm }) }
    }
    return basis
  }
}
