import CGSL
import GameDynamics

extension Matrix {
  /// The inverse, by LU decomposition with partial pivoting (`gsl_linalg_LU_decomp`, `gsl_linalg_LU_invert`).
  ///
  /// Cost: 2n³ operations. Throws `MatrixError` for a matrix that is not square, not finite, or exactly singular; near
  /// singularity the result is as bad as the condition number says, so callers check the residual.
  public func inverse() throws -> Matrix {
    let operation = "the inverse"
    try checkSquareAndFinite(operation)
    if rows == 0 { return self }
    let permutation = try GSLError.allocated(operation) { gsl_permutation_alloc(rows) }
    defer { gsl_permutation_free(permutation) }
    var factors = entries
    var result = Matrix(rows: rows, columns: columns)
    try factors.withUnsafeMutableBufferPointer { factors in
      try result.entries.withUnsafeMutableBufferPointer { inverse in
        var lu = gsl_matrix_view_array(factors.baseAddress, rows, columns)
        var target = gsl_matrix_view_array(inverse.baseAddress, rows, columns)
        var sign: Int32 = 0
        try GSLError.check(operation) { gsl_linalg_LU_decomp(&lu.matrix, permutation, &sign) }
        for i in 0..<rows where factors[i * columns + i] == 0 { throw MatrixError.singular(operation: operation) }
        try GSLError.check(operation) { gsl_linalg_LU_invert(&lu.matrix, permutation, &target.matrix) }
      }
    }
    if !result.entries.allSatisfy(\.isFinite) { throw MatrixError.singular(operation: operation) }
    return result
  }
}
