import GameDynamics
import RealModule

/// Runs an optimizer on lanes and reads the rate of each lane off its distances to the equilibrium.
struct RateSimulation: Sendable {
  let steps: Int
  let equilibrium: Players<[Double]>
  let start: Players<[Double]>

  /// The rates, one per lane.
  func rates<O: Optimizer, G: SecondOrderGame>(of optimizer: O, on game: G) throws -> [Double]
  where O.V == G.V, G.V: CoordinateVector {
    typealias S = G.V.Scalar
    let target = try equilibrium.map { try G.V(constants: $0) }
    let begin = try start.map { try G.V(constants: $0) }
    var squaredDistances: [S] = []
    squaredDistances.reserveCapacity(steps + 1)
    _ = try Driver<G.V>(stepCap: steps).run(optimizer, on: FixedGame(game), from: begin) { _, point, _ in
      squaredDistances.append(try point.squaredDistance(to: target))
      return .proceed
    }
    return (0..<S.laneCount).map { lane in Self.rate(of: squaredDistances.map { $0[lane: lane] }) }
  }

  /// The factor a step, by least squares on the logarithms of the distances in the second half of the run.
  ///
  /// The run counts up to where a distance can no longer be trusted: below 1e-140 or above 1e140, where squares lose
  /// their digits. A distance of exactly zero after the start means that the iteration arrived: rate 0.
  static func rate(of squaredDistances: [Double]) -> Double {
    let trusted = squaredDistances.prefix { $0 >= 1e-280 && $0 <= 1e280 }
    if trusted.count < squaredDistances.count, squaredDistances[trusted.count] == 0 { return 0 }
    guard trusted.count >= 2 else { return .nan }
    let window = trusted.suffix(max(2, trusted.count / 2)).map { 0.5 * Double.log($0) }
    let middle = Double(window.count - 1) / 2
    var covariance = 0.0
    var variance = 0.0
    for (i, logarithm) in window.enumerated() {
      covariance += (Double(i) - middle) * logarithm
      variance += (Double(i) - middle) * (Double(i) - middle)
    }
    return Double.exp(covariance / variance)
  }

  /// Goes on with the game: makes the optimizer for the game's vectors.
  struct WithGame: GameContinuation {
    typealias Scalar = Lanes
    let optimizer: any OptimizerFamily
    let hyperparameters: Parameters<Lanes>
    let job: RateSimulation

    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> [Double]
    where G.V: CoordinateVector, G.V.Scalar == Lanes {
      try optimizer.build(hyperparameters, then: WithBoth(game: game, job: job))
    }
  }

  /// Goes on with game and optimizer.
  struct WithBoth<G: SecondOrderGame>: OptimizerContinuation where G.V: CoordinateVector {
    typealias V = G.V
    let game: G
    let job: RateSimulation

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> [Double] where O.V == G.V {
      try job.rates(of: optimizer, on: game)
    }
  }
}
