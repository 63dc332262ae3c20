import DurableFiles
import Foundation
import TorchTensors

/// A safetensors file that was read: names, shapes and numbers, no code. The format of the `safetensors` package, in
/// which PyTorch users keep weights.
///
/// Everything is checked on reading: lengths, gaps and overlaps, types, names that occur twice; what is damaged throws
/// and is never half read. Assumes a little-endian machine, as libtorch does.
public struct SafetensorsFile: Sendable {
  /// The path, or the name given with the bytes.
  public let name: String
  /// Names, types, shapes, places and the free text.
  public let header: SafetensorsHeader
  private let content: Data
  private let dataStart: Int

  /// Reads a file whole. Throws `missingFile`, `unreadableFile` and all that `init(bytes:name:)` throws.
  public init(contentsOf url: URL) throws(FileError) {
    try self.init(bytes: OpenFile(url, .reading).content(), name: url.path)
  }

  /// Checks what is in memory; `name` stands in errors where a path would. Throws `FileError`.
  public init(bytes: Data, name: String) throws(FileError) {
    let content = Data(bytes)  // counted from 0, whatever slice was given
    let lengthSize = SafetensorsHeader.lengthSize
    guard content.count >= lengthSize else {
      throw FileError(
        .truncated, subject: name, required: "at least the \(lengthSize) bytes of the header's length",
        given: "\(content.count) bytes", remedy: "copy or write the file again")
    }
    let length = content.prefix(lengthSize).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(SafetensorsHeader.longest) else {
      throw FileError(
        .oversizedHeader, subject: name, required: "a header of at most \(SafetensorsHeader.longest) bytes",
        given: "\(length)", remedy: "this is no safetensors file, or a damaged one; write it again")
    }
    dataStart = lengthSize + Int(length)
    guard content.count >= dataStart else {
      throw FileError(
        .truncated, subject: name, required: "a header of \(length) bytes", given: "\(content.count - lengthSize)",
        remedy: "copy or write the file again; its end is missing")
    }
    header = try SafetensorsHeader(
      json: [UInt8](content[lengthSize..<dataStart]), dataSize: content.count - dataStart, file: name)
    self.content = content
    self.name = name
  }

  /// A copy of the tensor of this name. Throws `missingTensor` with the names there are, and `torch`.
  public func tensor(_ tensorName: String, device: Device = .cpu) throws(FileError) -> Tensor {
    guard let entry = header[tensorName] else {
      let names = header.entries.prefix(20).map(\.name).joined(separator: ", ")
      throw FileError(
        .missingTensor, subject: name, required: "a tensor '\(tensorName)'",
        given: header.entries.isEmpty ? "a file without tensors" : "\(header.entries.count) others: \(names)",
        remedy: "check the name, and that the file belongs to this network")
    }
    let place = dataStart + entry.bytes.lowerBound..<dataStart + entry.bytes.upperBound
    do {
      if entry.isHalf {
        return try Tensor(floats: HalfPrecision.floats(content[place]), shape: entry.shape, device: device)
      }
      return try content.withUnsafeBytes {
        try Tensor(
          bytes: UnsafeRawBufferPointer(rebasing: $0[place]), shape: entry.shape, dtype: entry.dtype, device: device)
      }
    } catch { throw failed(tensorName, error) }
  }

  private func failed(_ tensorName: String, _ error: any Error) -> FileError {
    FileError(
      .torch, subject: "\(name), tensor '\(tensorName)'", required: "memory and a device for it", given: "\(error)",
      remedy: "free some memory, or read onto another device")
  }

  /// The tensors `prefix` + name of each name of a layout, as one vector. Other tensors are left alone. Half precision
  /// (F16, BF16) is widened to `dtype`, which loses nothing; no other type is converted.
  ///
  /// Throws `missingTensor`, `wrongShape` and `wrongDType`, which name the first tensor that differs.
  public func list(
    _ layout: ParameterLayout, prefix: String = "", dtype: DType = .float32, device: Device = .cpu
  ) throws(FileError) -> TensorList {
    try list(layout, named: { prefix + $0 }, dtype: dtype, device: device)
  }

  /// The tensors of a layout under the names that `fullName` makes of its own, as one vector. Throws as above.
  public func list(
    _ layout: ParameterLayout, named fullName: (String) -> String, dtype: DType = .float32, device: Device = .cpu
  ) throws(FileError) -> TensorList {
    var tensors: [Tensor] = []
    for entry in layout.entries {
      let full = fullName(entry.name)
      var tensor = try tensor(full)
      guard tensor.shape == entry.shape else {
        throw FileError(
          .wrongShape, subject: "\(name), tensor '\(full)'", required: "\(entry.shape)", given: "\(tensor.shape)",
          remedy: "build the network with the widths it was saved with, or take the file that belongs to it")
      }
      if tensor.dtype == .bfloat16 || header[full]?.isHalf == true {
        do { tensor = try tensor.to(dtype) } catch { throw failed(full, error) }
      }
      guard tensor.dtype == dtype else {
        throw FileError(
          .wrongDType, subject: "\(name), tensor '\(full)'", required: "\(dtype) or half precision",
          given: tensor.dtype?.description ?? "other", remedy: "convert it to \(dtype) before saving it")
      }
      tensors.append(tensor)
    }
    do throws(TorchError) {
      // An empty list has no tensor to take its type from.
      if tensors.isEmpty { return try TensorList(zeros: layout, dtype: dtype, device: device) }
      return try TensorList(flattening: tensors, layout).to(device)
    } catch {
      throw FileError(
        .torch, subject: name, required: "memory and a device for \(layout.count) numbers", given: "\(error)",
        remedy: "free some memory, or read onto another device")
    }
  }
}
