import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// The eigenvalues of an iteration's Jacobian, and on which side of the unit circle each lies as far as rounding can tell.
///
/// Of an n x n matrix the eigenvalues are computed as those of a matrix that differs from it by about n ε ‖A‖, ε the
/// rounding unit. That moves a simple eigenvalue by about as much, times ‖A‖ over the distance to the nearest other one, and
/// a double eigenvalue by the root: see `tolerances`. An eigenvalue within its tolerance of the circle is neutral: on the
/// circle, for all that is known.
public struct Spectrum: Sendable {
  /// The eigenvalues, largest modulus first.
  public let eigenvalues: [Complex<Double>]
  /// How far rounding may have moved each.
  public let tolerances: [Double]

  /// Where an eigenvalue lies.
  public enum Side: Int, Sendable {
    /// Its modulus is below 1: disturbances along it die.
    case inside
    /// Its modulus is 1 to rounding: the linear part does not decide.
    case on
    /// Its modulus is above 1: disturbances along it grow.
    case outside
  }

  /// How many eigenvalues lie on each side.
  public struct Count: Sendable, Equatable {
    /// Inside, on and outside the unit circle.
    public var inside: Int, on: Int, outside: Int

    /// Of the eigenvalues by where they are to the unit circle.
    public init(inside: Int = 0, on: Int = 0, outside: Int = 0) {
      self.inside = inside
      self.on = on
      self.outside = outside
    }
  }

  /// The spectrum of a matrix. Throws what `Matrix.eigenvalues` throws.
  public init(of matrix: Matrix) throws {
    self.init(try matrix.eigenvalues(), of: matrix)
  }

  /// The spectrum of a matrix whose eigenvalues are known, largest modulus first.
  init(_ eigenvalues: [Complex<Double>], of matrix: Matrix) {
    self.eigenvalues = eigenvalues
    // ‖A‖, by multiples of the largest entry, whose square may overflow.
    let greatest = matrix.entries.reduce(1) { max($0, abs($1)) }
    let size = max(1, greatest * matrix.entries.reduce(0) { $0 + ($1 / greatest) * ($1 / greatest) }.squareRoot())
    let unit = Double(max(1, eigenvalues.count)) * Double.ulpOfOne
    tolerances = eigenvalues.indices.map { k in
      let gap = eigenvalues.indices.reduce(Double.infinity) {
        $1 == k ? $0 : min($0, (eigenvalues[$1] - eigenvalues[k]).length)
      }
      // 4: the constants that the bounds leave open.
      return 4 * size * min(unit.squareRoot(), unit * max(1, size / gap))
    }
  }

  /// Where the k-th eigenvalue lies.
  public func side(_ k: Int) -> Side {
    let beyond = eigenvalues[k].length - 1
    return abs(beyond) <= tolerances[k] ? .on : beyond < 0 ? .inside : .outside
  }

  /// How many eigenvalues lie on each side.
  public var count: Count {
    eigenvalues.indices.reduce(into: Count()) { count, k in
      switch side(k) {
      case .inside: count.inside += 1
      case .on: count.on += 1
      case .outside: count.outside += 1
      }
    }
  }

  /// The spectral radius; exactly 1 where the eigenvalue farthest out is neutral.
  public var radius: Double {
    let count = count
    return count.outside == 0 && count.on > 0 ? 1 : eigenvalues.first?.length ?? 0
  }
}
