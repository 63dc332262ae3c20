import Foundation

/// The right to write into a run's folder, held by one process at a time.
///
/// An `flock` on `.lock` in the folder, with the holder's process and machine as its text. The system releases it when
/// the process ends, however it ends, so a lock file that is left behind is stale and is taken over at once. Released
/// when the last reference goes, or by `release`. Readers need no lock.
///
/// On network file systems without locks between machines, two machines do not see each other.
public final class RunFolderLock: @unchecked Sendable {
  /// The folder that is locked.
  public let folder: URL
  private let guardian = NSLock()
  private var descriptor: Int32

  /// The lock file's name.
  public static let fileName = ".lock"

  /// Takes the lock of a folder, which is created where it is missing. Does not wait.
  ///
  /// Throws `lockedFolder`, which names the holder, and `unwritableFile`.
  public init(folder: URL) throws(DatasetError) {
    self.folder = folder
    let path = folder.appendingPathComponent(Self.fileName).path
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
    if takeLock(descriptor) != 0 {
      let code = errno
      let holder = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n").first.map(String.init)
      close(descriptor)
      guard code == EWOULDBLOCK else { throw Self.unwritable(path, code) }
      throw DatasetError(
        .lockedFolder, subject: folder.path, required: "a folder into which no other run writes",
        given: "one in use by \(holder ?? "another process")",
        remedy: "wait for that run or end it, or choose another output folder")
    }
    let text = Array("process \(ProcessInfo.processInfo.processIdentifier) on \(machineName())\n".utf8)
    // The text is for people; a disk without room for it does not make the lock weaker.
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }

  deinit { release() }

  /// Gives the lock back; again is harmless. The file stays: removing it would let two processes lock two files of one
  /// name.
  public func release() {
    guardian.lock()
    defer { guardian.unlock() }
    guard descriptor >= 0 else { return }
    _ = ftruncate(descriptor, 0)
    close(descriptor)
    descriptor = -1
  }

  private static func unwritable(_ path: String, _ code: Int32) -> DatasetError {
    DatasetError(
      .unwritableFile, subject: path, required: "a folder that is writable and whose file system has locks",
      given: systemErrorText(code), remedy: "check the folder's permissions, or choose another output folder")
  }
}

/// C's `flock`, outside of the type: its name is that of a structure too.
private func takeLock(_ descriptor: Int32) -> Int32 { flock(descriptor, LOCK_EX | LOCK_NB) }

private func machineName() -> String {
  var name = [CChar](repeating: 0, count: 256)
  let status = gethostname(&name, name.count - 1)
  return status == 0
    ? String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : "an unnamed machine"
}
