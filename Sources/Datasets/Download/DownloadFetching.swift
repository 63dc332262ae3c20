import DurableFiles
import Foundation

extension DatasetDownload {
  /// How far a download has come.
  public struct Progress: Sendable, Equatable {
    /// The file under way.
    public let file: String
    /// Bytes of it that are there, of how many.
    public let received: Int, expected: Int
  }

  /// Fetches the set into `folder`, which is created where it is missing, and returns the files that it consists of.
  ///
  /// What is there already is not fetched again. A file arrives under the name `NAME.part` and is renamed only when its
  /// checksum is right; a call that was interrupted goes on where it stopped, where the server can. Of an archive the
  /// needed members are unpacked, each atomically, and the archive is removed. Needs the program `curl`, which knows
  /// proxies and certificates.
  ///
  /// `progress` is told some times a second. Throws `missingProgram`, `unreachable`, `refusedDownload`,
  /// `interruptedDownload`, `wrongChecksum`, `corruptArchive`, `corruptGzip`, `truncatedGzip`, `unwritableFile`.
  @discardableResult
  public func fetch(
    into folder: URL, progress: (Progress) -> Void = { _ in }
  ) throws(FileError) -> [URL] {
    let wanted = contents.map { folder.appendingPathComponent($0) }
    if isComplete(in: folder) { return wanted }
    // Two calls at once would append to one file.
    let lock = try RunFolderLock(folder: folder)
    defer { lock.release() }
    for file in files {
      let target = folder.appendingPathComponent(file.name)
      if Self.isThere(target, file) { continue }
      try FileDownload(file: file, target: target).run(progress)
    }
    if !members.isEmpty {
      for file in files {
        let archive = folder.appendingPathComponent(file.name)
        try TarArchive.extract(Set(members), from: archive, into: folder)
      }
      guard isComplete(in: folder) else {
        let missing = wanted.filter { !FileManager.default.fileExists(atPath: $0.path) }.map(\.lastPathComponent)
        throw FileError(
          .corruptArchive, subject: folder.path, required: "an archive with \(missing.joined(separator: ", "))",
          given: "one without", remedy: "report this: the published archive has changed")
      }
      for file in files { try? FileManager.default.removeItem(at: folder.appendingPathComponent(file.name)) }
    }
    return wanted
  }

  /// Whether all files of the set are there; of those whose checksums are known, with the right size.
  ///
  /// A quick look, without reading them: files appear under their names only after their checksum was found right.
  public func isComplete(in folder: URL) -> Bool {
    guard members.isEmpty else {
      return members.allSatisfy { FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }
    }
    return files.allSatisfy { file in
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: folder.appendingPathComponent(file.name).path)
      return attributes?[.size] as? Int == file.byteCount
    }
  }

  private static func isThere(_ target: URL, _ file: RemoteFile) -> Bool {
    (try? SHA256.hexadecimal(ofFile: target)) == file.sha256
  }
}
