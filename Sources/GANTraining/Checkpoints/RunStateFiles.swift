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
///
/// Files of format 1, in which vectors of the optimizer were named without the network, the problem's memory was part of
/// the optimizer's and averages had no buffers, are read too.
struct RunStateReader: RunStateVisitor {
  private let file: SafetensorsFile
  private let stored: StateRestorer.Source
  private let subject: String
  private var asked: Set<String> = []
  private(set) var restorer: StateRestorer

  init(weights: SafetensorsFile, optimizer: SafetensorsFile, manifest: CheckpointManifest) {
    file = weights
    stored = StateRestorer.Source(file: optimizer, manifest: manifest)
    subject = weights.name
    restorer = StateRestorer(stored)
  }

  mutating func weights(_ list: inout TensorList) throws {
    asked.formUnion(list.layout.entries.map(\.name))
    list = try file.list(list.layout, dtype: list.dtype ?? .float32, device: list.device)
  }

  mutating func average(_ average: inout NetworkAverage) throws {
    func read(_ list: TensorList) throws -> TensorList {
      let names = list.layout.entries.map { NetworkAverage.stored($0.name) }
      asked.formUnion(names)
      return try file.list(
        list.layout, named: NetworkAverage.stored, dtype: list.dtype ?? .float32, device: list.device)
    }
    if let missing = average.parameters.layout.entries.first(where: {
      file.header[NetworkAverage.stored($0.name)] == nil
    }) {
      throw CheckpointError(
        .foreign, subject: subject, required: "the moving average '\(NetworkAverage.stored(missing.name))'",
        given: "none", remedy: "resume without the moving average, or start a new run (--from takes these weights)")
    }
    average.parameters = try read(average.parameters)
    // Before buffers were averaged, the average was sampled with the networks' own: it goes on from those.
    let hasBuffers = average.buffers.layout.entries.allSatisfy { file.header[NetworkAverage.stored($0.name)] != nil }
    average.buffers =
      hasBuffers
      ? try read(average.buffers)
      : try file.list(average.buffers.layout, dtype: average.buffers.dtype ?? .float32, device: average.buffers.device)
  }

  mutating func optimizer<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    restorer.part = .optimizer
    try state.visit(&restorer)
  }

  mutating func memory<State: OptimizerState>(_ state: inout State) throws where State.V == TensorList {
    restorer.part = .memory
    try state.visit(&restorer)
  }

  /// Throws `foreign` where the files hold what this run has no place for; averages that are no longer kept aside.
  func checkNothingIsLeft() throws(CheckpointError) {
    if let more = file.header.entries.first(where: {
      !asked.contains($0.name) && !$0.name.prefix(while: { $0 != "." }).hasSuffix("-average")
    }) {
      throw CheckpointError(
        .foreign, subject: "\(subject), tensor '\(more.name)'", required: "no such tensor: these networks lack it",
        given: "one of shape \(more.shape)", remedy: CheckpointStore.otherNetworks)
    }
    try restorer.checkNothingIsLeft()
  }
}
