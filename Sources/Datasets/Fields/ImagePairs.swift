import DurableFiles
import Foundation

/// Pairs of images from two folders: a photograph and its drawing, a map and its aerial view.
public enum ImagePairs {
  /// The names that the two fields get where nothing else is said.
  public static let fieldNames = (first: "a", second: "b")

  /// The images of both folders that have the same path but for the format, `x/1.jpg` and `x/1.png`, as a set with two
  /// fields of pixels, in the order of the first folder, and with the first folder's classes.
  ///
  /// - `skipUnmatched`: leaves out files without a partner; otherwise they are refused.
  ///
  /// Throws `countMismatch` for files without a partner, or where there is no pair at all; `invalidArgument` where a
  /// folder has a path in two formats, or the fields one name; and what `ImageFolder.dataset` throws.
  public static func load(
    _ first: ImageFolder, _ second: ImageFolder, named names: (first: String, second: String) = fieldNames,
    skipUnmatched: Bool = false, memoryLimit: Int = 4 << 30
  ) throws(FileError) -> JoinedDataset {
    let (a, b) = (try places(first), try places(second))
    let pairs = first.files.map(stem).compactMap { stem in b[stem].map { (a[stem] ?? 0, $0) } }
    if !skipUnmatched || pairs.isEmpty {
      let lonely = [(first, b), (second, a)].flatMap { folder, others in
        folder.files.filter { others[stem($0)] == nil }.map { folder.folder.appendingPathComponent($0).path }
      }
      guard lonely.isEmpty else {
        throw FileError(
          .countMismatch, subject: first.folder.path,
          required: "for every file one of the same name in the other folder",
          given: "\(lonely.count) without a partner: " + lonely.prefix(5).joined(separator: ", "),
          remedy: pairs.isEmpty ? "name the files of a pair alike" : "remove them, or leave out unmatched files")
      }
    }
    let one = try first.keeping(pairs.map(\.0)).dataset(memoryLimit: memoryLimit / 2)
    let two = try second.keeping(pairs.map(\.1)).dataset(memoryLimit: memoryLimit / 2)
    return try JoinedDataset(
      name: first.folder.lastPathComponent + "-" + second.folder.lastPathComponent,
      [
        try one.renaming(FieldCard.imageName, to: names.first),
        try two.withFields([(names.second, FieldCard.imageName)]),
      ])
  }

  private static func stem(_ path: String) -> String {
    path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
  }

  /// The place of each stem.
  private static func places(_ folder: ImageFolder) throws(FileError) -> [String: Int] {
    var places: [String: Int] = [:]
    for (place, file) in folder.files.enumerated() {
      if let other = places.updateValue(place, forKey: stem(file)) {
        throw FileError(
          .invalidArgument, subject: folder.folder.path, required: "one file a name, whatever its format",
          given: "'\(folder.files[other])' and '\(file)'", remedy: "remove one of them")
      }
    }
    return places
  }
}
