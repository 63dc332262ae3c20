/// Restarted GMRES for any invertible operator, matrix-free: of all vectors of the Krylov space it finds the one with
/// the least residual.
///
/// Every `restart` products the residual b - A·x is computed anew and the search starts again from there, so that
/// memory stays at `restart + 5` vectors whatever the number of unknowns. Convergence is only ever declared on that
/// true residual, not on the recursion's.
///
/// Cost: one product with A per iteration and one per restart; k inner products and updates in the k-th iteration
/// after a restart. Without a restart (n ≤ `restart` unknowns) exact arithmetic ends after at most n iterations. With
/// restarts it may stagnate: an orthogonal A, such as a rotation of n > `restart` unknowns, need make no progress.
/// That is reported (`SolverReport.Status.stagnated`), as are a singular operator met on the way and numbers that are
/// not finite (`.brokeDown`).
///
/// Lanes are solved side by side, each with its own iterations and its own cap; one that is done waits with a zero
/// vector for the others.
///
/// Source: Y. Saad and M. H. Schultz, "GMRES: a generalized minimal residual algorithm for solving nonsymmetric linear
/// systems", SIAM J. Sci. Stat. Comput. 7, 1986; modified Gram-Schmidt, Givens rotations.
public struct GMRES<V: Vector>: LinearSolver {
  /// ‖b - A·x‖ ≤ tolerance · ‖b‖ ends the solve.
  public var tolerance: Double
  /// The most iterations between two restarts; at least 1.
  public var restart: Int
  /// At most this many iterations; nil means ten times the number of unknowns plus ten.
  public var iterationCap: Int?

  /// Restarted GMRES to a relative residual.
  @inlinable
  public init(tolerance: Double = 1e-6, restart: Int = 30, iterationCap: Int? = nil) {
    self.tolerance = tolerance
    self.restart = max(1, restart)
    self.iterationCap = iterationCap
  }

  /// Invertible.
  @inlinable
  public static var requirement: OperatorRequirement { .invertible }

  /// Tolerance 1e-15: until rounding stops it.
  @inlinable
  public var atFullPrecision: Self { Self(tolerance: 1e-15, restart: restart, iterationCap: iterationCap) }

  /// A restart that leaves more than this part of the squared residual has stagnated: the norm fell by less than a
  /// thousandth.
  @inlinable
  static var stagnation: Double { 0.998 }

  /// From `start`, or from zero; keeps up to `restart` vectors.
  @inlinable
  public func solveValues(_ apply: (V) throws -> V, _ b: V, from start: V?) throws -> LinearSolution<V> {
    typealias S = V.Scalar
    let bb = try b.euclideanDot(b)
    let threshold = S(tolerance * tolerance) * bb
    // A right-hand side of zero has the solution zero, which no warm start need approach.
    let zeroRightHandSide = bb.equals(S(0))
    var x = try b.zero
    var r = b
    if let start {
      x = try start.replacing(with: x, where: zeroRightHandSide)
      try r.add(apply(x), times: S(-1))
    }
    var rr = try r.euclideanDot(r).replacing(with: S(0), where: zeroRightHandSide)
    var converged = rr.isAtMost(threshold)
    var brokeDown = rr.isLess(than: S(.infinity)).inverted
    var stagnated = S.Mask(repeating: false)
    let cap = S(Double(iterationCap ?? 10 * b.dimension + 10))
    var spent = S(0)
    var products = 0
    while true {
      let active = converged.or(brokeDown).or(stagnated).inverted.and(spent.isLess(than: cap))
      guard active.any else { break }
      var cycle = try GMRESCycle(from: r, squaredNorm: rr, active: active)
      let length = min(restart, b.dimension)
      while cycle.count < length, cycle.active.any {
        try cycle.extend(apply, threshold: threshold)
        spent = spent + S(0).replacing(with: S(1), where: cycle.extended)
        products += 1
        cycle.active = cycle.active.and(spent.isLess(than: cap))
      }
      let candidate = try cycle.added(to: x)
      r = try b - apply(candidate)
      products += 1
      let next = try r.euclideanDot(r)
      // Where rounding (or an overflow) made things worse, x stays what it was and the search is over.
      let better = next.isLess(than: rr).and(active)
      x = try x.replacing(with: candidate, where: better)
      converged = converged.or(better.and(next.isAtMost(threshold)))
      brokeDown = brokeDown.or(cycle.brokeDown.and(converged.inverted))
      let slow = better.inverted.or((S(Self.stagnation) * rr).isLess(than: next))
      stagnated = stagnated.or(active.and(slow).and(converged.or(brokeDown).inverted))
      rr = rr.replacing(with: next, where: better)
    }
    return LinearSolution(
      x: x,
      report: SolverReport(
        iterations: products, squaredResidual: rr, squaredRightHandSide: bb, converged: converged,
        brokeDown: brokeDown, stagnated: stagnated))
  }
}
