import Foundation

/// Reads a `.npy` matrix of float64, or float32, row by row: one that is too large for memory can be summed up and drawn.
public struct NPYRows: Sendable {
  /// Where it is; for messages.
  public let url: URL
  /// Its shape.
  public let header: NPYHeader

  /// Reads the header. Throws what `NPYHeader.init(of:)` throws.
  public init(_ url: URL) throws(FileError) {
    self.url = url
    header = try NPYHeader(of: url)
  }

  /// Hands every `step`-th row to `body`, from the first, one at a time. Memory: one row. Throws `unreadableFile`,
  /// `truncated`, and what `body` throws.
  public func forEachRow(stride step: Int = 1, _ body: (_ row: Int, _ values: [Double]) throws -> Void) throws {
    let file = try OpenFile(url, .reading)
    for row in stride(from: 0, to: header.rows, by: max(1, step)) { try body(row, try read(row, of: file)) }
  }

  /// One row. Throws `unreadableFile` and `truncated`.
  public func row(_ row: Int) throws(FileError) -> [Double] { try read(row, of: OpenFile(url, .reading)) }

  private func read(_ row: Int, of file: borrowing OpenFile) throws(FileError) -> [Double] {
    let size = header.valueSize
    let bytes = try file.read(count: size * header.columns, at: header.length + size * header.columns * row)
    guard bytes.count == size * header.columns else {
      throw FileError(
        .truncated, subject: url.path, required: "\(header.rows) rows", given: "an end in row \(row)",
        remedy: "compute the file again; something has cut it off")
    }
    return bytes.withUnsafeBytes { bytes in
      (0..<header.columns).map {
        size == 8
          ? Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
          : Double(
            Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))))
      }
    }
  }
}
