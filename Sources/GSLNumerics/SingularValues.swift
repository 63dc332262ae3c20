import CGSL
import GameDynamics

/// The singular value decomposition A = U diag(σ) Vᵀ of a square matrix.
public struct SingularValues: Sendable {
  /// The singular values, largest first.
  public let values: [Double]
  /// The columns of V, one for each singular value: an orthonormal basis; A maps the k-th to σ_k times the k-th of `left`.
  public let right: [[Double]]
  /// The columns of U.
  public let left: [[Double]]

  /// The decomposition of a square matrix, by one-sided Jacobi rotations (`gsl_linalg_SV_decomp_jacobi`), which finds small
  /// singular values to relative precision. Cost: about 20 n³ operations.
  ///
  /// Throws `MatrixError` for a matrix that is not square or not finite, and `GSLError`.
  public init(of matrix: Matrix) throws {
    let operation = "the singular values"
    try matrix.checkSquareAndFinite(operation)
    let n = matrix.rows
    if n == 0 {
      (values, right, left) = ([], [], [])
      return
    }
    var u = matrix.entries
    var v = Matrix(rows: n, columns: n).entries
    var s = [Double](repeating: 0, count: n)
    try u.withUnsafeMutableBufferPointer { u in
      try v.withUnsafeMutableBufferPointer { v in
        try s.withUnsafeMutableBufferPointer { s in
          var viewU = gsl_matrix_view_array(u.baseAddress, n, n)
          var viewV = gsl_matrix_view_array(v.baseAddress, n, n)
          var viewS = gsl_vector_view_array(s.baseAddress, n)
          try GSLError.check(operation) { gsl_linalg_SV_decomp_jacobi(&viewU.matrix, &viewV.matrix, &viewS.vector) }
        }
      }
    }
    values = s
    right = (0..<n).map { k in (0..<n).map { v[$0 * n + k] } }
    left = (0..<n).map { k in (0..<n).map { u[$0 * n + k] } }
  }

  /// The shortest x that brings A x as near to b as it comes, singular values at most `relative` times the largest taken
  /// for zero: A⁺ b.
  public func leastSquares(_ b: [Double], relative: Double = 1e-12) -> [Double] {
    var x = [Double](repeating: 0, count: b.count)
    for (k, value) in values.enumerated() where value > relative * (values.first ?? 0) {
      let share = zip(left[k], b).reduce(0) { $0 + $1.0 * $1.1 } / value
      for i in x.indices { x[i] += share * right[k][i] }
    }
    return x
  }
}
