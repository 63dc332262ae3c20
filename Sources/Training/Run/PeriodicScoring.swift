/// Scores of the networks while they are trained: every so many steps, into the step's row of `metrics.jsonl`, TensorBoard
/// and the history.
///
/// What is scored is looked at and not touched: the numbers are functions of networks and seed, so a resumed run has the
/// rows of the unbroken one, and a run without scores the same networks. `Evaluation` makes one for GANs.
public struct PeriodicScoring<Problem: TrainingProblem>: Sendable {
  /// In every how many steps.
  public let every: Int
  /// What there is to know of the numbers.
  public let metrics: [MetricCard]
  private let compute: @Sendable (Problem, TrainedNetworks) throws -> [String: Double]

  /// Scores in every `every` steps; none for 0. `compute` must be a pure function.
  public init(
    every: Int, metrics: [MetricCard],
    compute: @escaping @Sendable (Problem, TrainedNetworks) throws -> [String: Double]
  ) {
    self.every = every
    self.metrics = metrics
    self.compute = compute
  }

  /// The numbers after a step; nil where it is none to be scored.
  func values(
    _ problem: Problem, _ trained: () -> TrainedNetworks, after step: Int
  ) throws -> [String: Double]? {
    guard every > 0, step.isMultiple(of: every) else { return nil }
    return try compute(problem, trained())
  }
}
