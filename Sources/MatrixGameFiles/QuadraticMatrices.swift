import GameDynamics

/// The matrices of a quadratic game: A, B, C of f, and of g where the game is general-sum.
struct QuadraticMatrices {
  let f: (A: Matrix, B: Matrix, C: Matrix)
  let g: (A: Matrix, B: Matrix, C: Matrix)?

  /// Checks the shapes; throws `MatrixGameError`.
  init(_ document: MatrixGameDocument) throws {
    guard let shape = document.matrices["B"] else {
      throw MatrixGameError.invalid(
        key: "B", line: document.lines["B"] ?? 0,
        required: "to be there: a matrix with a row for each number of x and a column for each of y", given: "no B")
    }
    let (m, n) = (shape.rows, shape.columns)
    func matrix(_ key: String, _ rows: Int, _ columns: Int) throws -> Matrix {
      guard let given = document.matrices[key] else { return Matrix(rows: rows, columns: columns) }
      guard given.rows == rows, given.columns == columns else {
        throw MatrixGameError.invalid(
          key: key, line: document.lines[key] ?? 0, required: "\(rows) x \(columns) numbers (B is \(m) x \(n))",
          given: "\(given.rows) x \(given.columns)")
      }
      return given
    }
    f = (try matrix("A", m, m), shape, try matrix("C", n, n))
    let isGeneralSum = document.matrices.keys.contains { $0.hasSuffix("'") }
    g = isGeneralSum ? (try matrix("A'", m, m), try matrix("B'", m, n), try matrix("C'", n, n)) : nil
  }

  /// The origin, where the Jacobian [[A + Aᵀ, B], [B′ᵀ, C′ + C′ᵀ]] is regular (B′ = -B, C′ = -C in a zero-sum game).
  var equilibria: [Players<[Double]>] {
    let (m, n) = (f.B.rows, f.B.columns)
    let sign = g == nil ? -1.0 : 1.0
    let (ownB, ownC) = g.map { ($0.B, $0.C) } ?? (f.B, f.C)
    var jacobian = Matrix(rows: m + n, columns: m + n)
    for i in 0..<m {
      for j in 0..<m { jacobian[i, j] = f.A[i, j] + f.A[j, i] }
      for j in 0..<n {
        jacobian[i, m + j] = f.B[i, j]
        jacobian[m + j, i] = sign * ownB[i, j]
      }
    }
    for i in 0..<n { for j in 0..<n { jacobian[m + i, m + j] = sign * (ownC[i, j] + ownC[j, i]) } }
    guard let origin = jacobian.solution(of: Array(repeating: 0, count: m + n)) else { return [] }
    return [Players(x: Array(origin.prefix(m)), y: Array(origin.dropFirst(m)))]
  }
}

extension Matrix {
  /// The solution of a square system by Gaussian elimination with row pivoting; nil when it meets a pivot below 1e-12 of
  /// the largest entry.
  func solution(of rightHandSide: [Double]) -> [Double]? {
    var a = self
    var b = rightHandSide
    let scale = entries.reduce(0) { max($0, abs($1)) }
    for k in 0..<rows {
      let pivot = (k..<rows).max { abs(a[$0, k]) < abs(a[$1, k]) } ?? k
      guard abs(a[pivot, k]) > 1e-12 * scale else { return nil }
      if pivot != k {
        for j in 0..<columns { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
        b.swapAt(k, pivot)
      }
      for i in (k + 1)..<max(rows, k + 1) {
        let factor = a[i, k] / a[k, k]
        if factor != 0 {
          for j in k..<columns { a[i, j] -= factor * a[k, j] }
          b[i] -= factor * b[k]
        }
      }
    }
    for k in stride(from: rows - 1, through: 0, by: -1) {
      for j in (k + 1)..<max(columns, k + 1) { b[k] -= a[k, j] * b[j] }
      b[k] /= a[k, k]
    }
    return b
  }
}
