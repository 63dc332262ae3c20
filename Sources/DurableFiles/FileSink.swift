import Foundation
import Synchronization

/// A new file that is written piece by piece, counted and checksummed on the way, and flushed to the disk at the end.
public final class FileSink {
  /// What was written.
  public struct Receipt: Equatable, Sendable {
    /// Its length.
    public var byteCount: Int
    /// Its SHA-256, 64 hexadecimal digits.
    public var sha256: String
  }

  private let file: OpenFile
  private let quota: WriteQuota?
  private var hash: SHA256
  private var byteCount = 0

  /// Creates the file, which must not exist. Throws as `FileError.writing` says.
  public init(creating url: URL, quota: WriteQuota? = nil) throws(FileError) {
    self.quota = quota
    hash = try SHA256()
    file = try OpenFile(url, .creating)
  }

  /// Writes further bytes. Throws as `FileError.writing` says.
  public func append(_ bytes: some ContiguousBytes) throws(FileError) {
    let count = bytes.withUnsafeBytes(\.count)
    if let code = quota?.charge(count) { throw .writing(file.url, "writing", code) }
    try file.write(bytes)
    bytes.withUnsafeBytes { hash.update($0) }
    byteCount += count
  }

  /// Flushes the file to the disk; nothing may be appended afterwards. Throws as `FileError.writing` says.
  public func finish() throws(FileError) -> Receipt {
    try file.synchronize()
    return Receipt(byteCount: byteCount, sha256: hash.hexadecimal())
  }
}

/// A disk that is full after so many bytes: the seam at which tests let a write fail, and a bound on what a run may use.
public final class WriteQuota: Sendable {
  private let left: Mutex<Int>

  /// A quota of `bytes`; what goes beyond fails as a full disk does.
  public init(bytes: Int) { left = Mutex(bytes) }

  /// Bytes that may still be written.
  public var remaining: Int { left.withLock { $0 } }

  /// Counts bytes that are about to be written; the error number where they do not fit.
  func charge(_ bytes: Int) -> Int32? {
    left.withLock { left in
      guard bytes <= left else { return ENOSPC }
      left -= bytes
      return nil
    }
  }
}
