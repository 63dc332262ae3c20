import GameDynamics
import NeuralNetworks
import TorchTensors

/// How far a run has come.
public struct TrainingProgress: Sendable {
  /// Steps taken, of how many; a resumed run counts from the very first.
  public let step: Int, steps: Int
  /// The losses of the last step, before it moved.
  public let generatorLoss: Double, discriminatorLoss: Double
  /// The last inner solve, if the optimizer has one.
  public let solver: SolverReport<Double>?
  /// Time since this process's first step began.
  public let elapsed: Duration
  /// The step from which this process started.
  public let firstStep: Int

  /// Steps per second, on average.
  public var stepsPerSecond: Double { Double(step - firstStep) / max(elapsed.inSeconds, 1e-9) }
  /// Seconds left at this rate.
  public var secondsLeft: Double { Double(steps - step) / stepsPerSecond }
}

/// The losses and inner solves of every logged step.
public struct TrainingHistory: Sendable, Equatable {
  /// What is known of one step.
  public struct Entry: Sendable, Equatable {
    /// The step after which it was taken: 1, 2, ….
    public var step: Int
    /// f and g.
    public var generatorLoss: Double, discriminatorLoss: Double
    /// ‖∂f/∂x‖ and ‖∂g/∂y‖; NaN where they were not measured.
    public var generatorGradient = Double.nan, discriminatorGradient = Double.nan
    /// Iterations and relative residual of the inner solve; nil where there is none.
    public var solverIterations: Double?, solverResidual: Double?
  }

  /// The entries in order.
  public private(set) var entries: [Entry] = []

  /// An empty history.
  public init() {}

  mutating func append(_ entry: Entry) { entries.append(entry) }

  /// The step after which each entry was taken: 1, 2, ….
  public var steps: [Double] { entries.map { Double($0.step) } }
  /// f at each step.
  public var generatorLosses: [Double] { entries.map(\.generatorLoss) }
  /// g at each step.
  public var discriminatorLosses: [Double] { entries.map(\.discriminatorLoss) }
  /// ‖∂f/∂x‖ at each step.
  public var generatorGradients: [Double] { entries.map(\.generatorGradient) }
  /// ‖∂g/∂y‖ at each step.
  public var discriminatorGradients: [Double] { entries.map(\.discriminatorGradient) }
  /// Iterations of each inner solve; empty where there is none.
  public var solverIterations: [Double] { entries.compactMap(\.solverIterations) }
  /// Relative residual of each inner solve; empty where there is none.
  public var solverResiduals: [Double] { entries.compactMap(\.solverResidual) }
}

/// What became infinite or not a number, and when.
public struct NonFiniteNumber: Sendable, Equatable, CustomStringConvertible {
  /// After which step.
  public let step: Int
  /// Whose, and what: "the discriminator's loss", "the generator's tensor '0.weight'".
  public let subject: String
  /// The step of the last checkpoint before; nil where there is none.
  public var lastCheckpoint: Int?

  /// Required, given, remedy.
  public var description: String {
    "training requires finite numbers, and after step \(step) \(subject) is not; "
      + (lastCheckpoint.map { "the last good checkpoint is that of step \($0); " } ?? "there is no checkpoint; ")
      + "take smaller step sizes, a penalty or clipped gradients"
  }
}

/// What a training run leaves behind.
public struct TrainingResult: Sendable {
  /// How it ended.
  public let outcome: Outcome
  /// Both networks' parameters.
  public let point: Players<TensorList>
  /// Both networks' buffers; nil where neither has any.
  public let buffers: Players<TensorList>?
  /// The moving average of the generator; nil where none was asked for.
  public let generatorAverage: GeneratorAverage?
  /// The losses of every logged step.
  public let history: TrainingHistory
  /// How many inner solves reached their cap on iterations before their tolerance.
  public let cappedSolves: Int
  /// The step from which this process started: 0 for a new run.
  public let firstStep: Int
  /// Wall time of this process's steps.
  public let elapsed: Duration
  /// How much of it training waited for data.
  public let loadingTime: Duration
  /// What was not finite; nil where all was well.
  public let nonFinite: NonFiniteNumber?

  /// Milliseconds a step, on average.
  public var millisecondsPerStep: Double { elapsed.inSeconds * 1000 / Double(max(1, outcome.step - firstStep)) }
  /// The share of the time that training waited for data.
  public var loadingShare: Double { loadingTime.inSeconds / max(elapsed.inSeconds, 1e-9) }
}

extension Duration {
  /// As seconds.
  public var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
