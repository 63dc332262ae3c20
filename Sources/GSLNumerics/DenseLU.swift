import GameDynamics

/// A direct inner solver for any invertible operator: writes the operator down as a matrix and factors it with GSL.
///
/// Cost: n products to write the matrix down, 2n³ operations to invert it, one product to refine once. Memory: n², so
/// it refuses more than `sizeLimit` unknowns. Lanes are factored one by one. The reference for iterative solvers, and
/// the way to run CGD on small general-sum games.
public struct DenseLU<V: Vector>: LinearSolver {
  /// The residual that counts as solved, relative to ‖b‖: a badly conditioned operator misses it and is reported.
  public var tolerance: Double
  /// The greatest number of unknowns accepted.
  public var sizeLimit: Int

  /// A dense solver; 2,000 unknowns need 32 MB.
  public init(tolerance: Double = 1e-9, sizeLimit: Int = 2000) {
    self.tolerance = tolerance
    self.sizeLimit = sizeLimit
  }

  /// Invertible.
  public static var requirement: OperatorRequirement { .invertible }

  /// The solver itself: it is as exact as it can be.
  public var atFullPrecision: Self { self }

  /// See `LinearSolver`; `start` is not needed. Throws `DenseSolveError.tooLarge`.
  public func solveValues(_ apply: (V) throws -> V, _ b: V, from start: V?) throws -> LinearSolution<V> {
    typealias S = V.Scalar
    let n = b.dimension
    guard n <= sizeLimit else { throw DenseSolveError.tooLarge(unknowns: n, limit: sizeLimit) }
    let bb = try b.euclideanDot(b)
    let (inverse, brokeDown) = try invertedColumns(of: apply, like: b)
    func product(_ v: V) throws -> V {
      let coordinates = try v.coordinates()
      var result = [S](repeating: S(0), count: n)
      for j in 0..<n { for i in 0..<n { result[i] = result[i] + inverse[j][i] * coordinates[j] } }
      return try v.replacingCoordinates(with: result)
    }
    var x = try product(b)
    var residual = try b - apply(x)
    try x.add(product(residual), times: S(1))
    residual = try b - apply(x)
    let rr = try residual.euclideanDot(residual)
    let sound = brokeDown.inverted.and(rr.isLess(than: S(.infinity)))
    return LinearSolution(
      x: x,
      report: SolverReport(
        iterations: n, squaredResidual: rr, squaredRightHandSide: bb,
        converged: sound.and(rr.isAtMost(S(tolerance * tolerance) * bb)), brokeDown: sound.inverted))
  }

  /// The columns of A⁻¹, lane by lane; a lane whose matrix has no inverse is left zero and marked.
  private func invertedColumns(of apply: (V) throws -> V, like b: V) throws -> ([[V.Scalar]], V.Scalar.Mask) {
    typealias S = V.Scalar
    let n = b.dimension
    let zero = [S](repeating: S(0), count: n)
    let columns = try (0..<n).map { j -> [S] in
      var unit = zero
      unit[j] = S(1)
      return try apply(b.replacingCoordinates(with: unit)).coordinates()
    }
    var inverse = [[S]](repeating: zero, count: n)
    var failed = S(0)
    for lane in 0..<S.laneCount {
      var matrix = Matrix(rows: n, columns: n)
      for i in 0..<n { for j in 0..<n { matrix[i, j] = columns[j][i][lane: lane] } }
      do {
        let inverted = try matrix.inverse()
        for i in 0..<n { for j in 0..<n { inverse[j][i][lane: lane] = inverted[i, j] } }
      } catch is MatrixError {
        failed[lane: lane] = 1
      }
    }
    return (inverse, S(0).isLess(than: failed))
  }
}

/// Why a dense solve is refused.
public enum DenseSolveError: Error, CustomStringConvertible, Equatable {
  /// The matrix would not fit.
  case tooLarge(unknowns: Int, limit: Int)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .tooLarge(let unknowns, let limit):
      return "a dense solve is for at most \(limit) unknowns, \(unknowns) were given (a matrix of "
        + "\(unknowns) x \(unknowns)); use a matrix-free solver (cgd) or raise sizeLimit"
    }
  }
}
