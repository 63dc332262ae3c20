import GameDynamics

/// What the log, the history and the charts need to know of a number that steps report.
public struct MetricCard: Sendable {
  /// Where the number comes from.
  public enum Origin: Sendable {
    /// A player's loss.
    case loss(Player)
    /// The norm of a player's own gradient.
    case gradientNorm(Player)
    /// The mean of the tensor that a game noted under the metric's name.
    case noted
    /// Computed from a step's record; nil where the step has none.
    case derived(@Sendable (StepRecord) throws -> Double?)
  }

  /// The name in `metrics.jsonl` and TensorBoard: `generator-loss`.
  public let name: String
  /// The words in a legend or a column: `generator loss`.
  public let title: String
  /// The symbol in formulas; nil where it has none.
  public let symbol: String?
  /// The unit: nats, seconds; nil for a pure number.
  public let unit: String?
  /// Where it comes from.
  public let origin: Origin
  /// The chart that it is drawn in, by the chart's name; nil for none.
  public let chart: String?

  /// A metric; unless something else is said, a game notes it under `name` (`StepRecorder.note`).
  public init(
    _ name: String, title: String, symbol: String? = nil, unit: String? = nil, origin: Origin = .noted,
    chart: String? = nil
  ) {
    self.name = name
    self.title = title
    self.symbol = symbol
    self.unit = unit
    self.origin = origin
    self.chart = chart
  }

  /// The chart of all losses.
  public static let losses = "losses"
  /// The chart of the gradients' norms.
  public static let gradientNorms = "gradient-norms"

  /// A player's loss, called after what the player is.
  public static func loss(of player: Player, called name: String, unit: String? = nil) -> MetricCard {
    MetricCard(
      "\(name)-loss", title: "\(name) loss", symbol: player == .x ? "f" : "g", unit: unit, origin: .loss(player),
      chart: losses)
  }

  /// The norm of a player's own gradient.
  public static func gradientNorm(of player: Player, called name: String) -> MetricCard {
    MetricCard(
      "\(name)-gradient-norm", title: "\(name) gradient norm", origin: .gradientNorm(player), chart: gradientNorms)
  }

  // MARK: - The trainer's own

  static let innerIterations = MetricCard(
    "inner-iterations", title: "inner iterations", chart: "inner-iterations")
  /// What the trainer reports beside the problem's metrics.
  public static let ofTrainer = [innerIterations, innerResidual, loadingShare, stepsPerSecond]
  /// Whether it is a number of the run, and not of the machine it ran on.
  public var isKept: Bool { name != Self.loadingShare.name && name != Self.stepsPerSecond.name }
  static let innerResidual = MetricCard("inner-residual", title: "relative residual")
  static let loadingShare = MetricCard("loading-share", title: "share of time waiting for data")
  static let stepsPerSecond = MetricCard("steps-per-second", title: "steps per second", unit: "1/s")
}

extension StepRecord {
  /// The number of a metric; nil where this step has none.
  func value(of metric: MetricCard) throws -> Double? {
    switch metric.origin {
    case .loss(let player): losses[player] == nil ? nil : try loss(player)
    case .gradientNorm(let player): gradients[player] == nil ? nil : try gradientNorm(player)
    case .noted: try tensor(metric.name)?.mean().item()
    case .derived(let compute): try compute(self)
    }
  }
}
