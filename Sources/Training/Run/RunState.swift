import GameDynamics
import TorchTensors

/// All that a run carries from step to step. What is in it is saved, by construction: checkpoints are written and read by
/// `visit` alone, and a run has no other memory.
///
/// There is no generator of random numbers in it: batches and noise are functions of (seed, step).
public struct RunState<Optimizer: OptimizerState, Memory: OptimizerState>: Sendable
where Optimizer.V == TensorList, Memory.V == TensorList {
  /// Steps taken.
  public var step: Int
  /// Both players' parameters that move.
  public var point: Players<TensorList>
  /// Both players' parameters that rest.
  public var resting: Players<TensorList>
  /// Both players' buffers.
  public var buffers: Players<TensorList>
  /// The moving average of x's networks; nil where none is kept.
  public var average: NetworkAverage?
  /// What the optimizer remembers.
  public var optimizer: Optimizer
  /// What the problem remembers.
  public var memory: Memory

  /// Of these parts; `RunBeginning` makes a run's first.
  public init(
    step: Int, point: Players<TensorList>, resting: Players<TensorList>, buffers: Players<TensorList>,
    average: NetworkAverage?, optimizer: Optimizer, memory: Memory
  ) {
    self.step = step
    self.point = point
    self.resting = resting
    self.buffers = buffers
    self.average = average
    self.optimizer = optimizer
    self.memory = memory
  }

  /// Shows everything but the count of steps to the visitor, which may change it.
  mutating func visit<Visitor: RunStateVisitor>(_ visitor: inout Visitor) throws {
    for player in Player.allCases {
      try visitor.weights(&point[player])
      try visitor.weights(&resting[player])
      try visitor.weights(&buffers[player])
    }
    if var average {
      try visitor.average(&average)
      self.average = average
    }
    try visitor.optimizer(&optimizer)
    try visitor.memory(&memory)
  }

  /// Whether every number is finite.
  func isFinite() throws -> Bool {
    var copy = self
    var check = FiniteCheck()
    try copy.visit(&check)
    return check.isFinite
  }
}

/// Reads or writes the parts of a `RunState`.
protocol RunStateVisitor {
  /// Tensors under their own names.
  mutating func weights(_ list: inout TensorList) throws
  /// Averaged tensors.
  mutating func average(_ average: inout NetworkAverage) throws
  /// The optimizer's state.
  mutating func optimizer<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList
  /// The problem's memory.
  mutating func memory<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList
}

/// Looks for numbers that are not finite.
private struct FiniteCheck: RunStateVisitor {
  var isFinite = true

  mutating func weights(_ list: inout TensorList) throws {
    if isFinite, list.count > 0 { isFinite = try list.isFinite() }
  }
  mutating func average(_ average: inout NetworkAverage) throws {
    try weights(&average.parameters)
    try weights(&average.buffers)
  }
  mutating func optimizer<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    var collector = StateCollector()
    try state.visit(&collector)
    for var entry in collector.vectors { try weights(&entry.value) }
  }
  mutating func memory<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    try optimizer(&state)
  }
}
