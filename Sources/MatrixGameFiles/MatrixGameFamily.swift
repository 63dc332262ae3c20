import GameDynamics
import SmallGames

/// A quadratic game whose matrices a user has written in a YAML file:
///
///     f = xᵀA x + xᵀB y + yᵀC y,   g = -f, or xᵀA′x + xᵀB′y + yᵀC′y where any of A', B', C' is given
///
/// B is required and says how many numbers each player has; a matrix that is left out is zero. Any text can be given:
/// what is wrong with it is a `MatrixGameError` that names the key, what was required and what was given.
public struct MatrixGameFamily: GameFamily {
  /// Name and the matrices' shapes.
  public let card: GameCard
  /// A, B, C of f, and of g where the game is general-sum.
  private let f: (A: Matrix, B: Matrix, C: Matrix)
  private let g: (A: Matrix, B: Matrix, C: Matrix)?

  /// The game written in this YAML text.
  public init(yaml: String) throws {
    let document = try MatrixGameDocument(yaml: yaml)
    guard let shape = document.matrices["B"] else {
      throw MatrixGameError.invalid(
        key: "B", line: 0, required: "to be there: a matrix with a row for each number of x and a column for each of y",
        given: "no B")
    }
    let (m, n) = (shape.rows, shape.columns)
    func matrix(_ key: String, _ rows: Int, _ columns: Int) throws -> Matrix {
      guard let given = document.matrices[key] else { return Matrix(rows: rows, columns: columns) }
      guard given.rows == rows, given.columns == columns else {
        throw MatrixGameError.invalid(
          key: key, line: 0, required: "\(rows) x \(columns) numbers (B is \(m) x \(n))",
          given: "\(given.rows) x \(given.columns)")
      }
      return given
    }
    f = (try matrix("A", m, m), shape, try matrix("C", n, n))
    let isGeneralSum = document.matrices.keys.contains { $0.hasSuffix("'") }
    g = isGeneralSum ? (try matrix("A'", m, m), try matrix("B'", m, n), try matrix("C'", n, n)) : nil
    let start = document.start ?? Players(x: Array(repeating: 1, count: m), y: Array(repeating: 1, count: n))
    for (key, given, required) in [("start.x", start.x.count, m), ("start.y", start.y.count, n)]
    where given != required {
      throw MatrixGameError.invalid(key: key, line: 0, required: "\(required) numbers", given: "\(given)")
    }
    card = GameCard(
      name: "matrix",
      title: document.title ?? "quadratic game in \(m) + \(n) dimensions",
      formula: isGeneralSum
        ? "min_x xᵀA x + xᵀB y + yᵀC y, min_y xᵀA′x + xᵀB′y + yᵀC′y" : "min_x max_y xᵀA x + xᵀB y + yᵀC y",
      source: "matrices given by the user", parameters: [], standardStart: start, isZeroSum: !isGeneralSum,
      isQuadratic: true)
  }

  /// The origin, where the Jacobian [[A + Aᵀ, B], [B′ᵀ, C′ + C′ᵀ]] is regular (B′ = -B, C′ = -C in a zero-sum game).
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
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
    guard jacobian.isRegular else { return [] }
    return [Players(x: Array(repeating: 0, count: m), y: Array(repeating: 0, count: n))]
  }

  /// See the protocol.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    let lossF = try MatrixQuadraticGame<C.Scalar>.Loss(A: f.A, B: f.B, C: f.C)
    guard let g else { return try next(MatrixQuadraticGame(zeroSum: lossF)) }
    return try next(MatrixQuadraticGame(f: lossF, g: .init(A: g.A, B: g.B, C: g.C)))
  }
}

extension Matrix {
  /// Whether Gaussian elimination with row pivoting meets no pivot below 1e-12 of the largest entry.
  fileprivate var isRegular: Bool {
    var a = self
    let scale = entries.reduce(0) { max($0, abs($1)) }
    for k in 0..<rows {
      let pivot = (k..<rows).max { abs(a[$0, k]) < abs(a[$1, k]) } ?? k
      guard abs(a[pivot, k]) > 1e-12 * scale else { return false }
      if pivot != k { for j in 0..<columns { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) } }
      for i in (k + 1)..<max(rows, k + 1) {
        let factor = a[i, k] / a[k, k]
        if factor != 0 { for j in k..<columns { a[i, j] -= factor * a[k, j] } }
      }
    }
    return true
  }
}
