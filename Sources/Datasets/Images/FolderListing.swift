import DurableFiles
import Foundation

/// The files beneath a folder that are named like images, and how many are named otherwise. A folder that is an LMDB
/// database counts as a folder of its entries.
struct FolderListing {
  /// What the names of image files end in.
  static let suffixes = ["png", "jpg", "jpeg", "webp"]

  /// Relative paths of files with these suffixes and of the databases' entries, in the order of their UTF-8 bytes.
  var images: [String] = []
  /// The databases, by what the paths of their entries begin with: the relative path of the folder, with a slash.
  var databases: [String: ImageDatabase] = [:]
  /// The number of other files, by what their names end in, lowercased.
  var others: [String: Int] = [:]

  /// Walks through the folder. Symbolic links to files and folders are followed, except to a folder that one is in
  /// already; hidden files and folders are passed over. Throws `missingFile`, `unreadableFile` and
  /// `corruptDatabase`.
  init(_ folder: URL) throws(FileError) {
    guard let root = Self.identity(folder.path), root.isFolder else {
      throw FileError(
        .missingFile, subject: folder.path, required: "a folder of PNG, JPEG or WebP files",
        given: "no readable folder",
        remedy: "check the path and its permissions")
    }
    try walk(folder.path, prefix: "", within: [root])
    images.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func walk(_ path: String, prefix: String, within: Set<Identity>) throws(FileError) {
    if ImageDatabase.isDatabase(path) {
      let database = try ImageDatabase(folder: path)
      images += try database.keys().map { prefix + $0 }
      databases[prefix] = database
      return
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw FileError(
        .unreadableFile, subject: path, required: "a readable folder", given: error.localizedDescription,
        remedy: "check its permissions")
    }
    for name in names where !name.hasPrefix(".") {
      let entry = path + "/" + name
      if let identity = Self.identity(entry), identity.isFolder {
        if !within.contains(identity) {
          try walk(entry, prefix: prefix + name + "/", within: within.union([identity]))
        }
        continue
      }
      // A link that leads nowhere is a file that cannot be read.
      let suffix = name.lastIndex(of: ".").map { name[$0...].dropFirst().lowercased() } ?? ""
      if Self.suffixes.contains(suffix) {
        images.append(prefix + name)
      } else {
        others[suffix, default: 0] += 1
      }
    }
  }

  /// What a path leads to, links followed.
  private struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
    var isFolder: Bool
  }

  private static func identity(_ path: String) -> Identity? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return Identity(
      device: UInt64(truncatingIfNeeded: facts.st_dev), number: UInt64(truncatingIfNeeded: facts.st_ino),
      isFolder: facts.st_mode & S_IFMT == S_IFDIR)
  }
}
