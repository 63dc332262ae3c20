import GameDynamics
import NeuralNetworks
import TorchTensors

/// How a run begins: threads and device are set, parameters drawn, adopted, or read back from the run's own checkpoint.
struct RunBeginning<Problem: TrainingProblem> {
  let trainer: Trainer<Problem>
  let problem: Problem
  let files: RunFiles?
  /// Where the tensors are.
  let device: Device
  /// The checkpoint to go on from; nil for a new run.
  private let stored: StoredCheckpoint?
  private let threads: Int
  private let tell: (String) -> Void

  /// Finds the device and the checkpoint, and sets libtorch's threads (`ThreadChoice`).
  init(
    trainer: Trainer<Problem>, problem: Problem, files: RunFiles?, tell: @escaping (String) -> Void
  ) throws {
    self.trainer = trainer
    self.problem = problem
    self.files = files
    self.tell = tell
    device = try trainer.settings.requireDevice()
    stored = try files?.checkpointToResume()
    if let stored { try trainer.requireSameRun(stored.manifest, stored.folder) }
    let choice = try ThreadChoice(
      trainer.settings, resuming: stored?.manifest.configuration, work: problem.work)
    try TorchRuntime.setThreadCount(choice.count)
    threads = choice.count
    if let notice = choice.notice { tell(notice) }
  }

  /// What a checkpoint of this run says of it.
  var header: CheckpointHeader {
    var configuration = trainer.stored
    configuration.threads = threads
    return CheckpointHeader(
      configuration: configuration, data: problem.data, networks: problem.players.map(\.names))
  }

  /// The state before the first step of this process.
  func state<O: Optimizer>(for optimizer: O) throws -> RunState<O.State, Problem.Memory> where O.V == TensorList {
    var state = try drawn(optimizer)
    if let stored {
      try CheckpointStore.load(stored, into: &state, data: problem.data.fingerprint)
    } else if case .adopted(let adoption) = trainer.start {
      var lists = Player.allCases.flatMap { [state.point[$0], state.resting[$0], state.buffers[$0]] }
      let report = try adoption.apply(to: &lists)
      for (place, player) in Player.allCases.enumerated() {
        state.point[player] = lists[3 * place]
        state.resting[player] = lists[3 * place + 1]
        state.buffers[player] = lists[3 * place + 2]
      }
      state.optimizer = try optimizer.initialState(at: state.point)
      state.average = average(state)
      tell("\(report), from \(adoption.checkpoint.folder.path)")
    }
    return state
  }

  private func drawn<O: Optimizer>(
    _ optimizer: O
  ) throws -> RunState<O.State, Problem.Memory> where O.V == TensorList {
    let seed = trainer.settings.seed
    let networks = try DrawnNetworks(problem.players, seed: seed, device: device)
    var state = RunState(
      step: 0, point: networks.point, resting: networks.resting, buffers: networks.buffers, average: nil,
      optimizer: try optimizer.initialState(at: networks.point), memory: try problem.initialMemory(seed: seed))
    state.average = average(state)
    return state
  }

  private func average<State, Memory>(_ state: RunState<State, Memory>) -> NetworkAverage? {
    problem.averageDecay.map { _ in NetworkAverage(startingFrom: state.point.x, buffers: state.buffers.x) }
  }
}
