/// Conjugate gradients for a symmetric positive definite operator, matrix-free.
///
/// Cost: one product with A per iteration, and one more for the residual of a warm start. Memory: four vectors. In
/// exact arithmetic it ends after at most as many iterations as A has distinct eigenvalues.
///
/// A system of one unknown is solved by one product and one inverse.
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
  /// False where a system of one unknown that has no solution may be given NaN, and nothing reported.
  @usableFromInline var isWatched = true

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

  /// Systems of one unknown are not asked whether they have a solution: those that have none get NaN.
  @inlinable @inline(__always)
  public var unwatched: Self {
    var copy = self
    copy.isWatched = false
    return copy
  }

  /// True of systems of one unknown, which are divided.
  @inlinable
  public static var isExactOnTangents: Bool { V.isOneDimensional }

  /// From `start`, or from zero.
  @inlinable
  public func solveValues(_ apply: (V) throws -> V, _ b: V, from start: V?) throws -> LinearSolution<V> {
    try solveValues(apply, b, startingAt: start ?? b.zero, isZero: start == nil)
  }

  /// One product an iteration, and one before the first unless it begins at zero.
  @inlinable @inline(__always)
  public func solveValues(_ apply: (V) throws -> V, _ b: V, startingAt start: V, isZero: Bool) throws
    -> LinearSolution<V>
  {
    typealias S = V.Scalar
    if V.isOneDimensional { return try divide(apply, b) }
    let bb = try b.euclideanDot(b)
    var x = isZero ? try b.zero : start
    var r = b
    if !isZero { try r.add(apply(x), times: S(-1)) }
    var rr = try r.euclideanDot(r)
    // A right-hand side of zero has the solution zero, which no warm start need approach.
    let zeroRightHandSide = bb.equals(S(0))
    if zeroRightHandSide.any, !isZero {
      x = try x.replacing(with: b.zero, where: zeroRightHandSide)
      r = try r.replacing(with: b.zero, where: zeroRightHandSide)
      rr = rr.replacing(with: S(0), where: zeroRightHandSide)
    }
    var iterates = Iterates(x: x, residual: r, squaredResidual: rr, self, b, bb)
    while iterates.goesOn { _ = try iterates.advance(apply(iterates.direction)) }
    return iterates.solution
  }

  /// The loop's body: from a start x with the residual r and its square, for the right-hand side b and its square.
  ///
  /// Whoever loops asks for A · p himself: a closure for it would be called, which on lanes costs as much as an iteration.
  @usableFromInline
  struct Iterates {
    @usableFromInline var x: V, residual: V, squaredResidual: V.Scalar
    /// p.
    @usableFromInline var direction: V
    @usableFromInline var converged: V.Scalar.Mask, brokeDown: V.Scalar.Mask, resting: V.Scalar.Mask
    @usableFromInline var iterations = 0
    @usableFromInline let cap: Int
    @usableFromInline let threshold: V.Scalar, squaredRightHandSide: V.Scalar

    @inlinable @inline(__always)
    init(
      x: V, residual: V, squaredResidual: V.Scalar, _ solver: ConjugateGradient, _ b: V, _ bb: V.Scalar
    ) {
      self.x = x
      self.residual = residual
      self.squaredResidual = squaredResidual
      direction = residual
      threshold = V.Scalar(solver.tolerance * solver.tolerance) * bb
      squaredRightHandSide = bb
      cap = solver.iterationCap ?? 10 * b.dimension + 10
      converged = squaredResidual.isAtMost(threshold)
      brokeDown = squaredResidual.isLess(than: V.Scalar(.infinity)).inverted
      resting = converged.or(brokeDown)
    }

    @inlinable @inline(__always)
    var goesOn: Bool { !resting.all && iterations < cap }

    /// Takes A · p, and gives the step length along p: zero in lanes that rest, those whose product is not sound included.
    @inlinable @inline(__always)
    mutating func advance(_ product: V) throws -> V.Scalar {
      typealias S = V.Scalar
      let pap = try direction.euclideanDot(product)
      iterations += 1
      let positive = S(0).isLess(than: pap).and(pap.isLess(than: S(.infinity)))
      brokeDown = brokeDown.or(resting.or(positive).inverted)
      resting = resting.or(brokeDown)
      // Zero times a number that is not finite would still spoil the lane's last sound iterate.
      let sound = brokeDown.any ? try product.replacing(with: product.zero, where: brokeDown) : product
      let alpha = (squaredResidual / pap).replacing(with: S(0), where: resting)
      try x.add(direction, times: alpha)
      try residual.add(sound, times: -alpha)
      let next = try residual.euclideanDot(residual)
      converged = converged.or(next.isAtMost(threshold).and(brokeDown.inverted))
      let nowResting = converged.or(brokeDown)
      // Nobody needs another direction when all lanes rest.
      if !nowResting.all {
        direction = try (next / squaredResidual).replacing(with: S(0), where: resting) * direction + residual
      }
      squaredResidual = next
      resting = nowResting
      return alpha
    }

    @inlinable @inline(__always)
    var solution: LinearSolution<V> {
      LinearSolution(
        x: x,
        report: SolverReport(
          iterations: iterations, squaredResidual: squaredResidual, squaredRightHandSide: squaredRightHandSide,
          converged: converged, brokeDown: brokeDown))
    }
  }

  /// The solve in a space of one dimension, where A is a number: one product, its inverse and another product, exact to
  /// rounding. In a quadratic game A never changes, and a compiler that sees that takes the division out of a loop over
  /// unwatched steps, and the question whether it is sound. The right-hand side is not looked at: where it is not finite the
  /// solution is not either, which whoever moves by it sees. A start is of no use; a lane that broke down is left with zero.
  @inlinable @inline(__always)
  func divide(_ apply: (V) throws -> V, _ b: V) throws -> LinearSolution<V> {
    typealias S = V.Scalar
    let one = try b.zero.adding(constant: S(1))
    let a = try apply(one)
    let pivot = try a.euclideanDot(one)
    let sound = S(0).isLess(than: pivot).and(pivot.isLess(than: S(.infinity)))
    var inverse = try one.divided(elementwise: a)
    guard isWatched else {
      inverse = try inverse.replacing(with: one.zero.adding(constant: S(.nan)), where: sound.inverted)
      return LinearSolution(
        x: try inverse.multiplied(elementwise: b),
        report: SolverReport(
          iterations: 1, squaredResidual: S(0), squaredRightHandSide: try b.euclideanDot(b),
          converged: S.Mask(repeating: true), brokeDown: S.Mask(repeating: false), allConverged: true))
    }
    let bb = try b.euclideanDot(b)
    let zero = bb.equals(S(0))
    let solved = sound.or(zero)
    // A quotient leaves nothing but its rounding, and zero all of b. It is the unwatched one, the sign of a zero too, wherever
    // that is a number.
    return LinearSolution(
      x: try inverse.multiplied(elementwise: b).replacing(with: b.zero, where: sound.inverted),
      report: SolverReport(
        iterations: zero.all ? 0 : 1, squaredResidual: bb.replacing(with: S(0), where: solved),
        squaredRightHandSide: bb, converged: solved, brokeDown: solved.inverted))
  }
}
