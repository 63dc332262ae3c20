import GameDynamics

extension SimulationResult {
  /// Runs to the last step, whatever becomes of the run, and notes the squared distance to `target` before the first step and
  /// after each. What each lane's distances are depends on that lane alone.
  ///
  /// A loop of its own: the driver's, which asks after every step what has ended and shows the step to an observer, takes three
  /// times as long.
  @inlinable
  func measureDistances<O: Optimizer, G: SecondOrderGame>(
    _ optimizer: O, on game: G, from start: Players<G.V>, to target: Players<G.V>, steps: Int
  ) throws where O.V == G.V, G.V: CoordinateVector, G.V.Scalar: KernelNumber {
    var point = start
    var state = try optimizer.initialState(at: start)
    squaredDistances.removeAll(keepingCapacity: true)
    squaredDistances.reserveCapacity(steps + 1)
    squaredDistances.append(try point.squaredDistance(to: target).moved)
    for _ in 0..<steps {
      try optimizer.stepApart(&point, &state, in: game)
      squaredDistances.append(try point.squaredDistance(to: target).moved)
    }
    try take(LaneOutcomes(repeating: .stepCapReached(steps: steps), count: Lanes.laneCount), point)
  }
}
