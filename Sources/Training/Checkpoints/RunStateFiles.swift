import DurableFiles
import GameDynamics
import TorchTensors

/// Takes down a run's state for a checkpoint: the tensors of `weights.safetensors`, the entries of
/// `optimizer.safetensors`.
struct RunStateWriter: RunStateVisitor {
  /// Parameters, buffers and averages by their names in the file.
  private(set) var weights: SafetensorsFile.NamedTensors = []
  /// What the optimizer remembers, and what the problem does.
  private(set) var optimizer = StateCollector(), memory = StateCollector()

  mutating func weights(_ list: inout TensorList) throws { weights += try SafetensorsFile.named(list) }
  mutating func average(_ average: inout NetworkAverage) throws {
    for list in [average.parameters, average.buffers] {
      weights += try SafetensorsFile.named(list).map { (NetworkAverage.stored($0.name), $0.tensor) }
    }
  }
  mutating func optimizer<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    try state.visit(&optimizer)
  }
  mutating func memory<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    try state.visit(&memory)
  }
}

/// Puts what a checkpoint holds into a run's state of the same shape, entry by entry.
struct RunStateReader: RunStateVisitor {
  private let file: SafetensorsFile
  private let hasMemory: Bool
  private var asked: Set<String> = []
  private var optimizer: StateRestorer, memory: StateRestorer

  init(weights: SafetensorsFile, optimizer: SafetensorsFile, manifest: CheckpointManifest) {
    file = weights
    hasMemory = manifest.memory != nil
    self.optimizer = StateRestorer(optimizer: optimizer, manifest)
    memory = StateRestorer(memory: optimizer, manifest)
  }

  mutating func weights(_ list: inout TensorList) throws { list = try read(list) { $0 } }

  /// An average whose buffers are missing was kept before buffers were averaged; it was sampled with the networks' own,
  /// and goes on from those.
  mutating func average(_ average: inout NetworkAverage) throws {
    let names = average.parameters.layout.entries.map { NetworkAverage.stored($0.name) }
    if let missing = names.first(where: { file.header[$0] == nil }) {
      throw FileError(
        .foreign, subject: file.name, required: "the moving average '\(missing)'", given: "none",
        remedy: "resume without the moving average, or start a new run (--from takes these weights)")
    }
    average.parameters = try read(average.parameters, NetworkAverage.stored)
    let hasBuffers = average.buffers.layout.entries.allSatisfy { file.header[NetworkAverage.stored($0.name)] != nil }
    average.buffers = try read(average.buffers, hasBuffers ? NetworkAverage.stored : { $0 })
  }

  mutating func optimizer<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    try state.visit(&optimizer)
  }

  mutating func memory<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    try state.visit(&memory)
  }

  private mutating func read(_ list: TensorList, _ name: (String) -> String) throws -> TensorList {
    asked.formUnion(list.layout.entries.map { name($0.name) })
    return try file.list(list.layout, named: name, dtype: list.dtype ?? .float32, device: list.device)
  }

  /// Throws `foreign` where the files hold what this run has no place for; averages that are no longer kept aside.
  func checkNothingIsLeft() throws {
    let more = file.header.entries.first { entry in
      !asked.contains(entry.name) && !entry.name.prefix { $0 != "." }.hasSuffix("-average")
    }
    if let more {
      throw FileError(
        .foreign, subject: "\(file.name), tensor '\(more.name)'", required: "no such tensor: these networks lack it",
        given: "one of shape \(more.shape)", remedy: CheckpointStore.otherNetworks)
    }
    try optimizer.checkNothingIsLeft(askedElsewhere: hasMemory ? [] : memory.asked)
    if hasMemory { try memory.checkNothingIsLeft() }
  }
}
