import DurableFiles
import Foundation

/// The files of a set that is published in several.
enum PublishedFiles {
  /// Those of these names that lie in `folder`, in their order. Throws `missingFile` where none does; `download` is the
  /// set's name for `counterplay data get`.
  static func present(_ names: [String], in folder: URL, of download: String) throws(FileError) -> [URL] {
    let files = names.map { folder.appendingPathComponent($0) }.filter {
      FileManager.default.fileExists(atPath: $0.path)
    }
    guard files.isEmpty else { return files }
    throw FileError(
      .missingFile, subject: folder.path, required: "one of the files " + names.joined(separator: ", "),
      given: FileManager.default.fileExists(atPath: folder.path)
        ? "a folder without any of them" : "a folder that does not exist",
      remedy: "put the published files there, or get them by `counterplay data get \(download)`")
  }
}
