import DurableFiles
import Foundation
import TorchTensors

extension SafetensorsFile {
  /// Tensors by the names they get in a file.
  public typealias NamedTensors = [(name: String, tensor: Tensor)]

  /// The tensors of a vector, each named `prefix` + its name in the layout, sharing the vector's elements.
  public static func named(_ list: TensorList, prefix: String = "") throws(TorchError) -> NamedTensors {
    zip(list.layout.entries, try list.views()).map { (prefix + $0.name, $1) }
  }

  /// Writes a safetensors file atomically: a reader or a crash at any moment finds the old file or the new one.
  ///
  /// `metadata` is free text that goes with the tensors. Tensors on other devices are copied one at a time.
  /// Throws `duplicateName`, `unsupportedDType`, `torch` and what `FileError.writing` says; then an old file is untouched.
  public static func write(
    _ tensors: NamedTensors, metadata: [String: String] = [:], to url: URL
  ) throws(FileError) {
    let draft = Draft(for: url)
    let sink = try FileSink(creating: draft.url)
    try write(tensors, metadata: metadata, into: sink, name: url.path)
    _ = try sink.finish()
    try draft.move()
  }

  /// Header and data into an open file.
  static func write(
    _ tensors: NamedTensors, metadata: [String: String], into sink: FileSink, name file: String
  ) throws(FileError) {
    var byName: [String: Tensor] = [:]
    var placed: [(name: String, dtype: DType, shape: [Int])] = []
    for (name, tensor) in tensors {
      guard name != "__metadata__", byName.updateValue(tensor, forKey: name) == nil else {
        throw FileError(
          .duplicateName, subject: file, required: "names that all differ, none of them '__metadata__'",
          given: "'\(name)'", remedy: "give each tensor a name of its own")
      }
      guard let dtype = tensor.dtype else {
        throw FileError(
          .unsupportedDType, subject: "\(file), tensor '\(name)'", required: "F32, F64, BF16, I64, U8 or BOOL",
          given: "\(tensor)", remedy: "convert the tensor to one of these before saving it")
      }
      placed.append((name, dtype, tensor.shape))
    }
    let header = SafetensorsHeader(placing: placed, metadata: metadata)
    try sink.append(header.encoded())
    for entry in header.entries {
      guard let tensor = byName[entry.name] else { continue }
      let bytes: [UInt8]
      do throws(TorchError) {
        bytes = try tensor.bytes()
      } catch {
        throw FileError(
          .torch, subject: "\(file), tensor '\(entry.name)'", required: "elements that can be read",
          given: "\(error)", remedy: "free some memory, or move the tensor to the CPU first")
      }
      try sink.append(bytes)
    }
  }
}
