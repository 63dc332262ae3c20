import Foundation

/// Why a log cannot be written: the file, what was being done, the operating system's error number.
public struct LogError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The file.
  public let path: String
  /// What was being done: "writing", "creating it", ….
  public let action: String
  /// The operating system's number (`errno`).
  public let code: Int32

  /// Required, given, remedy.
  public var description: String {
    "\(path): required a log that can be written to, given: \(String(cString: strerror(code))) when \(action); "
      + "free some space, check the folder's permissions, or choose another output folder"
  }

  /// The same line, for `localizedDescription`.
  public var errorDescription: String? { description }
}

/// A file that only grows, buffered, safe to use from several threads.
final class AppendingFile: @unchecked Sendable {
  private let path: String
  private let descriptor: Int32
  private let lock = NSLock()
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// Creates a new file and the folder it is in; nil where the file is there already.
  init?(creating url: URL) throws(LogError) {
    path = url.path
    descriptor = try Self.open(url, O_EXCL)
    if descriptor < 0 { return nil }
  }

  /// Opens a file at its end, creating it and its folder where they are missing.
  init(appendingTo url: URL) throws(LogError) {
    path = url.path
    descriptor = try Self.open(url, 0)
  }

  deinit {
    try? flush()
    close(descriptor)
  }

  private static func open(_ url: URL, _ flag: Int32) throws(LogError) -> Int32 {
    try? FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let descriptor = openFile(url.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | flag)
    if descriptor < 0, flag == 0 || errno != EEXIST {
      throw LogError(path: url.path, action: "creating it", code: errno)
    }
    return descriptor
  }

  func append(_ bytes: some Sequence<UInt8>) throws(LogError) {
    lock.lock()
    defer { lock.unlock() }
    buffer += bytes
    if buffer.count >= Self.bufferSize { try writeBuffer() }
  }

  func flush() throws(LogError) {
    lock.lock()
    defer { lock.unlock() }
    try writeBuffer()
  }

  /// What could not be written stays in the buffer, so that a disk that has room again loses nothing.
  private func writeBuffer() throws(LogError) {
    while !buffer.isEmpty {
      let written = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        buffer.removeFirst(written)
      } else if written < 0 && errno != EINTR {
        throw LogError(path: path, action: "writing", code: errno)
      }
    }
  }
}

private func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o666) }
