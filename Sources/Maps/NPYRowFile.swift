import DurableFiles
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
  /// The unfinished file; nil where it is finished.
  private var file: AppendingFile?
  private let note: URL
  private let finishedNote: URL

  /// Opens the file of a job's rows.
  ///
  /// With `resuming`, goes on from the complete rows of an unfinished file, if there is one, and drops half a row at
  /// its end; throws `FileError.foreign` when it belongs to another job. A finished file of the same job has all its
  /// rows. Without, starts anew. Throws `lockedFolder` where another process writes it, and what `FileError.writing`
  /// says.
  public init(_ url: URL, of job: MapJob, resuming: Bool) throws {
    self.url = url
    let part = url.appendingPathExtension("part")
    note = url.appendingPathExtension("part.txt")
    finishedNote = url.appendingPathExtension("txt")
    let header = NPYHeader(rows: job.plane.vertical.values.count, columns: job.plane.horizontal.values.count)
    if resuming, !FileManager.default.fileExists(atPath: part.path),
      (try? Data(contentsOf: finishedNote)) == Data(job.fingerprint.utf8),
      let found = try? NPYHeader(of: url), (found.rows, found.columns) == (header.rows, header.columns)
    {
      completeRows = header.rows
      return
    }
    let file = try AppendingFile(appendingTo: part, alone: true)
    if resuming, file.length > 0 {
      completeRows = try Self.completeRows(of: file, note: note, fingerprint: job.fingerprint, header: header)
    } else {
      // The note first: rows without one would be nobody's.
      try file.truncate(to: 0)
      try AtomicFile.write(job.fingerprint, to: note)
      completeRows = 0
    }
    try file.truncate(to: completeRows == 0 ? 0 : header.length + 8 * header.columns * completeRows)
    if completeRows == 0 { try file.append(header.bytes) }
    try file.flush()
    self.file = file
  }

  private static func completeRows(
    of file: AppendingFile, note: URL, fingerprint: String, header: NPYHeader
  ) throws(FileError) -> Int {
    func foreign(_ given: String) -> FileError {
      FileError(
        .foreign, subject: file.url.path, required: "the unfinished file of the same map", given: "one that \(given)",
        remedy: "remove it, or start anew without resuming")
    }
    guard let text = try? Data(contentsOf: note) else {
      throw foreign("has no \(note.lastPathComponent) that says what it is of")
    }
    guard text == Data(fingerprint.utf8) else {
      throw foreign("is of another map, as \(note.lastPathComponent) says")
    }
    let start = Data(try file.read(count: header.length, at: 0))
    // A kill may have come before the header was whole: then there is no row either.
    guard header.bytes.starts(with: start) else { throw foreign("does not start with the header of this map") }
    return start.count < header.length ? 0 : (file.length - header.length) / (8 * header.columns)
  }

  /// Appends rows; a kill afterwards loses none of them. Throws as `FileError.writing` says.
  public mutating func append(_ rows: [[Double]]) throws {
    guard let file else { return }
    for row in rows { try file.append(NPYHeader.encode(row)) }
    try file.flush()
    completeRows += rows.count
  }

  /// Flushes the file to the disk and gives it its name; harmless where it has it. Throws as `FileError.writing` says.
  public mutating func finish() throws {
    guard let file else { return }
    try file.synchronize()
    // First the old file's note: at no moment may it stand beside other numbers.
    try? FileManager.default.removeItem(at: finishedNote)
    try Folder.rename(file.url, to: url)
    try Folder.rename(note, to: finishedNote)
    self.file = nil
  }
}
