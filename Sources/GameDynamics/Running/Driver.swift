/// The one loop: asks the source for the game of each step, steps, and decides per lane when a run is over.
///
/// It owns the cap on steps, the convergence criterion, the divergence bound, the check for non-finite numbers and the
/// observer; optimizers hold mathematics only. A run that goes on from a saved state starts at `firstStep`.
public struct Driver<V: Vector>: Sendable {
  /// When a run counts as converged. Indirect: a criterion is handed on with every run of a map, and a point may be large.
  public indirect enum Convergence: Sendable {
    /// Never: run to the cap.
    case never
    /// ‖(x, y) - target‖ ≤ bound.
    case distance(to: Players<V>, atMost: Double)
    /// ‖(x, y) - target‖ ≤ bound for one of the targets.
    case distanceToAny(of: [Players<V>], atMost: Double)
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
    public var outcomes: LaneOutcomes
    /// The last point, of each lane where its own run ended.
    public var point: Players<V>
    /// The last state.
    public var state: State
    /// How many inner solves ended (at their cap on iterations, or stagnating) before their tolerance, in a lane that had
    /// not ended.
    public var cappedSolves: Int

    /// What a run left behind.
    @inlinable
    public init(outcomes: LaneOutcomes, point: Players<V>, state: State, cappedSolves: Int) {
      self.outcomes = outcomes
      self.point = point
      self.state = state
      self.cappedSolves = cappedSolves
    }

    /// The outcome of a run of one lane.
    public var outcome: Outcome { outcomes[0] }
  }

  /// The source had no game for the next step: why, and what the run had come to before it, which is whole.
  ///
  /// An error within a step is thrown as it is, since then point and state are of no use.
  public struct SourceFailure<State>: Error, @unchecked Sendable, CustomStringConvertible {
    /// What the run had come to: point and state after `outcome.step` whole steps.
    public let result: Result<State>
    /// What the source threw.
    public let cause: any Error

    @inlinable
    init(result: Result<State>, cause: any Error) {
      self.result = result
      self.cause = cause
    }

    /// The cause's words.
    public var description: String { "\(cause)" }
  }

  /// Runs any optimizer on games that are differentiable twice.
  ///
  /// - `observe` is shown the start (step `firstStep`, no report) and then the point after every step.
  /// - Throws what the game and the observer throw, and `SourceFailure` where the source does.
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
    var progress = Progress<State>(at: start, state: initial, step: firstStep, divergenceBound: divergenceBound)
    var verdict = try observe(progress.step, progress.point, nil)
    while case .proceed = verdict, progress.step < stepCap, progress.ledger.someLaneRuns {
      let game: S.Source
      do {
        game = try source.game(atStep: progress.step)
      } catch {
        throw SourceFailure(result: try progress.result(of: .stopped(step: progress.step)), cause: error)
      }
      let report = try advanceRecording(&progress, in: game, step: advance)
      verdict = try observe(progress.step, progress.point, report)
    }
    var rest = Outcome.stepCapReached(steps: progress.step)
    if case .stop = verdict { rest = .stopped(step: progress.step) }
    return try progress.result(of: rest)
  }

  /// One step, and its entries in the ledger.
  @inlinable
  func advanceRecording<G: Game, State>(
    _ progress: inout Progress<State>, in game: G,
    step advance: (inout Players<V>, inout State, G) throws -> StepReport<V.Scalar>
  ) throws -> StepReport<V.Scalar> where G.V == V {
    let report = try advance(&progress.point, &progress.state, game)
    progress.step += 1
    let (point, step) = (progress.point, progress.step)
    let before = progress.ledger.running
    if let solver = report.solver {
      if progress.ledger.someLaneRuns(where: solver.converged.or(solver.brokeDown).inverted) {
        progress.cappedSolves += 1
      }
      progress.ledger.recordBreakdown(solver.brokeDown, step: step)
    }
    progress.ledger.recordSize(x: try point.x.squaredNorm(), y: try point.y.squaredNorm(), step: step)
    if let converged = try hasConverged(point, in: game) { progress.ledger.recordConvergence(converged, step: step) }
    let ended = before.and(progress.ledger.running.inverted)
    if ended.any { progress.ends = try progress.ends?.replacing(with: point, where: ended) ?? point }
    return report
  }

  /// Where the criterion holds; nil when there is none.
  @inlinable @inline(never)
  func hasConverged<G: Game>(_ point: Players<V>, in game: G) throws -> V.Scalar.Mask? where G.V == V {
    switch convergence {
    case .never: return nil
    case .distance(let target, let bound):
      return try point.squaredDistance(to: target).isAtMost(V.Scalar(bound * bound))
    case .distanceToAny(let targets, let bound):
      var near = V.Scalar.Mask(repeating: false)
      for target in targets { near = near.or(try point.squaredDistance(to: target).isAtMost(V.Scalar(bound * bound))) }
      return near
    case .gradientNorm(let bound):
      return try game.gradients(at: point).squaredNorm().isAtMost(V.Scalar(bound * bound))
    }
  }

  /// How far a run has got.
  @usableFromInline
  struct Progress<State> {
    @usableFromInline var point: Players<V>
    @usableFromInline var state: State
    @usableFromInline var step: Int
    @usableFromInline var cappedSolves = 0
    @usableFromInline var ledger: OutcomeLedger<V.Scalar>
    /// The last points of the lanes that ended; nil while none has.
    @usableFromInline var ends: Players<V>?

    @inlinable
    init(at point: Players<V>, state: State, step: Int, divergenceBound: Double) {
      self.point = point
      self.state = state
      self.step = step
      ledger = OutcomeLedger(divergenceBound: divergenceBound)
    }

    /// Another run in this one's place, from its first step.
    @inlinable @inline(__always)
    mutating func begin(at point: Players<V>, state: State) {
      (self.point, self.state) = (point, state)
      (step, cappedSolves, ends) = (0, 0, nil)
      ledger.begin()
    }

    /// The last point, of each lane where its own run ended.
    @inlinable
    var end: Players<V> {
      get throws { try ends?.replacing(with: point, where: ledger.running) ?? point }
    }

    /// What the run left behind, `rest` being the outcome of the lanes that have none.
    @inlinable
    func result(of rest: Outcome) throws -> Result<State> {
      Result(outcomes: ledger.outcomes(rest: rest), point: try end, state: state, cappedSolves: cappedSolves)
    }
  }
}
