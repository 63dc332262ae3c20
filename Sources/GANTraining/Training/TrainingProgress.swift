import GameDynamics
import TorchTensors

/// How far a run has come.
public struct TrainingProgress: Sendable {
  /// Steps taken, of how many.
  public let step: Int, steps: Int
  /// The losses of the last step, before it moved.
  public let generatorLoss: Double, discriminatorLoss: Double
  /// The last inner solve, if the optimizer has one.
  public let solver: SolverReport<Double>?
  /// Time since the first step began.
  public let elapsed: Duration

  /// Steps per second, on average.
  public var stepsPerSecond: Double { Double(step) / max(elapsed.inSeconds, 1e-9) }
  /// Seconds left at this rate.
  public var secondsLeft: Double { Double(steps - step) / stepsPerSecond }
}

/// The losses and inner solves of every step.
public struct TrainingHistory: Sendable, Equatable {
  /// The step after which each entry was taken: 1, 2, ….
  public private(set) var steps: [Double] = []
  /// f and g at each step.
  public private(set) var generatorLosses: [Double] = [], discriminatorLosses: [Double] = []
  /// Iterations and relative residual of each inner solve; empty where there is none.
  public private(set) var solverIterations: [Double] = [], solverResiduals: [Double] = []

  mutating func append(
    step: Int, losses: (generator: Double, discriminator: Double), solver: SolverReport<Double>?
  ) {
    steps.append(Double(step))
    generatorLosses.append(losses.generator)
    discriminatorLosses.append(losses.discriminator)
    if let solver {
      solverIterations.append(Double(solver.iterations))
      solverResiduals.append(solver.relativeResidual)
    }
  }
}

/// What a training run leaves behind.
public struct TrainingResult: Sendable {
  /// How it ended.
  public let outcome: Outcome
  /// Both networks' parameters.
  public let point: Players<TensorList>
  /// The losses of every step.
  public let history: TrainingHistory
  /// How many inner solves reached their cap on iterations before their tolerance.
  public let cappedSolves: Int
  /// Wall time of the steps.
  public let elapsed: Duration

  /// Milliseconds a step, on average.
  public var millisecondsPerStep: Double { elapsed.inSeconds * 1000 / Double(max(1, history.steps.count)) }
}

extension Duration {
  /// As seconds.
  public var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
