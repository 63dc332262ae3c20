import GameDynamics
import NeuralNetworks
import TorchTensors

/// What is trained: a game a step over the named networks of two players, and nothing of how a run goes.
///
/// The loop, draws, clipping of gradients, parameters at rest, buffers, moving averages, checkpoints, events, resuming and
/// samples on the way are the trainer's (`Trainer`) and are written once for all problems. A problem is a value without
/// a position: everything that a step needs is in its arguments, everything that it changes is handed back.
///
/// **To write a problem**, give the networks, the data card, the game of a draw and what a person would look at. Where
/// one loss of one network is minimised, `TensorGame` is the game and `PlayerNetworks.none` the second player.
public protocol TrainingProblem: Sendable {
  /// The game of one minibatch.
  associatedtype StepGame: SecondOrderGame where StepGame.V == TensorList
  /// What the problem itself remembers from step to step: a control variable, a pool, a fade. Saved with a run.
  associatedtype Memory: OptimizerState = NoState<TensorList> where Memory.V == TensorList

  /// The named networks of both players; a one-player problem's y has none.
  var players: Players<PlayerNetworks> { get }
  /// What the networks fit, and what a checkpoint belongs to.
  var data: DataCard { get }
  /// What a step may report beside the trainer's own metrics. Logs, history and charts read this list.
  var metrics: [MetricCard] { get }
  /// About how many multiplications and additions a forward pass of a batch takes; small steps take one thread
  /// (`ThreadChoice`).
  var work: Double { get }
  /// How often y moves per step of x; 1 where nothing else is said.
  var stepsOfY: Int { get }
  /// The decay of the moving average of x's networks that is kept and looked at; nil for none.
  var averageDecay: Double? { get }

  /// What is remembered before the first step.
  func initialMemory(seed: UInt64) throws -> Memory
  /// The game of a draw: a pure function of draw and frame. Its `resampled(n)` is the game of `draw.child(n)` in the
  /// same frame.
  func game(of draw: Draw, in frame: Frame<Memory>) throws -> StepGame
  /// Who moves in the next step.
  func turn(_ memory: Memory) -> Turn
  /// Why the run is to end before the next step, in a sentence; nil while it is to go on. A run that has ended so has
  /// `Outcome.stopped` and is saved.
  func ending(_ memory: Memory) -> String?
  /// What the players' step sizes are multiplied by in the next step.
  func stepSizeFactors(_ memory: Memory) -> Players<Double>
  /// What is done after each step, and after each of several steps of y: projections of the point, the memory's next
  /// value from what the step told. A pure function too.
  func settle(_ point: inout Players<TensorList>, _ memory: inout Memory, after record: StepRecord) throws
  /// What a person would look at: about `count` samples of the trained networks, functions of the seed.
  func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit]
}

extension TrainingProblem {
  /// Infinite: as many threads as large networks get.
  public var work: Double { .infinity }
  /// 1: both move in every step.
  public var stepsOfY: Int { 1 }
  /// Nil: no average is kept.
  public var averageDecay: Double? { nil }
  /// Both move in every step.
  public func turn(_ memory: Memory) -> Turn { .both }
  /// Nil: a run takes all its steps.
  public func ending(_ memory: Memory) -> String? { nil }
  /// The step sizes as they are.
  public func stepSizeFactors(_ memory: Memory) -> Players<Double> { Players(x: 1, y: 1) }
  /// Leaves point and memory as they are.
  public func settle(_ point: inout Players<TensorList>, _ memory: inout Memory, after record: StepRecord) throws {}
}

extension TrainingProblem where Memory == NoState<TensorList> {
  /// A problem without a memory has nothing to remember.
  public func initialMemory(seed: UInt64) -> NoState<TensorList> { NoState() }
}
