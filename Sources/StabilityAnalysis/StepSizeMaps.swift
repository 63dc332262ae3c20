import GSLNumerics
import GameDynamics

/// What is mapped: an optimizer on a game, over a plane of step sizes, the other parameters fixed.
public struct StepSizePlane: Sendable {
  /// The optimizer and its hyperparameters; the step sizes in them are replaced by the axes.
  public let optimizer: any OptimizerFamily
  /// The optimizer's hyperparameters.
  public let hyperparameters: Parameters<Double>
  /// The game.
  public let game: any GameFamily
  /// The game's parameters.
  public let gameParameters: Parameters<Double>
  /// η_x along a row, η_y across rows.
  public let horizontal: PlanarMap.Axis, vertical: PlanarMap.Axis

  /// A plane of step sizes with `resolution` nodes a side; throws `MapError.badAxis`.
  public init(
    optimizer: any OptimizerFamily, hyperparameters: Parameters<Double>, game: any GameFamily,
    gameParameters: Parameters<Double>, stepSizesOfX: ClosedRange<Double>, stepSizesOfY: ClosedRange<Double>,
    resolution: Int
  ) throws {
    self.optimizer = optimizer
    self.hyperparameters = hyperparameters
    self.game = game
    self.gameParameters = gameParameters
    horizontal = try .init(name: "eta-x", symbol: "η_x", range: stepSizesOfX, count: resolution)
    vertical = try .init(name: "eta-y", symbol: "η_y", range: stepSizesOfY, count: resolution)
  }

  func laneParameters(_ h: Lanes, _ v: Lanes) throws -> Parameters<Lanes> {
    var result: Parameters<Lanes> = hyperparameters.lifted()
    try result.setStepSizes(Players(x: h, y: v))
    return result
  }

  /// The first isolated equilibrium; throws `MapError.noEquilibrium`.
  public func equilibrium() throws -> Players<[Double]> {
    guard let first = try game.equilibria(gameParameters).first else {
      throw MapError.noEquilibrium(game: game.card.name)
    }
    return first
  }

  /// The spectral radius of the iteration at the equilibrium, at every node: below 1 it converges locally, by this
  /// factor a step.
  ///
  /// Exact: the Jacobian by dual numbers on lanes, its eigenvalues by GSL. NaN where the Jacobian is not finite.
  public func spectralRadii() throws -> PlanarMap {
    let point = try equilibrium()
    let jacobian = IterationJacobian()
    let constants: Parameters<Lanes> = gameParameters.lifted()
    return try PlanarMap(horizontal: horizontal, vertical: vertical) { h, v in
      try jacobian.jacobians(of: optimizer, laneParameters(h, v), on: game, constants, at: point).map { matrix in
        matrix.entries.allSatisfy(\.isFinite) ? try matrix.spectralRadius() : .nan
      }
    }
  }

  /// The measured rate of the iteration, at every node, by simulating it on lanes from a start near the equilibrium:
  /// the factor by which the distance to the equilibrium changes a step, by least squares on its logarithm over the
  /// second half of the run. Complex eigenvalues make the distance oscillate, which costs O(1/steps²) of the rate.
  public func simulatedRates(steps: Int = 400, from start: Players<[Double]>? = nil) throws -> PlanarMap {
    let equilibrium = try equilibrium()
    let simulation = RateSimulation(
      steps: max(4, steps), equilibrium: equilibrium, start: start ?? game.card.standardStart)
    let constants: Parameters<Lanes> = gameParameters.lifted()
    return try PlanarMap(horizontal: horizontal, vertical: vertical) { h, v in
      try game.build(
        constants,
        then: RateSimulation.WithGame(optimizer: optimizer, hyperparameters: laneParameters(h, v), job: simulation))
    }
  }
}
