import GameDynamics

extension LocalModel {
  /// One player's scaled move s to the Nash equilibrium of the local bilinear game, in which player p moves by
  /// Δp = η_p s and its opponent q answers:
  ///
  ///     (I - η_p η_q D²_pq · D²_qp) s = -(g_p - η_q D²_pq · g_q)
  ///
  /// where g are the gradients and D²_pq, D²_qp the mixed derivatives of p's and q's own losses.
  @inlinable @inline(__always)
  func scaledMove<Solver: LinearSolver>(
    of p: Player, stepSizes: Players<V.Scalar>, by solver: Solver, startingAt start: V, isZero: Bool
  ) throws -> LinearSolution<V> where Solver.V == V {
    let q = p.opponent
    let product = stepSizes.x * stepSizes.y
    var rightHandSide = try gradients[p].negated()
    try rightHandSide.add(mixed(p, times: gradients[q]), times: stepSizes[q])
    // A named function, since a closure cannot be told to be inlined: where it is called instead, lanes go through
    // pairs of registers, and the compiler takes apart all that follows.
    @inline(__always) func system(_ s: V) throws -> V {
      var result = s
      try result.add(mixed(p, times: mixed(q, times: s)), times: -product)
      return result
    }
    return try solver.solve(system, rightHandSide, startingAt: start, isZero: isZero)
  }

  /// The same with a step size for each coordinate, η_p and η_q being vectors (products elementwise), scaled
  /// symmetrically so that a zero-sum game's system stays symmetric positive definite: Δp = √η_p s,
  ///
  ///     (I - √η_p D²_pq η_q D²_qp √η_p) s = -√η_p (g_p - D²_pq η_q g_q)
  @inlinable @inline(__always)
  func scaledMove<Solver: LinearSolver>(
    of p: Player, stepSizes: Players<V>, by solver: Solver, startingAt start: V, isZero: Bool
  ) throws -> LinearSolution<V> where Solver.V == V {
    let root = try stepSizes[p].squareRoots()
    @inline(__always) func system(_ s: V) throws -> V {
      try scaledSystem(p, s, slopeOfOpponent: scaledSlope(p, s, root), root, stepSizes)
    }
    return try solver.solve(
      system, scaledRightHandSide(p, root, stepSizes), startingAt: start, isZero: isZero)
  }

  /// The same, with the image D²_qp · Δp, by which the opponent's gradient changes.
  @inlinable
  func scaledMoveAndSlope<Solver: LinearSolver>(
    of p: Player, stepSizes: Players<V>, by solver: Solver, from start: V?
  ) throws -> FactoredSolution<V> where Solver.V == V {
    let root = try stepSizes[p].squareRoots()
    return try solver.solve(
      inner: { s in try scaledSlope(p, s, root) },
      outer: { s, slope in try scaledSystem(p, s, slopeOfOpponent: slope, root, stepSizes) },
      scaledRightHandSide(p, root, stepSizes), from: start)
  }

  @inlinable @inline(__always)
  func scaledSlope(_ p: Player, _ s: V, _ root: V) throws -> V {
    try mixed(p.opponent, times: root.multiplied(elementwise: s))
  }

  @inlinable @inline(__always)
  func scaledSystem(
    _ p: Player, _ s: V, slopeOfOpponent slope: V, _ root: V, _ stepSizes: Players<V>
  ) throws -> V {
    let answer = try stepSizes[p.opponent].multiplied(elementwise: slope)
    return try s - root.multiplied(elementwise: mixed(p, times: answer))
  }

  @inlinable @inline(__always)
  func scaledRightHandSide(_ p: Player, _ root: V, _ stepSizes: Players<V>) throws -> V {
    let q = p.opponent
    var result = try mixed(p, times: stepSizes[q].multiplied(elementwise: gradients[q]))
    try result.add(gradients[p], times: V.Scalar(-1))
    return try root.multiplied(elementwise: result)
  }
}

extension LinearSolver {
  /// Throws when this solver needs a symmetric system and the game does not give one.
  @inlinable
  static func check<G: Game>(fits game: G, for optimizer: String, remedy: String) throws {
    if requirement == .symmetricPositiveDefinite, !game.isZeroSum {
      throw OptimizerError.needsZeroSumGame(optimizer: optimizer, remedy: remedy)
    }
  }
}
