/// The one loop: asks the source for the game of each step, steps, and decides per lane when a run is over.
///
/// It owns the cap on steps, the convergence criterion, the divergence bound, the check for non-finite numbers and the
/// observer; optimizers hold mathematics only. A run that goes on from a saved state starts at `firstStep`.
public struct Driver<V: Vector>: Sendable {
  /// When a run counts as converged.
  public enum Convergence: Sendable {
    /// Never: run to the cap.
    case never
    /// ‖(x, y) - target‖ ≤ bound.
    case distance(to: Players<V>, atMost: Double)
    /// ‖(∂f/∂x, ∂g/∂y)‖ ≤ bound. Costs a gradient a step.
    case gradientNorm(atMost: Double)
  }

  /// What an observer answers.
  public enum Verdict: Sendable {
    /// Go on.
    case proceed
    /// End the run with `Outcome.stopped`.
    case stop
  }

  /// At most this many steps.
  public var stepCap: Int
  /// When a run counts as converged.
  public var convergence: Convergence
  /// ‖(x, y)‖ above this counts as diverged; infinity for never.
  public var divergenceBound: Double

  /// A driver; runs to the cap, or to overflow, unless told otherwise.
  @inlinable
  public init(stepCap: Int, convergence: Convergence = .never, divergenceBound: Double = .infinity) {
    self.stepCap = stepCap
    self.convergence = convergence
    self.divergenceBound = divergenceBound
  }

  /// What a run leaves behind.
  public struct Result<State> {
    /// One outcome per lane.
    public var outcomes: [Outcome]
    /// The last point: of a lane that ended early, where it got to while the others ran on.
    public var point: Players<V>
    /// The last state.
    public var state: State
    /// How many inner solves ended (at their cap on iterations, or stagnating) before their tolerance.
    public var cappedSolves: Int

    /// What a run left behind.
    @inlinable
    public init(outcomes: [Outcome], point: Players<V>, state: State, cappedSolves: Int) {
      self.outcomes = outcomes
      self.point = point
      self.state = state
      self.cappedSolves = cappedSolves
    }

    /// The outcome of a run of one lane.
    public var outcome: Outcome { outcomes[0] }
  }

  /// Runs any optimizer on games that are differentiable twice.
  ///
  /// - `observe` is shown the start (step `firstStep`, no report) and then the point after every step.
  /// - Throws what the source, the game and the observer throw.
  @inlinable
  public func run<O: Optimizer, S: GameSource>(
    _ optimizer: O, on source: S, from start: Players<V>, state: O.State? = nil, firstStep: Int = 0,
    observe: (Int, Players<V>, StepReport<V.Scalar>?) throws -> Verdict = { _, _, _ in .proceed }
  ) throws -> Result<O.State> where O.V == V, S.Source: SecondOrderGame, S.Source.V == V {
    try loop(
      from: start, state: try state ?? optimizer.initialState(at: start), firstStep: firstStep, source: source,
      step: { try optimizer.step(&$0, &$1, in: $2) }, observe: observe)
  }

  /// Runs an optimizer that needs gradients alone, on any game. Otherwise as above.
  @inlinable
  public func run<O: FirstOrderOptimizer, S: GameSource>(
    firstOrder optimizer: O, on source: S, from start: Players<V>, state: O.State? = nil, firstStep: Int = 0,
    observe: (Int, Players<V>, StepReport<V.Scalar>?) throws -> Verdict = { _, _, _ in .proceed }
  ) throws -> Result<O.State> where O.V == V, S.Source.V == V {
    try loop(
      from: start, state: try state ?? optimizer.initialState(at: start), firstStep: firstStep, source: source,
      step: { try optimizer.step(&$0, &$1, in: $2) }, observe: observe)
  }

  @inlinable
  func loop<S: GameSource, State>(
    from start: Players<V>, state initial: State, firstStep: Int, source: S,
    step advance: (inout Players<V>, inout State, S.Source) throws -> StepReport<V.Scalar>,
    observe: (Int, Players<V>, StepReport<V.Scalar>?) throws -> Verdict
  ) throws -> Result<State> where S.Source.V == V {
    var ledger = OutcomeLedger<V.Scalar>(divergenceBound: divergenceBound)
    var point = start
    var state = initial
    var cappedSolves = 0
    var step = firstStep
    var verdict = try observe(step, point, nil)
    while case .proceed = verdict, step < stepCap, ledger.someLaneRuns {
      let game = try source.game(atStep: step)
      let report = try advance(&point, &state, game)
      step += 1
      if let solver = report.solver {
        if !solver.converged.or(solver.brokeDown).all { cappedSolves += 1 }
        ledger.recordBreakdown(solver.brokeDown, step: step)
      }
      ledger.recordSize(x: try point.x.squaredNorm(), y: try point.y.squaredNorm(), step: step)
      switch convergence {
      case .never: break
      case .distance(let target, let bound):
        ledger.recordConvergence(
          try point.squaredDistance(to: target).isAtMost(V.Scalar(bound * bound)), step: step)
      case .gradientNorm(let bound):
        ledger.recordConvergence(
          try game.gradients(at: point).squaredNorm().isAtMost(V.Scalar(bound * bound)), step: step)
      }
      verdict = try observe(step, point, report)
    }
    var rest = Outcome.stillMoving(steps: step)
    if case .stop = verdict { rest = .stopped(step: step) }
    return Result(
      outcomes: ledger.outcomes.map { $0 ?? rest }, point: point, state: state, cappedSolves: cappedSolves)
  }
}
