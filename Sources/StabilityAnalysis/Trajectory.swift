import GameDynamics

/// A run of an optimizer on a small game, every point kept.
public struct Trajectory: Sendable {
  /// The coordinates after 0, 1, 2, … steps.
  public private(set) var points: [Players<[Double]>] = []
  /// How the run ended.
  public private(set) var outcome = Outcome.stepCapReached(steps: 0)
  /// What had been asked of the game after 0, 1, 2, … steps.
  public private(set) var costs: [OracleCounts] = []
  /// How many inner solves reached their cap on iterations before their tolerance.
  public private(set) var cappedSolves = 0
  private var targets: [Players<[Double]>] = []

  /// When a run ends.
  public struct Criteria: Sendable {
    /// At most this many steps.
    public var steps: Int
    /// ‖(x, y)‖ above which the run counts as diverged.
    public var divergenceBound: Double
    /// The run counts as converged when the distance to one of these points is at most `convergenceBound`.
    public var targets: [Players<[Double]>]
    /// The distance to one of `targets` at which the run has converged.
    public var convergenceBound: Double

    /// To the last step, or to overflow, unless told otherwise.
    public init(
      steps: Int, divergenceBound: Double = 1e100, targets: [Players<[Double]>] = [], convergenceBound: Double = 0
    ) {
      self.steps = steps
      self.divergenceBound = divergenceBound
      self.targets = targets
      self.convergenceBound = convergenceBound
    }
  }

  /// Runs a setup; throws what the parameters, the optimizer and the game throw.
  public init(_ setup: RunSetup<Double>, until criteria: Criteria) throws {
    self = try setup.build(then: Run(start: setup.start, criteria: criteria))
  }

  /// Runs a setup for so many steps.
  public init(_ setup: RunSetup<Double>, steps: Int) throws { try self.init(setup, until: Criteria(steps: steps)) }

  private init() {}

  /// Of the points that the run may converge to, the one nearest to its end; nil where there is none.
  public var nearestTarget: Players<[Double]>? {
    guard let end = points.last else { return nil }
    return targets.min { Self.distance(end, $0) < Self.distance(end, $1) }
  }

  private static func distance(_ a: Players<[Double]>, _ b: Players<[Double]>) -> Double {
    zip(a.x + a.y, b.x + b.y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// ‖p_t - target‖ after every step.
  public func distances(to target: Players<[Double]>) -> [Double] { points.map { Self.distance($0, target) } }

  /// The factor a step by which the distance to the target changes, by least squares on its logarithm over the second
  /// half of the run.
  public func rate(towards target: Players<[Double]>) -> Double {
    RateFit.rate(of: distances(to: target).map { $0 * $0 }, above: RateFit.floor(around: target))
  }

  private struct Run: RunContinuation {
    typealias Scalar = Double
    let start: Players<[Double]>
    let criteria: Criteria

    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> Trajectory
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Double {
      var driver = Driver<G.V>(stepCap: criteria.steps, divergenceBound: criteria.divergenceBound)
      if !criteria.targets.isEmpty {
        driver.convergence = .distanceToAny(
          of: try criteria.targets.map { try $0.map { try G.V(coordinates: $0) } }, atMost: criteria.convergenceBound)
      }
      var trajectory = Trajectory()
      let start = try start.map { try G.V(coordinates: $0) }
      let counter = OracleCounter()
      let counted = CountingGame(game, counter: counter)
      let result = try driver.run(optimizer, on: FixedGame(counted), from: start) { _, point, _ in
        trajectory.points.append(try point.map { try $0.coordinates() })
        trajectory.costs.append(counter.counts)
        return .proceed
      }
      trajectory.outcome = result.outcome
      trajectory.targets = criteria.targets
      trajectory.cappedSolves = result.cappedSolves
      return trajectory
    }
  }
}
