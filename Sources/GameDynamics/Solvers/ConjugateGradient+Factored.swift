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
    var iterates = Iterates(x: x, residual: r, squaredResidual: try r.euclideanDot(r), self, b, bb)
    while iterates.goesOn {
      var through = try inner(iterates.direction)
      let alpha = try iterates.advance(outer(iterates.direction, through))
      if iterates.brokeDown.any { through = try through.replacing(with: through.zero, where: iterates.brokeDown) }
      if image == nil { image = try alpha * through } else { try image?.add(through, times: alpha) }
    }
    return FactoredSolution(solution: iterates.solution, image: try image ?? inner(iterates.x))
  }
}
