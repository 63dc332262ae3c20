import GameDynamics

/// A simulation of many runs side by side, one a lane: what every kernel takes, whatever machine it is compiled for.
public struct SimulationRequest: Sendable {
  /// Hyperparameters, parameters of the game and start, per lane.
  public var values: RunValues<Lanes>
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
    /// Outcomes and last points alone.
    case none
    /// ‖(x, y) - targets[0]‖² after 0, 1, 2, … steps. No criterion ends the run, whatever becomes of it.
    case squaredDistances
    /// ‖(x, y) - targets[0]‖² at the end.
    case lastSquaredDistance
    /// How far the runs that still move get about: see `SimulationResult.extents`.
    case extents(window: Int)
    /// How a small disturbance of point and optimizer state grows: see `SimulationResult.growth`.
    case growth
  }

  /// A simulation to the last step, nothing measured.
  public init(_ values: RunValues<Lanes>, steps: Int, divergenceBound: Double = .infinity) {
    self.values = values
    self.steps = steps
    self.divergenceBound = divergenceBound
    targets = []
    convergenceBound = nil
    measurement = .none
  }
}

/// How runs get about during two windows of steps. A class: results are handed on for every few nodes, most of them without.
public final class Extents: Sendable {
  /// Squared diagonals of the boxes that they stay in during the first and during the second window.
  public let first: Lanes, second: Lanes
  /// The squared distance from the first box's centre to the second's.
  public let shift: Lanes
  /// After how many steps they are back where the second window began, to 1e-7 of the first box's diagonal, and after twice as
  /// many again, nearer than before or as near as rounding allows; 0 where they are not.
  public let period: Lanes
  /// Where they are after both windows.
  public let end: Players<[Lanes]>

  /// What two windows have shown.
  @inlinable
  init(first: Lanes, second: Lanes, shift: Lanes, period: Lanes, end: Players<[Lanes]>) {
    self.first = first
    self.second = second
    self.shift = shift
    self.period = period
    self.end = end
  }
}

/// What a simulation leaves behind, lane by lane.
///
/// A kernel uses it again for the next group, without new memory or a look at who else holds it: who keeps one keeps a `copy`.
public final class SimulationResult {
  /// How each run ended.
  @exclusivity(unchecked) public var outcomes: LaneOutcomes
  /// Where each run ended, coordinate by coordinate.
  @exclusivity(unchecked) public var point: Players<[Lanes]>
  /// ‖(x, y) - targets[0]‖² after 0, 1, 2, … steps; or of `point` alone; whichever was asked for.
  @exclusivity(unchecked) public var squaredDistances: [Lanes] = []
  /// How the runs get about during two more windows of steps after the last step, if that was asked for and some lane still
  /// moves.
  @exclusivity(unchecked) public var extents: Extents?
  /// Natural logarithms of the factor by which a disturbance grew at each step, if they were asked for: -∞ from where it is dead
  /// on, NaN from where the run has overflowed on.
  @exclusivity(unchecked) public var growth: [Lanes] = []

  /// Of a simulation that has not begun.
  @inlinable
  public init(before request: SimulationRequest) {
    outcomes = LaneOutcomes(repeating: .stepCapReached(steps: 0), count: Lanes.laneCount)
    point = request.values.start
  }

  /// The same numbers in an object of their own.
  public func copy() -> SimulationResult { SimulationResult(of: self) }

  private init(of other: SimulationResult) {
    (outcomes, point, squaredDistances) = (other.outcomes, other.point, other.squaredDistances)
    (extents, growth) = (other.extents, other.growth)
  }
}
