import DurableFiles
import GameDynamics
import TorchTensors

/// Lists a state for writing, under its spelling in files (`StateOwner.stored`).
struct StateCollector: StateVisitor {
  typealias V = TensorList
  var vectors: [(name: String, value: TensorList)] = []
  var scalars: [(name: String, value: Double)] = []
  var counters: [(name: String, value: Int)] = []

  mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) {
    vectors.append((owner.stored(name), value))
  }
  mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) {
    scalars.append((owner.stored(name), value))
  }
  mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
    counters.append((owner.stored(name), value))
  }

  /// The names, and the counters' values.
  var entries: CheckpointManifest.Entries {
    CheckpointManifest.Entries(
      vectors: vectors.map(\.name), scalars: scalars.map(\.name),
      counters: Dictionary(counters.map { ($0.name, $0.value) }) { _, last in last })
  }

  /// The tensors of all vectors, `name` + "/" + parameter, and the numbers as scalars of float64.
  func tensors(prefix: String = "") throws(TorchError) -> SafetensorsFile.NamedTensors {
    var tensors: SafetensorsFile.NamedTensors = []
    for (name, value) in vectors { tensors += try SafetensorsFile.named(value, prefix: prefix + name + "/") }
    for (name, value) in scalars { tensors.append((prefix + name, try Tensor.scalar(value, dtype: .float64))) }
    return tensors
  }
}

/// Puts what was stored into a fresh state of the same kind, entry by entry.
///
/// Older spellings are read too: one-sided CGD's `scaledMove` without its owner, vectors whose tensors were named without
/// the network, the problem's memory among the optimizer's entries.
struct StateRestorer: StateVisitor {
  typealias V = TensorList
  private let file: SafetensorsFile
  private let entries: CheckpointManifest.Entries
  private let prefix: String
  private let optimizer: String
  private(set) var asked: Set<String> = []

  /// Of what the optimizer remembers.
  init(optimizer file: SafetensorsFile, _ manifest: CheckpointManifest) {
    self.file = file
    entries = CheckpointManifest.Entries(
      vectors: manifest.vectors, scalars: manifest.scalars, counters: manifest.counters)
    prefix = ""
    optimizer = manifest.configuration.optimizer
  }

  /// Of what the problem remembers.
  init(memory file: SafetensorsFile, _ manifest: CheckpointManifest) {
    self.init(optimizer: file, manifest)
    guard let memory = manifest.memory else { return }
    self.init(file, memory, CheckpointStore.memoryPrefix, optimizer)
  }

  private init(_ file: SafetensorsFile, _ entries: CheckpointManifest.Entries, _ prefix: String, _ optimizer: String) {
    self.file = file
    self.entries = entries
    self.prefix = prefix
    self.optimizer = optimizer
  }

  /// The spelling under which an entry is stored: the owner's, else the plain one.
  private mutating func stored<Names: Sequence<String>>(
    _ kind: String, _ name: String, _ owner: StateOwner, in names: Names
  ) throws -> String {
    for spelling in [owner.stored(name), name] where names.contains(spelling) {
      asked.insert(spelling)
      return spelling
    }
    throw foreign(
      required: "the \(kind) '\(owner.stored(name))' of the optimizer's state", given: "a state without it")
  }

  mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) throws {
    let start = prefix + (try stored("vector", name, owner, in: entries.vectors)) + "/"
    let isPlain = value.layout.entries.first.map { file.header[start + $0.name] == nil } ?? false
    value = try file.list(
      value.layout,
      named: { name in
        start
          + (isPlain
            ? String(name[(name.firstIndex(of: ".").map { name.index(after: $0) } ?? name.startIndex)...]) : name)
      }, dtype: value.dtype ?? .float32, device: value.device)
  }

  mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) throws {
    value = try file.tensor(prefix + stored("number", name, owner, in: entries.scalars)).item()
  }

  mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) throws {
    value = try entries.counters[stored("counter", name, owner, in: entries.counters.keys)] ?? value
  }

  /// Throws `foreign` where something was stored that nobody has asked for.
  func checkNothingIsLeft(askedElsewhere: Set<String> = []) throws {
    let stored = entries.vectors + entries.scalars + entries.counters.keys.sorted()
    if let name = stored.first(where: { !asked.contains($0) && !askedElsewhere.contains($0) }) {
      throw foreign(required: "the state of this optimizer", given: "'\(name)', which it does not remember")
    }
  }

  private func foreign(required: String, given: String) -> FileError {
    FileError(
      .foreign, subject: file.name, required: required, given: given,
      remedy:
        "resume with the optimizer that wrote the checkpoint, '\(optimizer)', or start a new run (--from takes its "
        + "weights)")
  }
}
