import Datasets
import DurableFiles
import Foundation
import GameDynamics
import TorchTensors

extension CheckpointStore {
  /// Reads a checkpoint back, bit for bit.
  ///
  /// - `point`: a point of the networks that go on, such as their initial one: its layouts, element types and devices
  ///   are required and its numbers ignored.
  /// - `buffers`: likewise of the networks' buffers; nil where they have none.
  /// - `data`: the fingerprint of the data that the run goes on with; nil to take whatever it was trained on.
  ///
  /// Throws `foreign` where the optimizer or a tensor differs, naming the first that does; `otherData`; `corrupt`.
  public func load<O: Optimizer>(
    _ stored: StoredCheckpoint, optimizer: O, named optimizerName: String, like point: Players<TensorList>,
    buffers: Players<TensorList>? = nil, data: Fingerprint?
  ) throws(FileError) -> Checkpoint<O.State> where O.V == TensorList {
    let manifest = stored.manifest
    guard manifest.configuration.optimizer == optimizerName else {
      throw FileError(
        .foreign, subject: stored.folder.path, required: "a checkpoint of the optimizer '\(optimizerName)'",
        given: "one of '\(manifest.configuration.optimizer)'",
        remedy: "resume with '\(manifest.configuration.optimizer)', or start a new run")
    }
    guard let fingerprint = Fingerprint(manifest.data) else {
      throw corrupt(stored.folder.appendingPathComponent(Self.manifestFile), "a fingerprint of 16 digits")
    }
    if let data, data != fingerprint {
      throw FileError(
        .otherData, subject: stored.folder.path, required: "data with the fingerprint \(data)",
        given: "a checkpoint of data with \(fingerprint) ('\(manifest.configuration.data)')",
        remedy: "resume with the data it was trained on, or start a new run")
    }
    do {
      let weights = try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(Self.weightsFile))
      let generator = try Self.network("generator", like: point.x, buffers?.x, in: weights)
      let discriminator = try Self.network("discriminator", like: point.y, buffers?.y, in: weights)
      let loaded = Players(x: generator.parameters, y: discriminator.parameters)
      var loadedBuffers: Players<TensorList>?
      if let x = generator.buffers, let y = discriminator.buffers { loadedBuffers = Players(x: x, y: y) }
      var extras: [String: TensorList] = [:]
      for (name, layout) in manifest.extras {
        let first = layout.entries.first.flatMap { weights.header[name + "." + $0.name]?.dtype }
        let isHalf = first == nil || first == .bfloat16
        extras[name] = try weights.list(
          layout, prefix: name + ".", dtype: (isHalf ? point.x.dtype : first) ?? .float32, device: point.x.device)
      }
      var state = try optimizer.initialState(at: loaded)
      var restorer = StateRestorer(
        file: try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(Self.optimizerFile)),
        manifest: manifest)
      try state.visit(&restorer)
      try restorer.checkNothingIsLeft()
      return Checkpoint(
        step: manifest.step, point: loaded, state: state, buffers: loadedBuffers, extras: extras,
        configuration: manifest.configuration, data: fingerprint, dataDescription: manifest.dataDescription)
    } catch let error as FileError {
      throw Self.translated(error)
    } catch {
      throw FileError(
        .torch, subject: stored.folder.path, required: "memory and a device for the tensors", given: "\(error)",
        remedy: "free some memory, or resume on another device")
    }
  }

  /// One network's parameters and buffers; a file that has more of that network than is asked for is foreign too.
  private static func network(
    _ name: String, like list: TensorList, _ buffers: TensorList?, in file: SafetensorsFile
  ) throws -> (parameters: TensorList, buffers: TensorList?) {
    let prefix = name + "."
    func read(_ list: TensorList) throws(FileError) -> TensorList {
      try file.list(list.layout, prefix: prefix, dtype: list.dtype ?? .float32, device: list.device)
    }
    let loaded = (parameters: try read(list), buffers: try buffers.map(read))
    let known = Set((list.layout.entries + (buffers?.layout.entries ?? [])).map { prefix + $0.name })
    if let more = file.header.entries.first(where: { $0.name.hasPrefix(prefix) && !known.contains($0.name) }) {
      throw FileError(
        .foreign, subject: "\(file.name), tensor '\(more.name)'", required: "no such tensor: the \(name) lacks it",
        given: "one of shape \(more.shape)", remedy: remedy)
    }
    return loaded
  }

  private static var remedy: String {
    "resume with the architecture in the checkpoint's configuration, or start a new run"
  }

  /// What a file lacks or has too much, in the words of one who resumes.
  private static func translated(_ error: FileError) -> FileError {
    switch error.problem {
    case .foreign, .otherData, .torch: error
    case .missingTensor, .wrongShape, .wrongDType:
      FileError(
        .foreign, subject: error.subject, required: error.required, given: error.given, remedy: remedy)
    default:
      FileError(
        .corrupt, subject: error.subject, required: error.required, given: error.given,
        remedy: "take an older checkpoint, or start the run anew")
    }
  }
}
