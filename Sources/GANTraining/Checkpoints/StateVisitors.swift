import GameDynamics
import TorchTensors

/// Lists an optimizer's state for writing, under its spelling in files (`StateOwner.stored`).
struct StateCollector: StateVisitor {
  typealias V = TensorList
  var vectors: [(name: String, value: TensorList)] = []
  var scalars: [(name: String, value: Double)] = []
  var counters: [String: Int] = [:]

  mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) {
    vectors.append((owner.stored(name), value))
  }
  mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) {
    scalars.append((owner.stored(name), value))
  }
  mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
    counters[owner.stored(name)] = value
  }

  /// The tensors of all vectors, `name` + "/" + parameter, and the numbers as scalars of float64.
  func tensors() throws(TorchError) -> SafetensorsFile.NamedTensors {
    var tensors: SafetensorsFile.NamedTensors = []
    for (name, value) in vectors { tensors += try SafetensorsFile.named(value, prefix: name + "/") }
    for (name, value) in scalars { tensors.append((name, try Tensor.scalar(value, dtype: .float64))) }
    return tensors
  }
}

/// Puts what was stored into a fresh state of the same optimizer, entry by entry.
///
/// Where a file has no entry of the owner's spelling, the plain name's is taken: one-sided CGD's `scaledMove` was
/// written without its owner once.
struct StateRestorer: StateVisitor {
  typealias V = TensorList
  let file: SafetensorsFile
  let manifest: CheckpointManifest
  private(set) var asked: Set<String> = []

  init(file: SafetensorsFile, manifest: CheckpointManifest) {
    self.file = file
    self.manifest = manifest
  }

  /// The spelling under which an entry is stored: the owner's, else the plain one.
  private mutating func stored<Names: Sequence<String>>(
    _ kind: String, _ name: String, _ owner: StateOwner, in names: Names
  ) throws -> String {
    for spelling in [owner.stored(name), name] where names.contains(spelling) {
      asked.insert(spelling)
      return spelling
    }
    throw missing(kind, owner.stored(name))
  }

  mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) throws {
    let name = try stored("vector", name, owner, in: manifest.vectors)
    value = try file.list(
      value.layout, prefix: name + "/", dtype: value.dtype ?? .float32, device: value.device)
  }

  mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) throws {
    value = try file.tensor(stored("number", name, owner, in: manifest.scalars)).item()
  }

  mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) throws {
    value = try manifest.counters[stored("counter", name, owner, in: manifest.counters.keys)] ?? value
  }

  /// Throws `foreign` where something was stored that this optimizer does not remember.
  func checkNothingIsLeft() throws(CheckpointError) {
    let stored = manifest.vectors + manifest.scalars + manifest.counters.keys.sorted()
    if let name = stored.first(where: { !asked.contains($0) }) {
      throw foreign(required: "the state of this optimizer", given: "'\(name)', which it does not remember")
    }
  }

  private func missing(_ kind: String, _ name: String) -> CheckpointError {
    foreign(required: "the \(kind) '\(name)' of the optimizer's state", given: "a state without it")
  }

  private func foreign(required: String, given: String) -> CheckpointError {
    CheckpointError(
      .foreign, subject: file.name, required: required, given: given,
      remedy: "resume with the optimizer that wrote the checkpoint, '\(manifest.configuration.optimizer)'")
  }
}
