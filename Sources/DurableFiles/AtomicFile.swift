import Foundation

/// Files that are either the old or the new, never half: written beside, flushed to the disk, and renamed.
public enum AtomicFile {
  /// Writes `bytes` (`Data`, `[UInt8]`, …) to `url`, replacing a file that is there.
  ///
  /// A reader or a kill at any moment finds the old content or the new. The folder must exist. A symbolic link at `url`
  /// is replaced by the file, not followed. Throws as `FileError.writing` says; then the old file is untouched and
  /// nothing is left beside it.
  ///
  /// - `flushing`: also safe from a loss of power. Costs two flushes (`fsync`) of the disk, some milliseconds; thousands
  ///   of files that can be made again are better written without.
  public static func write(
    _ bytes: some ContiguousBytes, to url: URL, flushing: Bool = true
  ) throws(FileError) {
    let draft = Draft(for: url)
    do throws(FileError) {
      let file = try OpenFile(draft.url, .creating)
      try file.write(bytes)
      if flushing { try file.synchronize() }
    } catch {
      // The draft's name says nothing to anybody.
      throw FileError(
        error.problem, subject: url.path, required: error.required, given: error.given, remedy: error.remedy,
        code: error.code)
    }
    try draft.move(flushing: flushing)
  }

  /// Writes text as UTF-8; see `write(_:to:flushing:)` for bytes.
  public static func write(_ text: String, to url: URL) throws(FileError) {
    try write(Data(text.utf8), to: url)
  }
}
