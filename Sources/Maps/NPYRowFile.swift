import Foundation

/// A map as a NumPy file (.npy, rows × columns of float64), written row by row, so that a map of any size can be
/// computed.
///
/// Rows go to `NAME.part` beside the file, which takes the name when the last row is there: a kill leaves no half file
/// under the name, and a finished file is replaced at the end, in one step. What the rows belong to stands in
/// `NAME.part.txt`, later `NAME.txt`; with it an unfinished file can be gone on with, and a finished one be known again.
public struct NPYRowFile: MapSink {
  /// The finished file.
  public let url: URL
  /// How many rows there are in the unfinished file.
  public private(set) var completeRows: Int
  private let columns: Int
  /// Nil where the file is finished.
  private let handle: FileHandle?
  private let part: URL
  private let note: URL
  private let finishedNote: URL

  /// Opens the file of a job's rows.
  ///
  /// With `resuming`, goes on from the complete rows of an unfinished file, if there is one, and drops half a row at
  /// its end; throws `MapError.foreignFile` when it belongs to another job. A finished file of the same job has all its
  /// rows. Without, starts anew. Throws `MapError.fileFailed` when the system refuses.
  public init(_ url: URL, of job: MapJob, resuming: Bool) throws {
    self.url = url
    part = url.appendingPathExtension("part")
    note = url.appendingPathExtension("part.txt")
    finishedNote = url.appendingPathExtension("txt")
    columns = job.plane.horizontal.values.count
    let rows = job.plane.vertical.values.count
    let header = Self.header(rows: rows, columns: columns)
    let files = FileManager.default
    if resuming, !files.fileExists(atPath: part.path),
      (try? Data(contentsOf: finishedNote)) == Data(job.fingerprint.utf8),
      let size = try? files.attributesOfItem(atPath: url.path)[.size] as? Int, size == header.count + 8 * rows * columns
    {
      completeRows = rows
      handle = nil
      return
    }
    do {
      try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      let handle = try Self.openLocked(part)
      self.handle = handle
      if resuming, try handle.seekToEnd() > 0 {
        completeRows = try Self.completeRows(
          of: handle, part: part, note: note, fingerprint: job.fingerprint, header: header, columns: columns)
      } else {
        // The note first: rows without one would be nobody's.
        try handle.truncate(atOffset: 0)
        try Data(job.fingerprint.utf8).write(to: note, options: .atomic)
        completeRows = 0
      }
      try handle.truncate(atOffset: UInt64(completeRows == 0 ? 0 : header.count + 8 * columns * completeRows))
      try handle.seekToEnd()
      if completeRows == 0 { try handle.write(contentsOf: header) }
    } catch let error as MapError {
      throw error
    } catch {
      throw MapError.fileFailed(path: part.path, reason: "\(error.localizedDescription)")
    }
  }

  /// Opens a file, made if it is not there, for this process alone as long as it is open.
  private static func openLocked(_ part: URL) throws -> FileHandle {
    let descriptor = open(part.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw MapError.fileFailed(path: part.path, reason: String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var (mine, there) = (stat(), stat())
    // Whoever finished it between the two calls has renamed what we hold.
    guard takeLock(descriptor) == 0, fstat(descriptor, &mine) == 0, stat(part.path, &there) == 0,
      mine.st_ino == there.st_ino
    else { throw MapError.fileInUse(path: part.path) }
    return handle
  }

  private static func completeRows(
    of handle: FileHandle, part: URL, note: URL, fingerprint: String, header: Data, columns: Int
  ) throws -> Int {
    guard let text = try? Data(contentsOf: note) else {
      throw MapError.foreignFile(path: part.path, reason: "has no \(note.lastPathComponent) that says what it is of")
    }
    guard text == Data(fingerprint.utf8) else {
      throw MapError.foreignFile(path: part.path, reason: "is of another map, as \(note.lastPathComponent) says")
    }
    try handle.seek(toOffset: 0)
    let start = try handle.read(upToCount: header.count) ?? Data()
    // A kill may have come before the header was whole: then there is no row either.
    guard start == header || header.starts(with: start) else {
      throw MapError.foreignFile(path: part.path, reason: "does not start with the header of this map")
    }
    return start.count < header.count ? 0 : (Int(try handle.seekToEnd()) - header.count) / (8 * columns)
  }

  /// Appends rows.
  public mutating func append(_ rows: [[Double]]) throws {
    guard let handle else { return }
    do {
      for row in rows {
        // .npy says '<f8': little-endian, whatever this machine is.
        try row.map(\.bitPattern.littleEndian).withUnsafeBytes { try handle.write(contentsOf: Data($0)) }
        completeRows += 1
      }
    } catch { throw MapError.fileFailed(path: part.path, reason: "\(error.localizedDescription)") }
  }

  /// Gives the file its name; harmless where it has it.
  public mutating func finish() throws {
    guard let handle else { return }
    do {
      try handle.synchronize()
      // First the old file's note: at no moment may it stand beside other numbers.
      try? FileManager.default.removeItem(at: finishedNote)
      for (from, to) in [(part, url), (note, finishedNote)] where rename(from.path, to.path) != 0 {
        throw MapError.fileFailed(path: to.path, reason: String(cString: strerror(errno)))
      }
      try handle.close()
    } catch let error as MapError {
      throw error
    } catch { throw MapError.fileFailed(path: url.path, reason: "\(error.localizedDescription)") }
  }

  /// The header of format version 1.0, padded to a multiple of 64 bytes as NumPy does.
  static func header(rows: Int, columns: Int) -> Data {
    var text = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    text += String(repeating: " ", count: (64 - (10 + text.utf8.count + 1) % 64) % 64) + "\n"
    return Data([0x93]) + Data("NUMPY".utf8)
      + Data([1, 0, UInt8(text.utf8.count & 0xFF), UInt8(text.utf8.count >> 8)]) + Data(text.utf8)
  }
}

/// C's `flock`, outside of the type: its name is that of a structure too.
private func takeLock(_ descriptor: Int32) -> Int32 { flock(descriptor, LOCK_EX | LOCK_NB) }
