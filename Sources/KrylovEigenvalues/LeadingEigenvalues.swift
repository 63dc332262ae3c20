import CARPACK
import ComplexModule
import RealModule
import Synchronization

/// A few eigenvalues of a real matrix that is known by its products alone, by ARPACK's implicitly restarted Arnoldi method
/// (`dnaupd`, `dneupd`), each with a residual that is computed here and not ARPACK's estimate.
///
/// For an eigenpair λ, z (‖z‖ = 1) the residual is ‖A z - λ z‖: z is an exact eigenvector of a matrix that differs from A by
/// no more. How far λ itself is from an eigenvalue of A depends on the matrix: for one that is far from normal, and at a
/// cluster, by much more.
///
/// Cost: about `basis` products before the first restart, `basis - count` for each of the others, one more for each
/// eigenvalue's residual; memory `basis` + 4 vectors.
///
/// One search at a time runs in a process, since ARPACK keeps its place between calls in variables of its own: searches on
/// several threads wait for each other, and a product must not start one.
///
/// Source: R. B. Lehoucq, D. C. Sorensen and C. Yang, "ARPACK Users' Guide", SIAM, 1998.
public struct LeadingEigenvalues: Sendable {
  /// Which end of the spectrum is looked for.
  public enum End: String, Sendable, CaseIterable {
    /// The largest moduli: of an iteration, what decides on its rate.
    case largestModulus = "LM"
    /// The largest real parts.
    case largestRealPart = "LR"
    /// The smallest (most negative) real parts: of a gradient field, the directions along which its flow leaves.
    case smallestRealPart = "SR"
    /// The largest imaginary parts, by size: the fastest rotations.
    case largestImaginaryPart = "LI"
  }

  /// How many are looked for; a conjugate pair at the end of them is kept whole, so there may be one more.
  public var count: Int
  /// Which.
  public var end: End
  /// ARPACK's criterion: an estimate of ‖A z - λ z‖ of at most tolerance · |λ|. 0 is the rounding unit.
  public var tolerance: Double
  /// How many Arnoldi vectors are kept; nil for 2 · count + 12.
  public var basis: Int?
  /// At most this many restarts.
  public var restarts: Int

  /// A search; see the properties.
  public init(
    _ count: Int = 12, _ end: End = .largestModulus, tolerance: Double = 1e-8, basis: Int? = nil, restarts: Int = 300
  ) {
    self.count = count
    self.end = end
    self.tolerance = tolerance
    self.basis = basis
    self.restarts = restarts
  }

  /// An eigenvalue, a unit eigenvector, and how well they fit.
  public struct Pair: Sendable {
    /// λ.
    public let value: Complex<Double>
    /// Real and imaginary parts of z, ‖z‖ = 1.
    public let real: [Double], imaginary: [Double]
    /// ‖A z - λ z‖.
    public let residual: Double
  }

  /// What a search found.
  public struct Found: Sendable {
    /// The pairs, the wanted end first.
    public let pairs: [Pair]
    /// Products with A that were spent.
    public let products: Int
    /// Whether all that were looked for met the criterion; else only some did, or (where ARPACK had none) the best guesses.
    public let converged: Bool

    /// The eigenvalues alone.
    public var values: [Complex<Double>] { pairs.map(\.value) }
    /// The largest residual.
    public var residual: Double { pairs.reduce(0) { max($0, $1.residual) } }
    /// The largest modulus of the eigenvalues found.
    public var radius: Double { pairs.reduce(0) { max($0, $1.value.length) } }
  }

  /// The state that ARPACK keeps in variables of its own.
  private static let arpack = Mutex(())

  /// Looks for eigenvalues of the n x n matrix whose product with a vector is `apply`.
  ///
  /// - `dimension`: n, at least 3 (ARPACK's bound); `count` is lowered to n - 2 where it is more.
  /// - `start`: where the Krylov space starts, such as an eigenvector of a matrix nearby; nil takes a fixed vector without
  ///   symmetry. The same start gives the same numbers.
  ///
  /// Throws `ARPACKError`, and what `apply` throws.
  public func find(
    dimension n: Int, from start: [Double]? = nil, _ apply: ([Double]) throws -> [Double]
  ) throws -> Found {
    guard n >= 3 else { throw ARPACKError.tooSmall(dimension: n) }
    if let start, start.count != n { throw ARPACKError.wrongLength(required: n, given: start.count) }
    return try Self.arpack.withLock { _ in
      var search = ArnoldiSearch(
        dimension: n, count: min(max(1, count), n - 2), basis: basis, end: end, tolerance: tolerance,
        restarts: restarts,
        start: start)
      try search.iterate(apply)
      return try search.found(apply)
    }
  }
}

/// Why there are no eigenvalues.
public enum ARPACKError: Error, CustomStringConvertible, Equatable {
  /// ARPACK needs n - 2 of at least one.
  case tooSmall(dimension: Int)
  /// A vector of another length than the matrix has rows.
  case wrongLength(required: Int, given: Int)
  /// A product is not finite.
  case notFinite
  /// No eigenvalue met the criterion.
  case noneConverged(restarts: Int)
  /// ARPACK reports something else.
  case failed(routine: String, info: Int)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .tooSmall(let dimension):
      return "ARPACK requires a matrix of at least 3 rows, \(dimension) was given; take its dense eigenvalues"
    case .wrongLength(let required, let given):
      return "a vector of \(required) numbers was required, \(given) given"
    case .notFinite:
      return "eigenvalues require finite products with the matrix, and one is not; the point may have overflowed, or "
        + "the step has no derivative there"
    case .noneConverged(let restarts):
      return "no eigenvalue converged within \(restarts) restarts of ARPACK; allow more, a larger basis, or a coarser "
        + "tolerance"
    case .failed(let routine, let info):
      return "ARPACK's \(routine) reports \(info); see the ARPACK Users' Guide"
    }
  }
}
