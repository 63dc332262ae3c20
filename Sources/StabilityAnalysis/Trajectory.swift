import GameDynamics

/// A run of an optimizer on a small game, every point kept.
public struct Trajectory: Sendable {
  /// The coordinates after 0, 1, 2, … steps.
  public private(set) var points: [Players<[Double]>] = []
  /// How the run ended.
  public private(set) var outcome = Outcome.stillMoving(steps: 0)
  /// How many inner solves reached their cap on iterations before their tolerance.
  public private(set) var cappedSolves = 0

  /// What is run.
  public struct Request: Sendable {
    /// The optimizer and its hyperparameters.
    public var optimizer: any OptimizerFamily, hyperparameters: Parameters<Double>
    /// The game and its parameters.
    public var game: any GameFamily, gameParameters: Parameters<Double>
    /// Where it starts.
    public var start: Players<[Double]>
    /// At most this many steps.
    public var steps: Int
    /// ‖(x, y)‖ above which the run counts as diverged.
    public var divergenceBound = 1e100
    /// The run counts as converged when the distance to this point is at most `convergenceBound`; nil for never.
    public var target: Players<[Double]>?
    /// See `target`.
    public var convergenceBound = 0.0

    /// A run from the game's standard start, with the standard parameters of both.
    public init(optimizer: any OptimizerFamily, game: any GameFamily, steps: Int) {
      self.optimizer = optimizer
      self.game = game
      self.steps = steps
      hyperparameters = Parameters(optimizer.card.hyperparameters)
      gameParameters = Parameters(game.card.parameters)
      start = game.card.standardStart
    }
  }

  /// Runs; throws what the parameters, the optimizer and the game throw.
  public init(_ request: Request) throws {
    self = try request.game.build(request.gameParameters, then: WithGame(request: request))
  }

  private init() {}

  /// ‖p_t - target‖ after every step.
  public func distances(to target: Players<[Double]>) -> [Double] {
    points.map { point in
      zip(point.x + point.y, target.x + target.y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
  }

  /// The factor a step by which the distance to the target changes, by least squares on its logarithm over the second
  /// half of the run.
  public func rate(towards target: Players<[Double]>) -> Double {
    RateFit.rate(of: distances(to: target).map { $0 * $0 }, above: RateFit.floor(around: target))
  }

  private struct WithGame: GameContinuation {
    typealias Scalar = Double
    let request: Request
    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Trajectory
    where G.V: CoordinateVector, G.V.Scalar == Double {
      try request.optimizer.build(request.hyperparameters, then: WithBoth(request: request, game: game))
    }
  }

  private struct WithBoth<G: SecondOrderGame>: OptimizerContinuation
  where G.V: CoordinateVector, G.V.Scalar == Double {
    typealias V = G.V
    let request: Request
    let game: G
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Trajectory where O.V == G.V {
      var driver = Driver<G.V>(stepCap: request.steps, divergenceBound: request.divergenceBound)
      if let target = request.target {
        driver.convergence = .distance(
          to: try target.map { try G.V(coordinates: $0) }, atMost: request.convergenceBound)
      }
      var trajectory = Trajectory()
      let start = try request.start.map { try G.V(coordinates: $0) }
      let result = try driver.run(optimizer, on: FixedGame(game), from: start) { _, point, _ in
        trajectory.points.append(try point.map { try $0.coordinates() })
        return .proceed
      }
      trajectory.outcome = result.outcome
      trajectory.cappedSolves = result.cappedSolves
      return trajectory
    }
  }
}
