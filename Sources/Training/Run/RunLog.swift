import GameDynamics
import TorchTensors

/// What a run tells on the way: its history, its metrics' file, TensorBoard's events, its clock.
struct RunLog {
  private let metrics: [MetricCard]
  private let steps: Int, logEvery: Int, firstStep: Int
  private let files: RunFiles?
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private let thread: ThreadClock
  /// The numbers of every logged step, those of the run's earlier processes too.
  private(set) var history: TrainingHistory

  /// Opens the logs; those of a resumed run lose what was written after the checkpoint.
  init<Problem: TrainingProblem>(
    _ problem: Problem, settings: Settings<RunSettings>, files: RunFiles?, firstStep: Int
  ) throws {
    metrics = problem.metrics
    steps = settings.steps
    logEvery = settings.logEvery
    self.firstStep = firstStep
    self.files = files
    history = try files?.open(resumingAt: firstStep > 0 ? firstStep : nil) ?? TrainingHistory()
    begin = clock.now
    thread = ThreadClock()
  }

  /// Wall time since the logs were opened.
  var elapsed: Duration { begin.duration(to: clock.now) }
  /// Processor time of this thread since.
  var processorTime: Duration { thread.elapsed }

  /// How far the run is; logs the step where it is one to be logged, and every step that was scored.
  mutating func progress(
    after step: Int, _ record: StepRecord, _ report: StepReport<Double>, loading: Duration,
    scores: [String: Double]? = nil
  ) throws -> TrainingProgress {
    let progress = TrainingProgress(
      step: step, steps: steps, losses: Players(x: try record.loss(.x), y: try record.loss(.y)), solver: report.solver,
      elapsed: elapsed, firstStep: firstStep)
    guard step.isMultiple(of: logEvery) || step == steps || scores != nil else { return progress }
    var values: [String: Double] = [:]
    for metric in metrics { values[metric.name] = try record.value(of: metric) }
    values[MetricCard.loadingShare.name] = loading.inSeconds / max(progress.elapsed.inSeconds, 1e-9)
    values[MetricCard.stepsPerSecond.name] = progress.stepsPerSecond
    values[MetricCard.innerIterations.name] = report.solver.map { Double($0.iterations) }
    values[MetricCard.innerResidual.name] = report.solver?.relativeResidual
    values.merge(scores ?? [:]) { own, _ in own }
    history.append(.init(step: step, values: values))
    try files?.log(step: step, values)
    return progress
  }

  /// The first loss of a step that is not finite, as its progress has read it; nil where all are, or were not evaluated.
  func nonFiniteLoss(_ record: StepRecord, _ progress: TrainingProgress) -> NonFiniteNumber? {
    for metric in metrics {
      guard case .loss(let player) = metric.origin, record.losses[player] != nil, !progress.losses[player].isFinite
      else { continue }
      return NonFiniteNumber(step: progress.step, player: player, subject: "the \(metric.title)")
    }
    return nil
  }
}
