import Foundation

/// Folders: made with their ancestors, flushed, renamed, and asked how much room there is.
public enum Folder {
  /// Makes a folder and those above it where they are missing. Returns those that were made, the outermost first, so
  /// that a caller who is refused afterwards can take them away again (`removeEmpty`).
  ///
  /// Throws `unwritableFile`, `readOnly`, `diskFull`.
  @discardableResult
  public static func create(_ url: URL) throws(FileError) -> [URL] {
    var missing: [URL] = []
    var place = url.standardizedFileURL
    while !isFolder(place), place.path != "/" {
      missing.append(place)
      place = place.deletingLastPathComponent()
    }
    var made: [URL] = []
    for folder in missing.reversed() {
      if mkdir(folder.path, 0o777) == 0 {
        made.append(folder)
        continue
      }
      let code = errno
      // Another process may have made it meanwhile.
      if code == EEXIST, isFolder(folder) { continue }
      removeEmpty(made)
      throw .writing(
        url, "creating a folder", code == EEXIST ? ENOTDIR : code, required: "a folder that can be created")
    }
    return made
  }

  /// Removes what `create` has made as far as nothing is in it. What holds something stays.
  public static func removeEmpty(_ made: [URL]) {
    for folder in made.reversed() where rmdir(folder.path) != 0 { return }
  }

  /// Whether there is a folder.
  public static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Flushes the names in a folder to the disk. Not every file system lets a folder be flushed, and the content is safe
  /// either way, so a failure is none.
  public static func flush(_ url: URL) {
    if let folder = try? OpenFile(url, .reading) { try? folder.synchronize() }
  }

  /// Renames a file or folder within one file system, and flushes the folder that holds it. Throws as
  /// `FileError.writing` says.
  public static func rename(_ from: URL, to: URL) throws(FileError) {
    if renameItem(from.path, to.path) != 0 { throw .writing(to, "renaming", errno) }
    flush(to.deletingLastPathComponent())
  }

  /// Bytes that this user may still write where `url` is or would be; nil where the system does not say.
  public static func freeBytes(at url: URL) -> Int? {
    var place = url.standardizedFileURL
    while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
      place = place.deletingLastPathComponent()
    }
    var status = statvfs()
    guard statvfs(place.path, &status) == 0 else { return nil }
    let (bytes, overflow) = Int(clamping: status.f_bavail).multipliedReportingOverflow(by: Int(status.f_frsize))
    return overflow ? Int.max : bytes
  }

  /// The longest file that this process may write (`ulimit -f`); nil where there is no limit.
  public static var longestFile: Int? {
    var limit = rlimit()
    #if os(Linux)
      let status = getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
      let status = getrlimit(RLIMIT_FSIZE, &limit)
    #endif
    return status == 0 && limit.rlim_cur < UInt64(Int.max) ? Int(limit.rlim_cur) : nil
  }
}

/// C's `rename`, outside of the type whose own function hides it.
private func renameItem(_ from: String, _ to: String) -> Int32 { rename(from, to) }
