import Foundation

/// Files are written beside their place and renamed, so that a kill leaves the old file or the new one, never half.
enum AtomicFile {
  /// Writes `data` to `url`; on failure what stood at `url` is untouched and the partial file is removed.
  static func write(_ data: Data, to url: URL) throws {
    let partial = partialURL(for: url)
    do {
      try data.write(to: partial)
    } catch {
      try? FileManager.default.removeItem(at: partial)
      throw PlotError.fileAccess(path: url.path, reason: reason(of: error))
    }
    try move(partial, to: url)
  }

  /// Renames `partial` to `url` in one step, replacing what stood there.
  static func move(_ partial: URL, to url: URL) throws {
    guard rename(partial.path, url.path) == 0 else {
      let reason = String(cString: strerror(errno))
      try? FileManager.default.removeItem(at: partial)
      throw PlotError.fileAccess(path: url.path, reason: reason)
    }
  }

  /// A hidden name in the same folder (rename cannot cross file systems) that no other process or call uses.
  static func partialURL(for url: URL) -> URL {
    url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).partial-\(UUID().uuidString)")
  }

  static func createFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw PlotError.fileAccess(path: folder.path, reason: reason(of: error))
    }
  }

  /// Checks a name that becomes a file name and part of a script.
  static func validate(name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        return true
      default: return false
      }
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 120, !name.hasPrefix("."), !name.hasPrefix("-") else {
      throw PlotError.invalidName(
        kind: "file name", given: name,
        allowed: "1 to 120 of the characters a-z A-Z 0-9 _ - . (not starting with - or .)")
    }
  }

  private static func reason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (underlying ?? error as NSError).localizedDescription
  }
}
