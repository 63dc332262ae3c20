import Foundation

/// Files that are either the old or the new, never half: written beside, flushed to the disk, and renamed.
public enum AtomicFile {
  /// Writes `bytes` (`Data`, `[UInt8]`, …) to `url`, replacing a file that is there.
  ///
  /// A reader or a crash at any moment finds the old content or the new. The folder must exist. A symbolic link at
  /// `url` is replaced by the file, not followed. Throws `unwritableFile`; then the old file is untouched and nothing
  /// is left beside it. Costs two flushes (`fsync`) of the disk, some milliseconds.
  public static func write(_ bytes: some ContiguousBytes, to url: URL) throws(DatasetError) {
    let folder = url.deletingLastPathComponent().path
    // Beside the target, since a rename is atomic only within one file system; a name of its own for each writer.
    let draft = folder + "/.\(url.lastPathComponent).\(UUID().uuidString).tmp"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(url, "creating a file in \(folder)", errno) }
    var step = "writing"
    var code = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    if code == 0 && fsync(descriptor) != 0 { (step, code) = ("flushing", errno) }
    if close(descriptor) != 0 && code == 0 { (step, code) = ("closing", errno) }
    if code == 0 && rename(draft, url.path) != 0 { (step, code) = ("renaming", errno) }
    if code != 0 {
      unlink(draft)
      throw failure(url, step, code)
    }
    // The rename itself reaches the disk with its folder. Not every file system lets a folder be flushed, and the
    // content is safe either way, so a failure here is none.
    let folderDescriptor = open(folder, O_RDONLY | O_CLOEXEC)
    if folderDescriptor >= 0 {
      fsync(folderDescriptor)
      close(folderDescriptor)
    }
  }

  /// Writes text as UTF-8; see `write(_:to:)` for bytes.
  public static func write(_ text: String, to url: URL) throws(DatasetError) {
    try write(Data(text.utf8), to: url)
  }

  private static func failure(_ url: URL, _ step: String, _ code: Int32) -> DatasetError {
    DatasetError(
      .unwritableFile, subject: url.path, required: "a folder that exists, is writable and has room",
      given: "\(systemErrorText(code)) when \(step)",
      remedy: "create the folder, check its permissions, or free some space on the disk")
  }
}

/// Writes everything, or returns the error number. Outside the type, whose own `write` would hide the C function.
private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if written > 0 {
      rest = rest.dropFirst(written)
    } else if written < 0 && errno != EINTR {
      return errno
    }
  }
  return 0
}
