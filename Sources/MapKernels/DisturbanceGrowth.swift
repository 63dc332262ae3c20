import GameDynamics

extension SimulationResult {
  /// Runs to the last step beside a shadow, which begins a little aside and after every step is set back to the same
  /// distance in its direction: the distances' growth is that of a disturbance. Twice the cost of a run, on the same kernel.
  ///
  /// The distance is 1e-7 of the size of point and state (or of the start's, if that is more), so that in a smooth game the growth is
  /// known to about 1e-7 of the curvature, and in a linear one to rounding, 1e-9.
  @inlinable
  mutating func measureGrowth<O: Optimizer, G: SecondOrderGame>(
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
      _ = try optimizer.step(&run.point, &run.state, in: game)
      _ = try optimizer.step(&shadow.point, &shadow.state, in: game)
      let here = DenseVector(try run.coordinates())
      let difference = try DenseVector(shadow.coordinates()) - here
      let (size, distance) = (try Self.size(here), try Self.size(difference))
      let isFinite = size.isLess(than: S(.infinity))
      // No farther than rounding carries it: the disturbance is dead, and stays so.
      let dead = distance.isAtMost(S(8 * Double.ulpOfOne) * size).and(isFinite)
      let factor = (distance / scale).replacing(with: S(0), where: dead).replacing(
        with: S(.nan), where: isFinite.inverted)
      growth.append(Lanes.log(factor.moved))
      scale = S(1e-7) * Self.positive(least.maximum(elementwise: size))
      let back = (scale / distance).replacing(with: S(0), where: dead)
      shadow = try shadow.replacingCoordinates(with: (here + back * difference).elements)
    }
  }

  /// 1 in the place of 0.
  @inlinable
  static func positive<S: Field>(_ size: S) -> S { size.replacing(with: S(1), where: size.equals(S(0))) }

  @inlinable
  static func size<S: Field>(_ numbers: DenseVector<S>) throws -> S { try numbers.dot(numbers).squareRoot() }
}
