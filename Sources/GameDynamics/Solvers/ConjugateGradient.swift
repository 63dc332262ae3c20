/// Conjugate gradients for a symmetric positive definite operator, matrix-free.
///
/// Cost: one product with A per iteration, and one more for the residual of a warm start. Memory: four vectors. In
/// exact arithmetic it ends after at most as many iterations as A has distinct eigenvalues.
///
/// Lanes are solved side by side: a lane that is done waits, with step length zero, for the others. A lane where
/// ⟨p, A·p⟩ ≤ 0 (A indefinite) or is not finite has broken down and is reported so.
///
/// Source: M. R. Hestenes and E. Stiefel, "Methods of conjugate gradients for solving linear systems", J. Res. Natl.
/// Bur. Stand. 49, 1952.
public struct ConjugateGradient<V: Vector>: LinearSolver {
  /// ‖b - A·x‖ ≤ tolerance · ‖b‖ ends the solve.
  public var tolerance: Double
  /// At most this many iterations; nil means ten times the number of unknowns plus ten, which only rounding exceeds.
  public var iterationCap: Int?

  /// Conjugate gradients to a relative residual.
  @inlinable
  public init(tolerance: Double = 1e-6, iterationCap: Int? = nil) {
    self.tolerance = tolerance
    self.iterationCap = iterationCap
  }

  /// Symmetric positive definite.
  @inlinable
  public static var requirement: OperatorRequirement { .symmetricPositiveDefinite }

  /// Tolerance 1e-15: until rounding stops it.
  @inlinable
  public var atFullPrecision: Self { Self(tolerance: 1e-15, iterationCap: iterationCap) }

  /// See `LinearSolver`.
  @inlinable
  public func solveValues(_ apply: (V) throws -> V, _ b: V, from start: V?) throws -> LinearSolution<V> {
    typealias S = V.Scalar
    let bb = try b.euclideanDot(b)
    let threshold = S(tolerance * tolerance) * bb
    var x = try start ?? b.zero
    var r = b
    if start != nil { try r.add(apply(x), times: S(-1)) }
    var rr = try r.euclideanDot(r)
    // A right-hand side of zero has the solution zero, which no warm start need approach.
    let zeroRightHandSide = bb.equals(S(0))
    if start != nil, zeroRightHandSide.any {
      x = try x.replacing(with: b.zero, where: zeroRightHandSide)
      r = try r.replacing(with: b.zero, where: zeroRightHandSide)
      rr = rr.replacing(with: S(0), where: zeroRightHandSide)
    }
    var converged = rr.isAtMost(threshold)
    var brokeDown = rr.isLess(than: S(.infinity)).inverted
    var p = r
    var iterations = 0
    let cap = iterationCap ?? 10 * b.dimension + 10
    while !converged.or(brokeDown).all && iterations < cap {
      let ap = try apply(p)
      let pap = try p.euclideanDot(ap)
      iterations += 1
      let stopped = converged.or(brokeDown)
      brokeDown = brokeDown.or(stopped.or(S(0).isLess(than: pap).and(pap.isLess(than: S(.infinity)))).inverted)
      let resting = converged.or(brokeDown)
      // Zero times a number that is not finite would still spoil the lane's last sound iterate.
      let sound = brokeDown.any ? try ap.replacing(with: b.zero, where: brokeDown) : ap
      let alpha = (rr / pap).replacing(with: S(0), where: resting)
      try x.add(p, times: alpha)
      try r.add(sound, times: -alpha)
      let next = try r.euclideanDot(r)
      let beta = (next / rr).replacing(with: S(0), where: resting)
      p = try beta * p + r
      rr = next
      converged = converged.or(rr.isAtMost(threshold).and(brokeDown.inverted))
    }
    return LinearSolution(
      x: x,
      report: SolverReport(
        iterations: iterations, squaredResidual: rr, squaredRightHandSide: bb, converged: converged,
        brokeDown: brokeDown))
  }
}
