import Foundation
import Synchronization

/// A file that only grows, buffered, safe to use from several threads: logs, and rows of a map.
///
/// What is appended in one call stands in the file whole or not at all, as far as this process lives: a write that
/// fails (a full disk, a limit on sizes) is taken back to the end of the last whole call, and stays in the buffer. A
/// kill may leave part of the last flush; who resumes cuts it off with `truncate`.
public final class AppendingFile: Sendable {
  private struct State: ~Copyable {
    let file: OpenFile
    /// Bytes that are in the file.
    var length: Int
    var buffer: [UInt8] = []

    mutating func writeBuffer() throws(FileError) {
      guard !buffer.isEmpty else { return }
      do throws(FileError) {
        try file.write(buffer)
      } catch {
        try? file.truncate(to: length)
        throw error
      }
      length += buffer.count
      buffer.removeAll(keepingCapacity: true)
    }
  }

  /// Where it is; for messages.
  public let url: URL
  private let state: Mutex<State>
  private static let bufferSize = 1 << 16

  /// Creates a new file and the folder it is in; nil where there is something at the path already.
  ///
  /// Throws as `FileError.writing` says.
  public init?(creating url: URL) throws(FileError) {
    self.url = url
    try Folder.create(url.deletingLastPathComponent())
    do throws(FileError) {
      state = Mutex(State(file: try OpenFile(url, .creating), length: 0))
    } catch {
      if error.code == EEXIST { return nil }
      throw error
    }
  }

  /// Opens a file at its end, creating it and its folder where they are missing.
  ///
  /// - `alone`: takes the file for this object alone, as long as it lives.
  ///
  /// Throws as `FileError.writing` says, and `lockedFolder` where another process has it.
  public init(appendingTo url: URL, alone: Bool = false) throws(FileError) {
    self.url = url
    try Folder.create(url.deletingLastPathComponent())
    let file = try OpenFile(url, .updating)
    if alone {
      // Whoever finished it between the two calls has renamed what we hold.
      guard try file.tryLock(), file.isStillThere else {
        throw FileError(
          .lockedFolder, subject: url.path, required: "a file into which no other process writes",
          given: "one that is being written by another process",
          remedy: "wait for it or end it, or write to another folder")
      }
    }
    let length = try file.length
    try file.truncate(to: length)
    state = Mutex(State(file: file, length: length))
  }

  deinit { try? flush() }

  /// Bytes that were appended, those in the buffer included.
  public var length: Int { state.withLock { $0.length + $0.buffer.count } }

  /// Appends bytes; they reach the system with the next `flush`, or when 64 kB have gathered.
  public func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
    try state.withLock { (state) throws(FileError) in
      state.buffer += bytes
      if state.buffer.count >= Self.bufferSize { try state.writeBuffer() }
    }
  }

  /// Hands everything to the system: readers see it, and a kill of this process loses nothing of it.
  public func flush() throws(FileError) {
    try state.withLock { (state) throws(FileError) in try state.writeBuffer() }
  }

  /// Flushes everything to the disk: a loss of power loses nothing of it. Some milliseconds.
  public func synchronize() throws(FileError) {
    try state.withLock { (state) throws(FileError) in
      try state.writeBuffer()
      try state.file.synchronize()
    }
  }

  /// Drops everything after the first `length` bytes, such as what was written after the point from which a run goes on.
  public func truncate(to length: Int) throws(FileError) {
    try state.withLock { (state) throws(FileError) in
      try state.writeBuffer()
      guard length < state.length else { return }
      try state.file.truncate(to: length)
      state.length = length
    }
  }

  /// Up to `count` bytes of what was flushed, from `offset` on. Only for files opened with `init(appendingTo:)`.
  public func read(count: Int, at offset: Int) throws(FileError) -> [UInt8] {
    try state.withLock { (state) throws(FileError) in try state.file.read(count: count, at: offset) }
  }
}
