import Datasets
import Foundation

/// Why a file could not be written: the operating system's error number, for which file, in doing what.
public struct FileWriteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What was being done: "writing", "flushing", ….
  public let action: String
  /// The operating system's number (`errno`).
  public let code: Int32

  /// An error.
  public init(path: String, action: String, code: Int32) {
    self.path = path
    self.action = action
    self.code = code
  }

  /// The disk, or the user's share of it, is full.
  public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
  /// The folder cannot be written to.
  public var isReadOnly: Bool { code == EROFS || code == EACCES || code == EPERM }

  /// The system's words.
  public var description: String { "\(path): \(String(cString: strerror(code))) when \(action)" }
}

/// A new file that is written piece by piece, counted and checksummed on the way, and flushed to the disk at the end.
final class FileSink {
  /// What was written.
  struct Receipt: Equatable {
    var byteCount: Int
    var sha256: String
  }

  private let url: URL
  private let quota: WriteQuota?
  private var descriptor: Int32
  private var hash = SHA256()
  private var byteCount = 0

  /// Creates the file, which must not exist.
  init(creating url: URL, quota: WriteQuota? = nil) throws(FileWriteError) {
    self.url = url
    self.quota = quota
    descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw FileWriteError(path: url.path, action: "creating it", code: errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func append(_ bytes: some ContiguousBytes) throws(FileWriteError) {
    let code = bytes.withUnsafeBytes { buffer -> Int32 in
      if let code = quota?.charge(buffer.count) { return code }
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written > 0 {
          rest = rest.dropFirst(written)
        } else if written < 0 && errno != EINTR {
          return errno
        }
      }
      hash.update(buffer)
      byteCount += buffer.count
      return 0
    }
    if code != 0 { throw FileWriteError(path: url.path, action: "writing", code: code) }
  }

  /// Flushes the file to the disk and closes it.
  func finish() throws(FileWriteError) -> Receipt {
    let flushed = fsync(descriptor) == 0 ? 0 : errno
    let closed = close(descriptor) == 0 ? 0 : errno
    descriptor = -1
    if flushed != 0 { throw FileWriteError(path: url.path, action: "flushing", code: flushed) }
    if closed != 0 { throw FileWriteError(path: url.path, action: "closing", code: closed) }
    return Receipt(byteCount: byteCount, sha256: hash.hexadecimal())
  }

  // MARK: - Folders

  /// Renames a file or folder within one file system, and flushes the folder that holds it.
  static func rename(_ from: URL, to: URL) throws(FileWriteError) {
    let status = renameItem(from.path, to.path)
    if status != 0 { throw FileWriteError(path: to.path, action: "renaming", code: errno) }
    flushFolder(to.deletingLastPathComponent())
  }

  /// Not every file system lets a folder be flushed, and the content is safe either way: a failure here is none.
  static func flushFolder(_ folder: URL) {
    let descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
  }
}

/// A disk that is full after so many bytes: the seam at which tests let a write fail, and a bound on what a run may use.
public final class WriteQuota: @unchecked Sendable {
  private let lock = NSLock()
  private var left: Int

  /// A quota of `bytes`; what goes beyond fails as a full disk does.
  public init(bytes: Int) { left = bytes }

  /// Counts bytes that are about to be written; the error number where they do not fit.
  func charge(_ bytes: Int) -> Int32? {
    lock.withLock {
      guard bytes <= left else { return ENOSPC }
      left -= bytes
      return nil
    }
  }
}

/// C's `rename`, outside of the type whose own function hides it.
private func renameItem(_ from: String, _ to: String) -> Int32 { rename(from, to) }
