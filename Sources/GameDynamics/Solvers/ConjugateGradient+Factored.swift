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
    var through = b
    let solution = try iterate(x, r, r.euclideanDot(r), b, bb) { p in
      through = try inner(p)
      return try outer(p, through)
    } advance: { alpha, unsound in
      if unsound.any { through = try through.replacing(with: through.zero, where: unsound) }
      if image == nil { image = try alpha * through } else { try image?.add(through, times: alpha) }
    }
    return FactoredSolution(solution: solution, image: try image ?? inner(solution.x))
  }
}
