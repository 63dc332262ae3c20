/// A rule that moves a point of a game, written once and run on numbers, lanes, duals and tensors.
///
/// The optimizer itself is a value that holds hyperparameters and never changes; what it remembers between steps is its
/// `State`. `step` is a pure function of (point, state, game), so a run can be copied, saved, resumed and
/// differentiated.
///
/// **To write an optimizer**, conform to `FirstOrderOptimizer` if gradients are enough, else to `Optimizer`, and write
/// `step`. It is given the game, not a gradient: it may look where and as often as it likes.
public protocol Optimizer<V>: Sendable {
  /// The type of both players' parameters.
  associatedtype V: Vector
  /// What is remembered between steps; `NoState` when nothing is.
  associatedtype State: OptimizerState where State.V == V

  /// (η_x, η_y). Every optimizer has them, so that a schedule can change them between steps and a wrapper can pass them
  /// on.
  var stepSizes: Players<V.Scalar> { get set }

  /// Whether a coordinate of the point that is NaN is NaN after a step too, as where a step adds to the point. Then maps watch
  /// runs more cheaply. By default false.
  static var keepsNaN: Bool { get }

  /// The same optimizer for steps whose reports nobody reads: a step whose inner solve cannot go on may end where the point is
  /// not a number (and stay there) instead of reporting it. Maps take such steps, and take them again with reports where
  /// something has happened. By default the optimizer itself.
  var unwatched: Self { get }

  /// The state before the first step from `point`.
  func initialState(at point: Players<V>) throws -> State

  /// One step of both players, in place. Throws what the game throws; then point and state are not to be used.
  func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
}

/// An optimizer that needs gradients alone and so runs on every `Game`.
public protocol FirstOrderOptimizer<V>: Optimizer {
  /// One step of both players, in place. Throws what the game throws; then point and state are not to be used.
  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws -> StepReport<V.Scalar>
  where G.V == V
}

extension Optimizer {
  /// The optimizer itself.
  @inlinable @inline(__always)
  public var unwatched: Self { self }

  /// False.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { false }
}

extension Optimizer where State == NoState<V> {
  /// Nothing to remember.
  @inlinable
  public func initialState(at point: Players<V>) -> NoState<V> { NoState() }
}

/// What one step has to tell beside the new point.
public struct StepReport<S: Field>: Sendable {
  /// The inner linear solve, if the step had one.
  public var solver: SolverReport<S>?

  /// A report; without an inner solve by default.
  @inlinable
  public init(solver: SolverReport<S>? = nil) { self.solver = solver }

  /// The report of this step and a later one, taken as one.
  @inlinable
  public func followed(by later: Self) -> Self {
    guard let first = solver, let second = later.solver else { return Self(solver: solver ?? later.solver) }
    return Self(solver: first.followed(by: second))
  }
}

/// Why an optimizer refuses a game.
public enum OptimizerError: Error, CustomStringConvertible, Equatable {
  /// The inner solver needs a symmetric system, which only zero-sum games give.
  case needsZeroSumGame(optimizer: String, remedy: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .needsZeroSumGame(let optimizer, let remedy):
      return
        "\(optimizer) was required to solve with conjugate gradients, which need a zero-sum game (g = -f), but the "
        + "game given is general-sum; \(remedy)"
    }
  }
}
