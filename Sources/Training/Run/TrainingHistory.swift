/// The numbers of every logged step.
public struct TrainingHistory: Sendable, Equatable {
  /// What is known of one step.
  public struct Entry: Sendable, Equatable {
    /// The step after which it was taken: 1, 2, ….
    public let step: Int
    /// Values by the metrics' names; a metric that the step did not report is missing.
    public let values: [String: Double]
  }

  /// The entries in order.
  public private(set) var entries: [Entry] = []

  /// An empty history.
  public init() {}

  mutating func append(_ entry: Entry) { entries.append(entry) }

  /// The step after which each entry was taken: 1, 2, ….
  public var steps: [Double] { entries.map { Double($0.step) } }

  /// A metric at every logged step, NaN where it was not reported.
  public func values(of name: String) -> [Double] { entries.map { $0.values[name] ?? .nan } }

  /// Whether some step has reported a metric.
  public func has(_ name: String) -> Bool { entries.contains { $0.values[name] != nil } }

  /// Iterations of each inner solve; empty where there is none.
  public var solverIterations: [Double] { entries.compactMap { $0.values[MetricCard.innerIterations.name] } }
  /// Relative residual of each inner solve; empty where there is none.
  public var solverResiduals: [Double] { entries.compactMap { $0.values[MetricCard.innerResidual.name] } }

  /// Two histories are equal where what a run computes is: times are not compared, and NaN equals NaN.
  public static func == (a: TrainingHistory, b: TrainingHistory) -> Bool {
    func computed(_ entry: Entry) -> [String: UInt64] {
      entry.values.filter { $0.key != MetricCard.loadingShare.name && $0.key != MetricCard.stepsPerSecond.name }
        .mapValues { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
    }
    return a.entries.map(\.step) == b.entries.map(\.step) && a.entries.map(computed) == b.entries.map(computed)
  }
}
