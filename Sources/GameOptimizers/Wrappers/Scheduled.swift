import GameDynamics

/// Any optimizer with step sizes that follow a schedule: both are the nominal ones times `schedule.factor(at: t)` at
/// step t.
///
/// The count of steps is in the state, so a resumed run goes on where it was. The iteration changes from step to step:
/// its Jacobian is that of the step it is taken at.
///
/// Cost: the base's. State: the base's and a counter.
public struct Scheduled<Base: Optimizer>: Optimizer {
  /// The base's vectors.
  public typealias V = Base.V
  /// What is wrapped; its step sizes are the nominal ones.
  public var base: Base
  /// How they change.
  public var schedule: StepSizeSchedule

  /// A base on a schedule.
  @inlinable
  public init(_ base: Base, schedule: StepSizeSchedule) {
    self.base = base
    self.schedule = schedule
  }

  /// The base's state, and how far the schedule is.
  public struct State: OptimizerState {
    /// The vectors of the base.
    public typealias V = Base.V
    /// The base's state.
    public var base: Base.State
    /// How many steps were taken.
    public var steps: Int

    /// What a run has got to; a new one begins with `initialState(at:)`.
    @inlinable
    public init(base: Base.State, steps: Int) {
      self.base = base
      self.steps = steps
    }
    /// The base's entries and `scheduledSteps`, in this order.
    @inlinable
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try base.visit(&visitor)
      try visitor.counter("scheduledSteps", of: .wholeStep, &steps)
    }
  }

  /// The nominal step sizes: those at step 0.
  @inlinable
  public var stepSizes: Players<V.Scalar> {
    get { base.stepSizes }
    set { base.stepSizes = newValue }
  }

  /// The base's, at step 0.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State {
    State(base: try base.initialState(at: point), steps: 0)
  }

  /// The base with the step sizes of a step.
  @inlinable
  func base(at step: Int) -> Base {
    let factor = V.Scalar(schedule.factor(at: step))
    var result = base
    result.stepSizes = base.stepSizes.map { factor * $0 }
    return result
  }

  /// A step of the base with this step's sizes.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let report = try base(at: state.steps).step(&point, &state.base, in: game)
    state.steps += 1
    return report
  }
}

extension Scheduled: FirstOrderOptimizer where Base: FirstOrderOptimizer {
  /// A step of the base with this step's sizes.
  @inlinable
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let report = try base(at: state.steps).step(&point, &state.base, in: game)
    state.steps += 1
    return report
  }
}

/// The catalogue's entries for `Scheduled`, one per shape.
public struct ScheduleWrapper: OptimizerWrapper {
  /// Name, parameters and source.
  public let card: SchemeCard
  @usableFromInline let shape: Shape

  @usableFromInline
  enum Shape: Sendable { case linear, cosine, exponential, staircase, inverseSquareRoot }

  /// Step sizes that fall in a straight line.
  public static let linear = Self(.linear, "linear", "in a straight line", [length, final])
  /// Step sizes that fall along half a cosine.
  public static let cosine = Self(.cosine, "cosine", "along half a cosine", [length, final])
  /// Step sizes that fall smoothly by a factor.
  public static let exponential = Self(.exponential, "exponential", "smoothly by a factor", [length, factor])
  /// Step sizes that fall by a factor at once, every so often.
  public static let staircase = Self(.staircase, "staircase", "by a factor at once, every so often", [length, factor])
  /// Step sizes that fall as the inverse root of the step.
  public static let inverseSquareRoot = Self(
    .inverseSquareRoot, "inverse-sqrt", "as the inverse root of the step", [length])

  private init(_ shape: Shape, _ name: String, _ how: String, _ hyperparameters: [ParameterSpec]) {
    self.shape = shape
    card = SchemeCard(
      name: name, title: name, summary: "step sizes fall \(how)",
      source: "Robbins and Monro, A Stochastic Approximation Method, 1951", hyperparameters: hyperparameters)
  }

  private static let length = ParameterSpec(
    "schedule-steps", symbol: "T", meaning: "length of the schedule in steps", standard: 1000, minimum: 1,
    maximum: 1e15,
    isWhole: true)
  private static let final = ParameterSpec(
    "schedule-final", symbol: "r", meaning: "what is left of the step sizes in the end", standard: 0, minimum: 0)
  private static let factor = ParameterSpec(
    "schedule-factor", symbol: "r", meaning: "what T steps leave of the step sizes", standard: 0.5, minimum: 0)

  /// Hands `Scheduled` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<O: Optimizer, C: OptimizerContinuation>(
    _ base: O, _ h: WrapperParameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where O.V == C.V {
    let length = try h.count("schedule-steps")
    let schedule: StepSizeSchedule
    switch shape {
    case .linear: schedule = .linear(to: try h.number("schedule-final"), over: length)
    case .cosine: schedule = .cosine(to: try h.number("schedule-final"), over: length)
    case .exponential: schedule = .exponential(by: try h.number("schedule-factor"), every: length)
    case .staircase: schedule = .staircase(by: try h.number("schedule-factor"), every: length)
    case .inverseSquareRoot: schedule = .inverseSquareRoot(over: length)
    }
    return try next(Scheduled(base, schedule: schedule))
  }
}
