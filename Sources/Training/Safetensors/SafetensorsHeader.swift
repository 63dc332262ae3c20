import DurableFiles
import Foundation
import TorchTensors

/// Names, element types, shapes and places of the tensors of a safetensors file, and its free text.
///
/// The file is: the header's length as 8 bytes, little-endian; the header, JSON, padded with spaces so that the data
/// start at a multiple of 8; the tensors' elements, little-endian and row-major, without gaps.
public struct SafetensorsHeader: Equatable, Sendable {
  /// One tensor.
  public struct Entry: Equatable, Sendable {
    /// The name, unique in its file, such as `generator.0.weight`.
    public let name: String
    /// The type that the elements are read as.
    public let dtype: DType
    /// The lengths of the dimensions; empty for a scalar.
    public let shape: [Int]
    /// Where its bytes are, counted from the first byte of data.
    public let bytes: Range<Int>
    /// Stored as IEEE half precision (F16) and read as float32, exactly.
    public internal(set) var isHalf = false
  }

  /// The tensors in the order of their data.
  public let entries: [Entry]
  /// Free text, `__metadata__`.
  public let metadata: [String: String]
  /// The bytes of all tensors together.
  public var dataSize: Int { entries.last?.bytes.upperBound ?? 0 }

  /// The tensor of this name, or nil.
  public subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  static let lengthSize = 8
  /// Longer headers are refused by other readers too.
  static let longest = 100_000_000

  /// The format's names of element types, and ours where there is one.
  static let dtypes: [String: DType?] = [
    "BOOL": .bool, "U8": .uint8, "I64": .int64, "BF16": .bfloat16, "F16": .float32, "F32": .float32, "F64": .float64,
    "I8": nil, "I16": nil, "U16": nil, "I32": nil, "U32": nil, "U64": nil, "F8_E4M3": nil, "F8_E5M2": nil,
  ]

  static func name(of dtype: DType) -> String {
    switch dtype {
    case .bool: "BOOL"
    case .uint8: "U8"
    case .int64: "I64"
    case .bfloat16: "BF16"
    case .float32: "F32"
    case .float64: "F64"
    }
  }

  // MARK: - Writing

  /// The header of tensors that will be written in this order: larger elements first, so that each tensor's data are
  /// aligned to its elements, otherwise as given.
  init(placing tensors: [(name: String, dtype: DType, shape: [Int])], metadata: [String: String]) {
    var offset = 0
    var entries: [Entry] = []
    for size in [8, 4, 2, 1] {
      for (name, dtype, shape) in tensors where dtype.byteCount == size {
        let end = offset + size * shape.reduce(1, *)
        entries.append(Entry(name: name, dtype: dtype, shape: shape, bytes: offset..<end))
        offset = end
      }
    }
    self.entries = entries
    self.metadata = metadata
  }

  /// Length, JSON and padding: everything before the data.
  func encoded() -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    for entry in entries {
      members.append(
        "\(Self.quoted(entry.name)):{\"dtype\":\"\(Self.name(of: entry.dtype))\","
          + "\"shape\":[\(entry.shape.map(String.init).joined(separator: ","))],"
          + "\"data_offsets\":[\(entry.bytes.lowerBound),\(entry.bytes.upperBound)]}")
    }
    var json = Array("{\(members.joined(separator: ","))}".utf8)
    json += [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: - Reading

  /// Reads and checks a header: every byte of the data belongs to exactly one tensor, whose shape it fits.
  /// - Parameters: the JSON with its padding; how many bytes of data there are; the file's name for errors.
  init(json: [UInt8], dataSize: Int, file: String) throws(FileError) {
    var scanner = HeaderScanner(json)
    let raw: (entries: [HeaderScanner.RawEntry], metadata: [String: String])
    do throws(HeaderScanner.Failure) {
      raw = try scanner.header()
    } catch {
      throw FileError(
        error.problem, subject: file, required: error.required, given: error.given,
        remedy: "write the file again with a safetensors library; this one is damaged or something else")
    }
    var entries: [Entry] = []
    for entry in raw.entries { entries.append(try Self.check(entry, dataSize: dataSize, file: file)) }
    entries.sort { ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound) }
    var end = 0
    for entry in entries {
      guard entry.bytes.lowerBound == end else {
        throw FileError(
          .overlap, subject: "\(file), tensor '\(entry.name)'", required: "data that begin at byte \(end)",
          given: "byte \(entry.bytes.lowerBound)", remedy: "write the file again; its tensors must lie end to end")
      }
      end = entry.bytes.upperBound
    }
    guard end == dataSize else {
      throw FileError(
        .trailingBytes, subject: file, required: "\(end) bytes of data, as the header says", given: "\(dataSize)",
        remedy: "write the file again, or cut off what was appended to it")
    }
    self.entries = entries
    metadata = raw.metadata
  }

  private static func check(
    _ entry: HeaderScanner.RawEntry, dataSize: Int, file: String
  ) throws(FileError) -> Entry {
    let subject = "\(file), tensor '\(entry.name)'"
    guard let known = dtypes[entry.dtype] else {
      throw FileError(
        .unknownDType, subject: subject, required: "one of \(dtypes.keys.sorted().joined(separator: ", "))",
        given: "'\(entry.dtype)'", remedy: "write the file again; this type is not of the format")
    }
    guard let dtype = known else {
      throw FileError(
        .unsupportedDType, subject: subject, required: "F32, F64, F16, BF16, I64, U8 or BOOL", given: entry.dtype,
        remedy: "convert the tensor to one of these before saving it")
    }
    let isHalf = entry.dtype == "F16"
    var size = isHalf ? 2 : dtype.byteCount
    for length in entry.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard !overflow else {
        throw FileError(
          .wrongLength, subject: subject, required: "a shape whose bytes can be counted", given: "\(entry.shape)",
          remedy: "the file is damaged; write it again")
      }
      size = product
    }
    let (begin, end) = (entry.offsets[0], entry.offsets[1])
    guard begin <= end, end - begin == size else {
      throw FileError(
        .wrongLength, subject: subject, required: "\(size) bytes, as \(entry.dtype) of shape \(entry.shape) takes",
        given: "the bytes \(begin) to \(end)", remedy: "the file is damaged; write it again")
    }
    guard end <= dataSize else {
      throw FileError(
        .truncated, subject: subject, required: "data up to byte \(end)", given: "\(dataSize) bytes of data",
        remedy: "copy or write the file again; its end is missing")
    }
    return Entry(name: entry.name, dtype: dtype, shape: entry.shape, bytes: begin..<end, isHalf: isHalf)
  }
}
