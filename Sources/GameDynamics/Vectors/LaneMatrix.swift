import CLaneMath

/// 32 square matrices side by side, one a lane: the Jacobians at neighbouring nodes of a map.
public struct LaneMatrix: Sendable {
  /// The number of rows, and of columns.
  public let order: Int
  /// Entry (i, j) of all of them stands at `i * order + j`.
  private let entries: [CalledLanes]

  /// The matrices with these entries, row by row. Throws `VectorError.wrongDimension` unless there are `order`² of them.
  public init(order: Int, entries: [CalledLanes]) throws {
    guard entries.count == order * order else {
      throw VectorError.wrongDimension(required: order * order, given: entries.count)
    }
    self.order = order
    self.entries = entries
  }

  /// Entry (i, j) of all of them; 0 ≤ i, j < `order`.
  public subscript(i: Int, j: Int) -> Lanes { entries[i * order + j].lanes }

  /// One lane's matrix.
  public subscript(lane lane: Int) -> Matrix {
    var matrix = Matrix(rows: order, columns: order)
    for (e, entry) in entries.enumerated() { matrix.entries[e] = entry[lane: lane] }
    return matrix
  }

  /// Each matrix' ‖A‖² = Σ a_ij².
  public var squaredFrobeniusNorm: Lanes { entries.reduce(Lanes(0)) { $0 + $1.lanes * $1.lanes } }

  /// The eigenvalues of all of them.
  ///
  /// By balancing, Householder's reduction to Hessenberg form and Francis's double-shift QR steps, on all lanes at once. Each
  /// lane's numbers depend on its matrix alone, and are the same on every processor. They are those of a matrix that differs
  /// from the lane's by a small multiple of n ε ‖A‖, n the order and ε the rounding unit, as with LAPACK or GSL; their bits
  /// are not those of either.
  ///
  /// Cost: about 10 n³ operations a matrix, eight matrices an operation where the processor has registers of 512 bits: a
  /// tenth of LAPACK's time for n from 3 to 12.
  ///
  /// Sources: G. H. Golub and C. F. Van Loan, "Matrix Computations", 4th ed., 2013, algorithms 7.4.2 and 7.5.1;
  /// J. G. F. Francis, "The QR Transformation", The Computer Journal 4, 1961-62.
  public func eigenvalues() -> Eigenvalues {
    var work = entries
    let none = [CalledLanes](repeating: CalledLanes(0), count: order)
    var (real, imaginary) = (none, none)
    let failures = work.withUnsafeMutableBytes { work in
      real.withUnsafeMutableBytes { real in
        imaginary.withUnsafeMutableBytes { imaginary in
          func doubles(_ bytes: UnsafeMutableRawBufferPointer) -> UnsafeMutablePointer<Double>? {
            bytes.assumingMemoryBound(to: Double.self).baseAddress
          }
          return cl_eigenvalues(doubles(work), order, doubles(real), doubles(imaginary))
        }
      }
    }
    return Eigenvalues(real: real, imaginary: imaginary, failures: failures)
  }

  /// The eigenvalues of 32 matrices.
  public struct Eigenvalues: Sendable {
    /// The real and imaginary parts of the k-th of each, in no order but that conjugate pairs are neighbours.
    fileprivate let real: [CalledLanes], imaginary: [CalledLanes]
    fileprivate let failures: UInt32

    /// How many each matrix has.
    public var count: Int { real.count }
    /// The real parts of the k-th.
    public func real(_ k: Int) -> Lanes { real[k].lanes }
    /// The imaginary parts of the k-th.
    public func imaginary(_ k: Int) -> Lanes { imaginary[k].lanes }
    /// False where a lane's matrix is not finite, or its iteration did not converge: its numbers then mean nothing.
    public func areFound(inLane lane: Int) -> Bool { failures >> UInt32(lane) & 1 == 0 }
    /// True where no lane failed.
    public var areAllFound: Bool { failures == 0 }
  }
}
