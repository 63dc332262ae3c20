import DurableFiles
import GameDynamics
import TorchTensors

/// Lists an optimizer's state for writing.
struct StateCollector: StateVisitor {
  typealias V = TensorList
  var vectors: [(name: String, value: TensorList)] = []
  var scalars: [(name: String, value: Double)] = []
  var counters: [String: Int] = [:]

  mutating func vector(_ name: String, _ value: inout TensorList) { vectors.append((name, value)) }
  mutating func scalar(_ name: String, _ value: inout Double) { scalars.append((name, value)) }
  mutating func counter(_ name: String, _ value: inout Int) { counters[name] = value }

  /// The tensors of all vectors, `name` + "/" + parameter, and the numbers as scalars of float64.
  func tensors() throws(TorchError) -> SafetensorsFile.NamedTensors {
    var tensors: SafetensorsFile.NamedTensors = []
    for (name, value) in vectors { tensors += try SafetensorsFile.named(value, prefix: name + "/") }
    for (name, value) in scalars { tensors.append((name, try Tensor.scalar(value, dtype: .float64))) }
    return tensors
  }
}

/// Puts what was stored into a fresh state of the same optimizer, entry by entry.
struct StateRestorer: StateVisitor {
  typealias V = TensorList
  let file: SafetensorsFile
  let manifest: CheckpointManifest
  private(set) var asked: Set<String> = []

  init(file: SafetensorsFile, manifest: CheckpointManifest) {
    self.file = file
    self.manifest = manifest
  }

  mutating func vector(_ name: String, _ value: inout TensorList) throws {
    asked.insert(name)
    guard manifest.vectors.contains(name) else { throw missing("vector", name) }
    value = try file.list(
      value.layout, prefix: name + "/", dtype: value.dtype ?? .float32, device: value.device)
  }

  mutating func scalar(_ name: String, _ value: inout Double) throws {
    asked.insert(name)
    guard manifest.scalars.contains(name) else { throw missing("number", name) }
    value = try file.tensor(name).item()
  }

  mutating func counter(_ name: String, _ value: inout Int) throws {
    asked.insert(name)
    guard let stored = manifest.counters[name] else { throw missing("counter", name) }
    value = stored
  }

  /// Throws `foreign` where something was stored that this optimizer does not remember.
  func checkNothingIsLeft() throws(FileError) {
    let stored = manifest.vectors + manifest.scalars + manifest.counters.keys.sorted()
    if let name = stored.first(where: { !asked.contains($0) }) {
      throw foreign(required: "the state of this optimizer", given: "'\(name)', which it does not remember")
    }
  }

  private func missing(_ kind: String, _ name: String) -> FileError {
    foreign(required: "the \(kind) '\(name)' of the optimizer's state", given: "a state without it")
  }

  private func foreign(required: String, given: String) -> FileError {
    FileError(
      .foreign, subject: file.name, required: required, given: given,
      remedy: "resume with the optimizer that wrote the checkpoint, '\(manifest.configuration.optimizer)'")
  }
}
