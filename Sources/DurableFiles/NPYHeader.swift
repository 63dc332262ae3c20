import Foundation

/// The header of a matrix in NumPy's `.npy` format: little-endian float64 in C order; float32 is read too.
///
/// The layout: the six bytes `\x93NUMPY`, the version (1, 0), the header's length as a little-endian UInt16 (UInt32 from
/// version 2 on), the header (a Python dictionary, padded with spaces and closed by a newline so that the data starts
/// at a multiple of 64), the values. Source: the format's specification in numpy.lib.format.
public struct NPYHeader: Equatable, Sendable {
  /// The matrix's rows.
  public let rows: Int
  /// The matrix's columns.
  public let columns: Int
  /// The bytes before the first value.
  public let length: Int
  /// The bytes of a value: 8, or 4 where another program has written float32.
  public let valueSize: Int

  /// The header of a matrix that is to be written, of float64.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    length = Self.encoded(rows, columns).count
    valueSize = 8
  }

  /// The bytes of all values.
  public var dataSize: Int { valueSize * rows * columns }

  /// What stands before the values, version 1.0.
  public var bytes: Data { Self.encoded(rows, columns) }

  private static let magic = [0x93] + Array("NUMPY".utf8)

  private static func encoded(_ rows: Int, _ columns: Int) -> Data {
    var text = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    text += String(repeating: " ", count: (64 - (10 + text.utf8.count + 1) % 64) % 64) + "\n"
    return Data(magic + [1, 0, UInt8(text.utf8.count & 0xFF), UInt8(text.utf8.count >> 8)]) + Data(text.utf8)
  }

  /// Values as they stand in the file.
  public static func encode(_ values: [Double]) -> Data {
    // A closure: a key path of two parts is walked anew for every number, which takes longer than some maps.
    values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
  }

  // MARK: - Reading

  /// Reads the header of a file, whoever wrote it.
  ///
  /// Throws `missingFile`, `unreadableFile`; `malformedHeader` for what is no matrix of little-endian float64 or
  /// float32 in C order; `truncated` and `trailingBytes` where the values are fewer or more than the shape says.
  public init(of url: URL) throws(FileError) {
    let file = try OpenFile(url, .reading)
    let start = try file.read(count: 12, at: 0)
    guard start.count == 12, start.starts(with: Self.magic), (1...3).contains(start[6]) else {
      throw Self.malformed(url, "other first bytes")
    }
    let isShort = start[6] == 1
    let count = start[8..<(isShort ? 10 : 12)].reversed().reduce(0) { $0 << 8 | Int($1) }
    let place = isShort ? 10 : 12
    guard count <= 1 << 16 else { throw Self.malformed(url, "a header of \(count) bytes") }
    let text = String(decoding: try file.read(count: count, at: place), as: UTF8.self)
    guard let kind = text.firstMatch(of: /['"]descr['"]\s*:\s*['"]<f([48])['"]/),
      text.contains(/['"]fortran_order['"]\s*:\s*False/),
      let shape = text.firstMatch(of: /['"]shape['"]\s*:\s*\(\s*(\d+)\s*,\s*(\d+)\s*,?\s*\)/),
      let rows = Int(shape.1), let columns = Int(shape.2), !rows.multipliedReportingOverflow(by: columns).overflow,
      rows * columns < Int.max / 16
    else {
      throw Self.malformed(url, "'\(text.trimmingCharacters(in: .whitespacesAndNewlines).prefix(120))'")
    }
    self.rows = rows
    self.columns = columns
    length = place + count
    valueSize = kind.1 == "8" ? 8 : 4
    let expected = place + count + valueSize * rows * columns
    let size = try file.length
    guard size == expected else {
      throw FileError(
        size < expected ? .truncated : .trailingBytes, subject: url.path,
        required: "\(expected) bytes, as \(rows) rows of \(columns) numbers take", given: "\(size)",
        remedy: "copy or compute the file again")
    }
  }

  private static func malformed(_ url: URL, _ given: String) -> FileError {
    FileError(
      .malformedHeader, subject: url.path,
      required: "a NumPy file of a matrix of float64 ('<f8') or float32 ('<f4') in C order",
      given: given, remedy: "save it with numpy.save as such an array, or compute it again")
  }
}
