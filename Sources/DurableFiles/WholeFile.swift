import Foundation

/// The content of a file that fits into memory.
public enum WholeFile {
  /// All bytes of a file; symbolic links are followed. Throws `missingFile` and `unreadableFile`, with the words of what
  /// was required there.
  public static func data(of url: URL, required: String = "a readable regular file") throws(FileError) -> Data {
    do { return try Data(contentsOf: url) } catch {
      let exists = FileManager.default.fileExists(atPath: url.path)
      throw FileError(
        exists ? .unreadableFile : .missingFile, subject: url.path, required: required,
        given: exists ? error.localizedDescription : "a path at which there is none",
        remedy: "check the path and its permissions")
    }
  }
}
