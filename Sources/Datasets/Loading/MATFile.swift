import CZlib
import DurableFiles
import Foundation

/// The real arrays of numbers in a MATLAB file of level 5, as `save -v6` and `-v7` and SciPy's `savemat` write it.
///
/// Cells, structures, text and sparse matrices in it are passed over. Files of `-v7.3`, which are HDF5, are refused. All
/// arrays are unpacked at once. (The library for such files, matio, needs HDF5 too, which is many times Counterplay's own
/// size, for the one format that data sets come in.)
///
/// Source: The MathWorks, "MAT-File Format", chapter 1, level 5.
struct MATFile {
  /// An array as it is stored: columns first.
  struct Array {
    /// The extents.
    let shape: [Int]
    fileprivate let content: ArraySlice<UInt8>
    fileprivate let type: Kind
    fileprivate let isLittle: Bool
    fileprivate let file: String, name: String

    /// The numbers, where they are unsigned bytes.
    func bytes() throws(FileError) -> ArraySlice<UInt8> {
      guard type == .uint8 else {
        throw FileError(
          .unsupportedElementType, subject: file, required: "an array \(name) of unsigned bytes",
          given: "other numbers",
          remedy: "convert it to uint8 and save it again")
      }
      return content
    }

    /// The numbers, where all are whole.
    func integers() throws(FileError) -> [Int] {
      var integers: [Int] = []
      for start in stride(from: content.startIndex, to: content.endIndex, by: type.size) {
        guard let number = number(content[start..<start + type.size]) else {
          throw FileError(
            .unsupportedElementType, subject: file, required: "an array \(name) of whole numbers", given: "others",
            remedy: "round it and save it again")
        }
        integers.append(number)
      }
      return integers
    }

    private func number(_ bytes: ArraySlice<UInt8>) -> Int? {
      let bits = MATFile.unsigned(bytes, isLittle)
      return switch type {
      case .uint8, .uint16, .uint32: Int(bits)
      case .uint64: Int(exactly: bits)
      case .int8: Int(Int8(truncatingIfNeeded: bits))
      case .int16: Int(Int16(truncatingIfNeeded: bits))
      case .int32: Int(Int32(truncatingIfNeeded: bits))
      case .int64: Int(Int64(truncatingIfNeeded: bits))
      case .single: Int(exactly: Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      case .double: Int(exactly: Double(bitPattern: bits))
      }
    }
  }

  /// How numbers are stored, by the format's codes.
  fileprivate enum Kind: Int {
    case int8 = 1
    case uint8, int16, uint16, int32, uint32, single
    case double = 9
    case int64 = 12
    case uint64

    var size: Int {
      switch self {
      case .int8, .uint8: 1
      case .int16, .uint16: 2
      case .int32, .uint32, .single: 4
      case .double, .int64, .uint64: 8
      }
    }
  }

  private let path: String
  private var arrays: [String: Array] = [:]
  private let isLittle: Bool

  /// The codes of elements that are no numbers.
  private static let matrix = 14, packed = 15
  private static let headerSize = 128

  /// Reads a file. Throws `missingFile`, `unreadableFile`, `wrongMagic`, `corruptMATFile`.
  init(contentsOf url: URL) throws(FileError) {
    try self.init([UInt8](WholeFile.data(of: url)), name: url.path)
  }

  init(_ content: [UInt8], name: String) throws(FileError) {
    path = name
    let mark = content.prefix(Self.headerSize).suffix(2)
    isLittle = mark.elementsEqual("IM".utf8)
    guard content.count >= Self.headerSize, isLittle || mark.elementsEqual("MI".utf8),
      Self.unsigned(content[124..<126], isLittle) == 0x100
    else {
      let isHDF5 = content.starts(with: "MATLAB 7.3".utf8) || content.starts(with: [0x89, 0x48, 0x44, 0x46])
      throw FileError(
        .wrongMagic, subject: name, required: "a MATLAB file of level 5",
        given: isHDF5 ? "one of version 7.3, which is HDF5" : "other first bytes",
        remedy: isHDF5 ? "save it again with -v7" : "download it again")
    }
    var rest = content[Self.headerSize...]
    while !rest.isEmpty { try read(element(&rest)) }
  }

  /// The array of this name. Throws `corruptMATFile` where there is none.
  func array(_ name: String) throws(FileError) -> Array {
    if let found = arrays[name] { return found }
    throw corrupt(
      "an array '\(name)'",
      arrays.isEmpty ? "no array of numbers" : "those named " + arrays.keys.sorted().joined(separator: ", "))
  }

  // MARK: - Elements: a code, a length, content

  private mutating func read(_ element: (code: Int, content: ArraySlice<UInt8>)) throws(FileError) {
    if element.code == Self.packed {
      var unpacked = try unpack(element.content)[...]
      try read(self.element(&unpacked))
    } else if element.code == Self.matrix {
      try readMatrix(element.content)
    }
  }

  /// Takes an element off the front: 8 bytes of code and length and then the content, filled up to 8 bytes; or, where it
  /// has at most 4 bytes, all in 8.
  private func element(_ rest: inout ArraySlice<UInt8>) throws(FileError) -> (code: Int, content: ArraySlice<UInt8>) {
    guard rest.count >= 8 else { throw corrupt("elements of at least 8 bytes", "\(rest.count) at the end") }
    let start = rest.startIndex
    let first = Int(Self.unsigned(rest[start..<start + 4], isLittle))
    let isSmall = first >> 16 != 0
    let (code, length) =
      isSmall ? (first & 0xffff, first >> 16) : (first, Int(Self.unsigned(rest[start + 4..<start + 8], isLittle)))
    let body = start + (isSmall ? 4 : 8)
    guard length <= rest.endIndex - body, !isSmall || length <= 4 else {
      throw corrupt("\(length) bytes in an element", "\(rest.endIndex - body) bytes")
    }
    let content = rest[body..<body + length]
    // Packed ones are not filled up.
    let size = isSmall ? 8 : 8 + (code == Self.packed ? length : (length + 7) / 8 * 8)
    rest = rest.dropFirst(size)
    return (code, content)
  }

  /// Its elements: flags, extents, name, numbers.
  private mutating func readMatrix(_ content: ArraySlice<UInt8>) throws(FileError) {
    var rest = content
    let flags = try element(&rest).content
    guard flags.count == 8 else { throw corrupt("8 bytes of an array's flags", "\(flags.count)") }
    let word = Self.unsigned(flags.prefix(4), isLittle)
    let (kind, isComplex) = (word & 0xff, word & 0x800 != 0)
    // 6 to 15 are the classes of numbers; the others have elements of other kinds.
    guard (6...15).contains(kind), !isComplex else { return }
    let extents = try element(&rest).content
    let shape = stride(from: extents.startIndex, to: extents.endIndex - 3, by: 4).map {
      Int(Self.unsigned(extents[$0..<$0 + 4], isLittle))
    }
    let name = String(decoding: try element(&rest).content, as: UTF8.self)
    let numbers = try element(&rest)
    guard let type = Kind(rawValue: numbers.code), let count = checkedProduct(shape),
      checkedProduct([count, type.size]) == numbers.content.count
    else {
      throw corrupt(
        "the numbers of an array of \(shape.map(String.init).joined(separator: " x "))",
        "\(numbers.content.count) bytes of code \(numbers.code)")
    }
    arrays[name] = Array(
      shape: shape, content: numbers.content, type: type, isLittle: isLittle, file: path, name: name)
  }

  /// What a zlib stream of one element holds.
  private func unpack(_ packed: ArraySlice<UInt8>) throws(FileError) -> [UInt8] {
    let inflater = try Inflater(.zlib, name: path)
    var rest = packed
    var status = Z_OK
    func fill(_ bytes: inout [UInt8]) -> Int {
      bytes.withUnsafeMutableBytes { target in
        var filled = 0
        while filled < target.count {
          let step = inflater.step(rest, into: UnsafeMutableRawBufferPointer(rebasing: target[filled...]))
          (rest, status) = (rest.dropFirst(step.consumed), step.status)
          filled += step.produced
          if step.status != Z_OK || step.produced == 0 { break }
        }
        return filled
      }
    }
    var tag = [UInt8](repeating: 0, count: 8)
    // No deflate stream unpacks to more than 1032 times its size: what asks for more must not get memory.
    guard fill(&tag) == 8, case let length = Int(Self.unsigned(tag[4..<8], isLittle)), length <= 1032 * packed.count
    else { throw corrupt("a packed array", "\(packed.count) bytes that zlib refuses") }
    var content = [UInt8](repeating: 0, count: length)
    // One byte more than there may be: zlib checks the sum when it is asked beyond the end.
    var beyond: [UInt8] = [0]
    guard fill(&content) == length, status == Z_STREAM_END || fill(&beyond) == 0 && status == Z_STREAM_END else {
      throw corrupt(
        "a packed array of \(length) bytes", "one that is cut off or damaged (\(inflater.message ?? "its end"))")
    }
    return tag + content
  }

  fileprivate static func unsigned(_ bytes: ArraySlice<UInt8>, _ isLittle: Bool) -> UInt64 {
    isLittle ? bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } : bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func corrupt(_ required: String, _ given: String) -> FileError {
    FileError(
      .corruptMATFile, subject: path, required: required, given: given,
      remedy: "download the file again, and check that it is the one that was meant")
  }
}
