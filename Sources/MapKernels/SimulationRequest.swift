import GameDynamics

/// A simulation of many runs side by side, one a lane: what every kernel takes, whatever machine it is compiled for.
public struct SimulationRequest: Sendable {
  /// The optimizer's hyperparameters, per lane.
  public var hyperparameters: Parameters<Lanes>
  /// The game's parameters, per lane.
  public var gameParameters: Parameters<Lanes>
  /// Where the runs start, coordinate by coordinate, per lane.
  public var start: Players<[Lanes]>
  /// At most this many steps.
  public var steps: Int
  /// ‖(x, y)‖ above this counts as diverged.
  public var divergenceBound: Double
  /// A run has converged within `convergenceBound` of one of these points.
  public var targets: [Players<[Lanes]>]
  /// See `targets`; nil for runs that go on to the last step.
  public var convergenceBound: Double?
  /// What is measured beside outcomes and last points.
  public var measurement: Measurement

  /// What can be measured on the way.
  public enum Measurement: Sendable, Equatable {
    /// Nothing.
    case none
    /// ‖(x, y) - targets[0]‖² after 0, 1, 2, … steps.
    case squaredDistances
    /// How far the runs that still move get about: see `SimulationResult.extents`.
    case extents(window: Int)
  }

  /// A simulation to the last step, nothing measured.
  public init(
    hyperparameters: Parameters<Lanes>, gameParameters: Parameters<Lanes>, start: Players<[Lanes]>, steps: Int,
    divergenceBound: Double = .infinity
  ) {
    self.hyperparameters = hyperparameters
    self.gameParameters = gameParameters
    self.start = start
    self.steps = steps
    self.divergenceBound = divergenceBound
    targets = []
    convergenceBound = nil
    measurement = .none
  }
}

/// What a simulation leaves behind, lane by lane.
public struct SimulationResult: Sendable {
  /// How each run ended.
  public var outcomes: [Outcome]
  /// Where each run ended, coordinate by coordinate.
  public var point: Players<[Lanes]>
  /// ‖(x, y) - targets[0]‖² after 0, 1, 2, … steps, if they were asked for. A lane that ended goes on while others run.
  public var squaredDistances: [Lanes] = []
  /// Squared diagonals of the boxes that the runs stay in during two more windows of steps after the last step, if they
  /// were asked for and some lane still moves.
  public var extents: (first: Lanes, second: Lanes)?

  /// What a simulation left behind.
  @inlinable
  init(outcomes: [Outcome], point: Players<[Lanes]>, squaredDistances: [Lanes]) {
    self.outcomes = outcomes
    self.point = point
    self.squaredDistances = squaredDistances
    extents = nil
  }
}
