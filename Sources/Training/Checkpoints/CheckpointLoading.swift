import DurableFiles
import Datasets
import Foundation
import GameDynamics
import TorchTensors

extension CheckpointStore {
  /// Reads a checkpoint back into a state of the same shape, such as that before the first step, bit for bit: layouts,
  /// element types and devices are the state's, its numbers are replaced.
  ///
  /// - `data`: the fingerprint of the data that the run goes on with; nil to take whatever it was trained on.
  ///
  /// Throws `foreign` where the optimizer or a tensor differs, naming the first that does; `otherData`; `corrupt`.
  public static func load<State, Memory>(
    _ stored: StoredCheckpoint, into state: inout RunState<State, Memory>, data: Fingerprint?
  ) throws {
    let manifest = stored.manifest
    guard let fingerprint = Fingerprint(manifest.data) else {
      throw FileError(
        .corrupt, subject: stored.folder.appendingPathComponent(manifestFile).path,
        required: "a fingerprint of 16 digits", given: "'\(manifest.data)'",
        remedy: "take an older checkpoint, or start the run anew")
    }
    if let data, data != fingerprint {
      throw FileError(
        .otherData, subject: stored.folder.path, required: "data with the fingerprint \(data)",
        given: "a checkpoint of data with \(fingerprint)"
          + (manifest.dataDescription.map { " ('\($0.name)')" } ?? ""),
        remedy: "resume with the data it was trained on, or start a new run (--from takes these weights)")
    }
    do {
      var reader = RunStateReader(
        weights: try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(weightsFile)),
        optimizer: try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(optimizerFile)),
        manifest: manifest)
      try state.visit(&reader)
      try reader.checkNothingIsLeft()
      state.step = manifest.step
    } catch let error as FileError {
      throw translated(error)
    } catch let error as TorchError {
      throw FileError(
        .torch, subject: stored.folder.path, required: "memory and a device for the tensors", given: "\(error)",
        remedy: "free some memory, or resume on another device")
    }
  }

  static var otherNetworks: String {
    "resume with the architecture in the checkpoint's configuration, or start a new run (--from takes what fits by name)"
  }

  private static func translated(_ error: FileError) -> FileError {
    switch error.problem {
    case .foreign, .otherData: error
    case .missingTensor, .wrongShape, .wrongDType:
      FileError(
        .foreign, subject: error.subject, required: error.required, given: error.given, remedy: otherNetworks)
    case .torch:
      FileError(
        .torch, subject: error.subject, required: error.required, given: error.given, remedy: error.remedy)
    default:
      FileError(
        .corrupt, subject: error.subject, required: error.required, given: error.given,
        remedy: "take an older checkpoint, or start the run anew")
    }
  }
}
