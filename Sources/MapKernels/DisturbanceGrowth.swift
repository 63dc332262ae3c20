import GameDynamics

extension SimulationResult {
  /// Runs to the last step beside a shadow, which begins a little aside and after every step is set back to the same
  /// distance in its direction: the distances' growth is that of a disturbance. Twice the cost of a run, on the same kernel.
  ///
  /// The distance is 1e-7 of the size of point and state (or of the start's, if that is more), so that in a smooth game the growth is
  /// known to about 1e-7 of the curvature, and in a linear one to rounding, 1e-9.
  @inlinable
  func measureGrowth<O: Optimizer, G: SecondOrderGame>(
    _ optimizer: O, on game: G, from start: Players<G.V>, steps: Int
  ) throws where O.V == G.V, G.V: CoordinateVector, G.V.Scalar: KernelNumber {
    typealias S = G.V.Scalar
    var run = AugmentedState<O.State>(point: start, state: try optimizer.initialState(at: start))
    var shadow = run
    let first = DenseVector(try run.coordinates())
    let least = try Self.size(first)
    var scale = S(1e-7) * Self.positive(least)
    // A direction that no symmetry of a game singles out.
    let direction = DenseVector(first.elements.indices.map { S(moving: Lanes.cos(Lanes(Double($0 + 1)))) })
    shadow = try shadow.replacingCoordinates(with: (first + scale / Self.size(direction) * direction).elements)
    growth.removeAll(keepingCapacity: true)
    growth.reserveCapacity(steps)
    for _ in 0..<steps {
      try optimizer.stepApart(&run.point, &run.state, in: game)
      try optimizer.stepApart(&shadow.point, &shadow.state, in: game)
      let back = try grow(
        from: DenseVector(run.coordinates()), to: DenseVector(shadow.coordinates()), scale: &scale, least: least)
      shadow = try shadow.replacingCoordinates(with: back.elements)
    }
  }

  /// Appends by what the distance of `there` to `here` has grown from `scale`, and gives the point in its direction to which
  /// the shadow is set back, at the next `scale`.
  @inlinable @inline(never)
  func grow<S: KernelNumber>(
    from here: DenseVector<S>, to there: DenseVector<S>, scale: inout S, least: S
  ) throws -> DenseVector<S> {
    let difference = try there - here
    let (size, distance) = (try Self.size(here), try Self.size(difference))
    let isFinite = size.isLess(than: S(.infinity))
    // No farther than rounding of the step carries it, which is of the size before and after: the disturbance is dead, and
    // stays so. Of several numbers what should cancel leaves rounding, where that of one is 0.
    let rounded = size.maximum(elementwise: S(1e7) * scale)
    let dead = distance.isAtMost(S(8 * Double.ulpOfOne) * rounded).and(isFinite)
    let factor = (distance / scale).replacing(with: S(0), where: dead).replacing(
      with: S(.nan), where: isFinite.inverted)
    growth.append(Lanes.log(factor.moved))
    scale = S(1e-7) * Self.positive(least.maximum(elementwise: size))
    let back = (scale / distance).replacing(with: S(0), where: dead)
    return try here + back * difference
  }

  /// 1 in the place of 0.
  @inlinable
  static func positive<S: Field>(_ size: S) -> S { size.replacing(with: S(1), where: size.equals(S(0))) }

  @inlinable
  static func size<S: Field>(_ numbers: DenseVector<S>) throws -> S { try numbers.dot(numbers).squareRoot() }
}
