import ComplexModule
import GameDynamics
import GSLNumerics
import KrylovEigenvalues
import RealModule

/// Some eigenvalues at one end of the spectrum of a real matrix that is known by its products, by ARPACK; of a matrix of at
/// most `denseLimit` rows all of them, by GSL, with the wanted end first.
public struct LeadingSpectrum: Sendable {
  /// The eigenvalues, the wanted end first.
  public let eigenvalues: [Complex<Double>]
  /// ‖A z - λ z‖ of each, computed from A; of a dense matrix the bound n ε ‖A‖ for all.
  public let residuals: [Double]
  /// Products with the matrix that were spent.
  public let products: Int
  /// Whether all that were looked for were found.
  public let converged: Bool
  /// The sum of the real and the imaginary part of the first eigenvector, a start for the search in a matrix nearby; nil of
  /// a dense matrix.
  public let direction: [Double]?

  /// Up to how many rows a matrix is written out.
  public static let denseLimit = 24

  /// The end of the spectrum that `search` looks for, of the n x n matrix whose products are `apply`.
  ///
  /// Throws `ARPACKError`, and what `apply` throws.
  public init(
    dimension n: Int, _ search: LeadingEigenvalues, from start: [Double]? = nil, _ apply: ([Double]) throws -> [Double]
  ) throws {
    guard n > Self.denseLimit else {
      self = try Self.dense(n, search, apply)
      return
    }
    let found = try search.find(dimension: n, from: start, apply)
    eigenvalues = found.values
    residuals = found.pairs.map(\.residual)
    products = found.products
    converged = found.converged
    direction = found.pairs.first.map { zip($0.real, $0.imaginary).map { $0 + $1 } }
  }

  private init(eigenvalues: [Complex<Double>], residual: Double, products: Int) {
    self.eigenvalues = eigenvalues
    residuals = eigenvalues.map { _ in residual }
    self.products = products
    converged = true
    direction = nil
  }

  private static func dense(
    _ n: Int, _ search: LeadingEigenvalues, _ apply: ([Double]) throws -> [Double]
  ) throws -> Self {
    var matrix = Matrix(rows: n, columns: n)
    for j in 0..<n {
      let column = try apply((0..<n).map { $0 == j ? 1 : 0 })
      guard column.allSatisfy(\.isFinite) else { throw ARPACKError.notFinite }
      for i in 0..<n { matrix[i, j] = column[i] }
    }
    func key(_ z: Complex<Double>) -> Double {
      switch search.end {
      case .largestModulus: -z.length
      case .largestRealPart: -z.real
      case .smallestRealPart: z.real
      case .largestImaginaryPart: -abs(z.imaginary)
      }
    }
    let size = matrix.entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return Self(
      eigenvalues: try matrix.eigenvalues().sorted { key($0) < key($1) }, residual: Double(n) * .ulpOfOne * size,
      products: n)
  }

  /// The largest modulus of the eigenvalues found: the spectral radius, where the search was for it.
  public var radius: Double { eigenvalues.reduce(0) { max($0, $1.length) } }
  /// The largest residual.
  public var residual: Double { residuals.max() ?? 0 }
}
