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
  /// - `skipBroken`: leaves out pairs of which a file cannot be decoded, and tells `leavingOut` those files' paths; otherwise
  ///   they are refused. Where there are any, all images are decoded twice.
  /// - `goesOn`: see `ImageFolder.load`.
  ///
  /// Throws `countMismatch` for files without a partner, or where there is no pair at all; `invalidArgument` where a
  /// folder has a path in two formats, or the fields one name; and what `ImageFolder.dataset` throws.
  public static func load(
    _ first: ImageFolder, _ second: ImageFolder, named names: (first: String, second: String) = fieldNames,
    skipUnmatched: Bool = false, skipBroken: Bool = false, memoryLimit: Int = 4 << 30,
    leavingOut: ([String]) -> Void = { _ in }, while goesOn: @escaping @Sendable () -> Bool = { true }
  ) throws(FileError) -> JoinedDataset {
    let (ofFirst, ofSecond) = (try places(first), try places(second))
    let pairs = first.files.map(stem).compactMap { stem in ofSecond[stem].map { (ofFirst[stem] ?? 0, $0) } }
    if !skipUnmatched || pairs.isEmpty {
      let lonely = [(first, ofSecond), (second, ofFirst)].flatMap { folder, others in
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
    let halves = (first.keeping(pairs.map(\.0)), second.keeping(pairs.map(\.1)))
    func half(_ folder: ImageFolder) throws(FileError) -> LoadedDataset {
      try folder.load(skipBroken: skipBroken, memoryLimit: memoryLimit / 2, while: goesOn)
    }
    let (a, b) = (try half(halves.0), try half(halves.1))
    let broken = (Set(a.report.broken), Set(b.report.broken))
    if !broken.0.isEmpty || !broken.1.isEmpty {
      leavingOut(
        [(first, a), (second, b)].flatMap { folder, half in
          half.report.broken.map { folder.folder.appendingPathComponent($0).path }
        })
      let sound = pairs.indices.filter {
        !broken.0.contains(halves.0.files[$0]) && !broken.1.contains(halves.1.files[$0])
      }
      guard !sound.isEmpty else {
        throw FileError(
          .unreadableImages, subject: first.folder.path, required: "pairs that can be decoded",
          given: "none of which both files can", remedy: "check that these are the folders of the images")
      }
      return try load(
        first.keeping(sound.map { pairs[$0].0 }), second.keeping(sound.map { pairs[$0].1 }), named: names,
        memoryLimit: memoryLimit, while: goesOn)
    }
    return try joined(first, second, a.dataset, b.dataset, names)
  }

  private static func joined(
    _ first: ImageFolder, _ second: ImageFolder, _ one: any Dataset, _ two: any Dataset,
    _ names: (first: String, second: String)
  ) throws(FileError) -> JoinedDataset {
    try JoinedDataset(
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
