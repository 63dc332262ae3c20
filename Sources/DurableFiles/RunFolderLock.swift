import Foundation
import Synchronization

/// The right to write into a run's folder, held by one process at a time.
///
/// An `flock` on `.lock` in the folder, with the holder's process and machine as its text. The system releases it when
/// the process ends, however it ends, so a lock file that is left behind is stale and is taken over at once. Released
/// when the last reference goes, or by `release`. Readers need no lock.
///
/// A folder that was made for the lock and in which nothing was written (a run that was refused) goes with it.
///
/// On network file systems without locks between machines, two machines do not see each other.
public final class RunFolderLock: Sendable {
  /// The folder that is locked.
  public let folder: URL
  private let made: [URL]
  private let file: Mutex<OpenFile?>

  /// The lock file's name.
  public static let fileName = ".lock"

  /// Takes the lock of a folder, which is created where it is missing. Does not wait.
  ///
  /// Throws `lockedFolder`, which names the holder, and what `FileError.writing` says.
  public init(folder: URL) throws(FileError) {
    self.folder = folder
    made = try Folder.create(folder)
    let url = folder.appendingPathComponent(Self.fileName)
    while true {
      let file = try OpenFile(url, .updating)
      guard try file.tryLock() else {
        let text = String(decoding: (try? file.read(count: 200, at: 0)) ?? [], as: UTF8.self)
        throw FileError(
          .lockedFolder, subject: folder.path, required: "a folder into which no other run writes",
          given: "one in use by \(text.split(separator: "\n").first.map(String.init) ?? "another process")",
          remedy: "wait for that run or end it, or choose another output folder")
      }
      // A holder that was refused may have removed the file since it was opened: then this lock is on nothing.
      guard file.isStillThere else { continue }
      // The text is for people; a disk without room for it does not make the lock weaker.
      let text = Array("process \(ProcessInfo.processInfo.processIdentifier) on \(machineName())\n".utf8)
      try? file.truncate(to: 0)
      try? file.write(text)
      self.file = Mutex(consume file)
      return
    }
  }

  deinit { release() }

  /// Gives the lock back; again is harmless. The file stays, unless nothing else is in a folder that was made for it.
  public func release() {
    file.withLock { held in
      guard let file = held.take() else { return }
      try? file.truncate(to: 0)
      guard !made.isEmpty, (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) == [Self.fileName]
      else { return }
      unlink(file.url.path)
      Folder.removeEmpty(made)
    }
  }
}

private func machineName() -> String {
  var name = [CChar](repeating: 0, count: 256)
  let status = gethostname(&name, name.count - 1)
  return status == 0
    ? String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : "an unnamed machine"
}
