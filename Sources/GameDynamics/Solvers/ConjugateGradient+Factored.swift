extension ConjugateGradient {
  /// See `LinearSolver`. Every iteration computes inner(p) on its way to A·p, and x is the start and a combination of
  /// the directions p: the same combination of what is there already is inner(x), for the price of one addition. The
  /// iterates are those of `solveValues(_:_:from:)`.
  @inlinable
  public func solveValues(
    inner: (V) throws -> V, outer: (V, V) throws -> V, _ b: V, from start: V?
  ) throws -> FactoredSolution<V> {
    typealias S = V.Scalar
    let bb = try b.euclideanDot(b)
    let threshold = S(tolerance * tolerance) * bb
    let zeroRightHandSide = bb.equals(S(0))
    var x: V
    var image: V?
    var r = b
    if let start {
      // A right-hand side of zero has the solution zero, which no warm start need approach.
      x = zeroRightHandSide.any ? try start.replacing(with: b.zero, where: zeroRightHandSide) : start
      let through = try inner(x)
      try r.add(outer(x, through), times: S(-1))
      image = through
    } else {
      x = try b.zero
    }
    var rr = try r.euclideanDot(r)
    var converged = rr.isAtMost(threshold)
    var brokeDown = rr.isLess(than: S(.infinity)).inverted
    var resting = converged.or(brokeDown)
    var p = r
    var iterations = 0
    let cap = iterationCap ?? 10 * b.dimension + 10
    while !resting.all && iterations < cap {
      var through = try inner(p)
      var ap = try outer(p, through)
      let pap = try p.euclideanDot(ap)
      iterations += 1
      let positive = S(0).isLess(than: pap).and(pap.isLess(than: S(.infinity)))
      brokeDown = brokeDown.or(resting.or(positive).inverted)
      resting = resting.or(brokeDown)
      if brokeDown.any {
        // Zero times a number that is not finite would still spoil the lane's last sound iterate.
        ap = try ap.replacing(with: b.zero, where: brokeDown)
        through = try through.replacing(with: through.zero, where: brokeDown)
      }
      let alpha = (rr / pap).replacing(with: S(0), where: resting)
      try x.add(p, times: alpha)
      try r.add(ap, times: -alpha)
      if image == nil { image = try alpha * through } else { try image?.add(through, times: alpha) }
      let next = try r.euclideanDot(r)
      converged = converged.or(next.isAtMost(threshold).and(brokeDown.inverted))
      let nowResting = converged.or(brokeDown)
      if !nowResting.all { p = try (next / rr).replacing(with: S(0), where: resting) * p + r }
      rr = next
      resting = nowResting
    }
    return FactoredSolution(
      solution: LinearSolution(
        x: x,
        report: SolverReport(
          iterations: iterations, squaredResidual: rr, squaredRightHandSide: bb, converged: converged,
          brokeDown: brokeDown)), image: try image ?? inner(x))
  }
}
