import Foundation

/// A map as a NumPy file (.npy, rows × columns of float64), written row by row, so that a map of any size can be
/// computed.
///
/// Rows go to `NAME.part` beside the file, which takes the name when the last row is there: a kill leaves no half file
/// under the name. What the rows belong to stands in `NAME.part.txt`; with it an unfinished file can be gone on with.
public struct NPYRowFile: MapSink {
  /// The finished file.
  public let url: URL
  /// How many rows there are in the unfinished file.
  public private(set) var completeRows: Int
  private let columns: Int
  private let handle: FileHandle
  private let part: URL
  private let note: URL

  /// Opens the file of a job's rows.
  ///
  /// With `resuming`, goes on from the complete rows of an unfinished file, if there is one, and drops half a row at
  /// its end; throws `MapError.foreignFile` when it belongs to another job. Without, starts anew. Throws
  /// `MapError.fileFailed` when the system refuses.
  public init(_ url: URL, of job: MapJob, resuming: Bool) throws {
    self.url = url
    part = url.appendingPathExtension("part")
    note = url.appendingPathExtension("part.txt")
    columns = job.plane.horizontal.values.count
    let rows = job.plane.vertical.values.count
    let header = Self.header(rows: rows, columns: columns)
    let files = FileManager.default
    do {
      if resuming, files.fileExists(atPath: part.path) {
        completeRows = try Self.completeRows(
          of: part, note: note, fingerprint: job.fingerprint, header: header, columns: columns)
      } else {
        try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(job.fingerprint.utf8).write(to: note, options: .atomic)
        try header.write(to: part)
        completeRows = 0
      }
      handle = try FileHandle(forUpdating: part)
      try handle.truncate(atOffset: UInt64(header.count + 8 * columns * completeRows))
      try handle.seekToEnd()
    } catch let error as MapError {
      throw error
    } catch {
      throw MapError.fileFailed(path: part.path, reason: "\(error.localizedDescription)")
    }
  }

  private static func completeRows(of part: URL, note: URL, fingerprint: String, header: Data, columns: Int) throws
    -> Int
  {
    guard let text = try? Data(contentsOf: note) else {
      throw MapError.foreignFile(path: part.path, reason: "has no \(note.lastPathComponent) that says what it is of")
    }
    guard text == Data(fingerprint.utf8) else {
      throw MapError.foreignFile(path: part.path, reason: "is of another map, as \(note.lastPathComponent) says")
    }
    let reader = try FileHandle(forReadingFrom: part)
    defer { try? reader.close() }
    // A kill may have come before the header was whole: then there is no row either.
    let start = try reader.read(upToCount: header.count) ?? Data()
    guard start == header || header.starts(with: start) else {
      throw MapError.foreignFile(path: part.path, reason: "does not start with the header of this map")
    }
    if start.count < header.count {
      try header.write(to: part)
      return 0
    }
    return (Int(try reader.seekToEnd()) - header.count) / (8 * columns)
  }

  /// Appends rows.
  public mutating func append(_ rows: [[Double]]) throws {
    do {
      for row in rows {
        // .npy says '<f8': little-endian, whatever this machine is.
        try row.map(\.bitPattern.littleEndian).withUnsafeBytes { try handle.write(contentsOf: Data($0)) }
        completeRows += 1
      }
    } catch { throw MapError.fileFailed(path: part.path, reason: "\(error.localizedDescription)") }
  }

  /// Gives the file its name.
  public mutating func finish() throws {
    do {
      try handle.synchronize()
      try handle.close()
      if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
      try FileManager.default.moveItem(at: part, to: url)
      try FileManager.default.removeItem(at: note)
    } catch { throw MapError.fileFailed(path: url.path, reason: "\(error.localizedDescription)") }
  }

  /// The header of format version 1.0, padded to a multiple of 64 bytes as NumPy does.
  private static func header(rows: Int, columns: Int) -> Data {
    var text = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    text += String(repeating: " ", count: (64 - (10 + text.utf8.count + 1) % 64) % 64) + "\n"
    return Data([0x93]) + Data("NUMPY".utf8)
      + Data([1, 0, UInt8(text.utf8.count & 0xFF), UInt8(text.utf8.count >> 8)]) + Data(text.utf8)
  }
}
