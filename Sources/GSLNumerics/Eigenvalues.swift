import CGSL
import ComplexModule
import GameDynamics
import RealModule

extension Matrix {
  func checkSquareAndFinite(_ operation: String) throws {
    guard rows == columns else { throw MatrixError.notSquare(operation: operation, rows: rows, columns: columns) }
    if let bad = entries.firstIndex(where: { !$0.isFinite }) {
      throw MatrixError.notFinite(operation: operation, row: bad / columns, column: bad % columns)
    }
  }

  /// The eigenvalues, largest modulus first; those of equal modulus in the order of their real, then imaginary parts.
  ///
  /// By `gsl_eigen_nonsymm` (balanced, Francis's QR). Cost: about 10 n³ operations. Throws `MatrixError` for a matrix
  /// that is not square or not finite, `GSLError` when the iteration does not converge.
  public func eigenvalues() throws -> [Complex<Double>] {
    try checkSquareAndFinite("the eigenvalues")
    if rows == 0 { return [] }
    if rows == 1 { return [Complex(entries[0], 0)] }
    let work = try GSLError.allocated("the eigenvalues") { gsl_eigen_nonsymm_alloc(rows) }
    defer { gsl_eigen_nonsymm_free(work) }
    let values = try GSLError.allocated("the eigenvalues") { gsl_vector_complex_alloc(rows) }
    defer { gsl_vector_complex_free(values) }
    gsl_eigen_nonsymm_params(0, 1, work)
    var copy = entries
    try copy.withUnsafeMutableBufferPointer { buffer in
      var view = gsl_matrix_view_array(buffer.baseAddress, rows, columns)
      try GSLError.check("the eigenvalues") { gsl_eigen_nonsymm(&view.matrix, values, work) }
    }
    let result = (0..<rows).map { i in
      let value = gsl_vector_complex_get(values, i)
      return Complex(value.dat.0, value.dat.1)
    }
    return result.largestFirst()
  }

  /// The spectral radius: the largest modulus of an eigenvalue. An iteration with this Jacobian at a fixed point
  /// contracts (or expands) by it a step, asymptotically. Throws as `eigenvalues` does.
  public func spectralRadius() throws -> Double { try eigenvalues().first?.length ?? 0 }
}

extension [Complex<Double>] {
  /// In the order of `Matrix.eigenvalues`: the largest modulus first, equal ones by their real, then imaginary parts.
  package func largestFirst() -> Self {
    sorted { a, b in (-a.length, a.real, a.imaginary) < (-b.length, b.real, b.imaginary) }
  }
}
