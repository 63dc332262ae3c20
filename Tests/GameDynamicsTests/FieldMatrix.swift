import GameDynamics
import TestSupport

/// A square matrix over any field, so that each lane, or each tangent, has its own operator; with a direct solve that
/// works on duals too, as the reference for solvers.
struct FieldMatrix<F: TestField>: Sendable {
  var rows: [[F]]

  func times(_ v: DenseVector<F>) throws -> DenseVector<F> {
    DenseVector(try rows.map { try DenseVector($0).dot(v) })
  }

  /// Gaussian elimination without pivoting, which a positive definite matrix does not need. In dual arithmetic its
  /// result carries the exact derivative of A(t)⁻¹ b(t).
  func solved(_ b: DenseVector<F>) -> [F] {
    let n = rows.count
    var a = rows
    var x = b.elements
    for k in 0..<n {
      for i in (k + 1)..<max(n, k + 1) {
        let factor = a[i][k] / a[k][k]
        for j in k..<n { a[i][j] = a[i][j] - factor * a[k][j] }
        x[i] = x[i] - factor * x[k]
      }
    }
    for k in (0..<n).reversed() {
      for j in (k + 1)..<max(n, k + 1) { x[k] = x[k] - a[k][j] * x[j] }
      x[k] = x[k] / a[k][k]
    }
    return x
  }

  static func diagonal(_ d: [F]) -> Self {
    Self(rows: d.indices.map { i in d.indices.map { j in i == j ? d[i] : F(0) } })
  }

  /// M Mᵀ + I with M uniform: symmetric positive definite, tangents symmetric too.
  static func randomPositiveDefinite(_ n: Int, using random: inout SeededRandom) -> Self {
    let m = (0..<n).map { _ in DenseVector((0..<n).map { _ in F.random(-1...1, using: &random) }) }
    return Self(
      rows: (0..<n).map { i in
        (0..<n).map { j in
          zip(m[i].elements, m[j].elements).reduce(F(i == j ? 1 : 0)) { $0 + $1.0 * $1.1 }
        }
      })
  }
}

/// Counts the products that a solver asks for.
final class ProductCounter {
  var count = 0
  func counting<V>(_ apply: @escaping (V) throws -> V) -> (V) throws -> V {
    { v in
      self.count += 1
      return try apply(v)
    }
  }
}
