import GameDynamics
import NeuralNetworks
import TorchTensors

/// How far a run has come.
public struct TrainingProgress: Sendable {
  /// Steps taken, of how many; a resumed run counts from the very first.
  public let step: Int, steps: Int
  /// The losses of the last step, before it moved; NaN for a player that has none.
  public let losses: Players<Double>
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

/// What became infinite or not a number, and when.
public struct NonFiniteNumber: Sendable, Equatable, CustomStringConvertible {
  /// After which step.
  public let step: Int
  /// Whose number it is.
  public let player: Player
  /// What: "the discriminator loss", "the tensor 'generator.0.weight'".
  public let subject: String
  /// The last checkpoint before, as the words of a command take it; nil where there is none.
  public var lastCheckpoint: Int?

  /// Required, given, remedy.
  public var description: String {
    "training requires finite numbers, and after step \(step) \(subject) is not; "
      + (lastCheckpoint.map {
        "the last good checkpoint is that of step \($0): go on from it in a new folder with --from and smaller step "
          + "sizes, a penalty or clipped gradients"
      } ?? "there is no checkpoint; take smaller step sizes, a penalty or clipped gradients")
  }
}

/// What a training run leaves behind.
public struct TrainingResult<Problem: TrainingProblem>: Sendable {
  /// What was trained.
  public let problem: Problem
  /// How it ended.
  public let outcome: Outcome
  /// Both players' parameters that move.
  public let point: Players<TensorList>
  /// Both players' parameters that rest.
  public let resting: Players<TensorList>
  /// Both players' buffers.
  public let buffers: Players<TensorList>
  /// The moving average of x's networks; nil where none was asked for.
  public let average: NetworkAverage?
  /// The numbers of every logged step.
  public let history: TrainingHistory
  /// What the last step has told.
  public let lastRecord: StepRecord
  /// How many inner solves reached their cap on iterations before their tolerance.
  public let cappedSolves: Int
  /// The step from which this process started: 0 for a new run.
  public let firstStep: Int
  /// Wall time of this process's steps.
  public let elapsed: Duration
  /// Processor time of the training thread in these steps: with one thread (`settings.threads`) the wall time that they take on
  /// a machine that does nothing else.
  public let processorTime: Duration
  /// How much of `elapsed` training waited for data.
  public let loadingTime: Duration
  /// What was not finite; nil where all was well.
  public let nonFinite: NonFiniteNumber?

  /// The networks that the run has trained, x's by their moving average where there is one.
  public var trained: TrainedNetworks {
    TrainedNetworks(
      problem.players, moving: Players(x: average?.parameters ?? point.x, y: point.y), resting: resting,
      buffers: Players(x: average?.buffers ?? buffers.x, y: buffers.y))
  }

  /// Milliseconds a step, on average; NaN where this process took none.
  public var millisecondsPerStep: Double {
    outcome.step > firstStep ? elapsed.inSeconds * 1000 / Double(outcome.step - firstStep) : .nan
  }
  /// The share of the time that training waited for data.
  public var loadingShare: Double { loadingTime.inSeconds / max(elapsed.inSeconds, 1e-9) }
}

extension Outcome {
  /// How a training run ended: the cap on steps is what was asked for there, not what came in the way.
  public var ofTraining: String {
    if case .stepCapReached(let steps) = self { return "trained \(steps) steps" }
    return description
  }
}

extension Duration {
  /// As seconds.
  public var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
