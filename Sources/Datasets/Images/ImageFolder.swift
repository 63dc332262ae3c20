import DurableFiles
import Foundation

/// A folder of PNG, JPEG and WebP files as a data set of square images of one size.
///
/// A folder beneath it may be an LMDB database of such files (`ImageDatabase`), as LSUN's `bedroom_train_lmdb`: it counts as
/// a folder of its entries, named `bedroom` as a class, and beside databases for training those for validation and test
/// are left out. Every subfolder that holds images, at any depth below it, is a class, named as the subfolder; a folder without such
/// subfolders is an unlabelled set of the files in it. Where all subfolders are named as parts of a data set (train,
/// val, test and the like), they are no classes, and the set is what lies in train. Symbolic links are followed. Files
/// are recognised by their content; those whose names end in none of png, jpg, jpeg and webp, and hidden ones, are left
/// out. The order is that of the paths' UTF-8 bytes, so it is the same on every machine.
///
/// Each image is made opaque and turned upright (`ImageFile`), scaled, antialiased, so that its shorter side fits, and
/// the centre is cut out.
public struct ImageFolder: Sendable {
  /// The folder that holds the classes or files: the one that was named, or its part for training.
  public let folder: URL
  /// A short name: the named folder's, with the part.
  public let name: String
  /// The part for training, such as "train", where the named folder has parts.
  public let part: String?
  /// Height and width of an image in pixels.
  public let side: Int
  /// 1 (grey) or 3 (RGB).
  public let channels: Int
  /// The files in order, relative to the folder.
  public let files: [String]
  /// The class of each file, or nil.
  public let labels: [Int]?
  /// The names of the subfolders that are classes.
  public let classNames: [String]
  /// How many files were left out because they are not named as images, by what their names end in.
  public let leftOut: [String: Int]
  /// The folders that are databases, by what the paths of their entries begin with.
  private let databases: [String: ImageDatabase]

  /// Lists the files; decodes none.
  ///
  /// Throws `missingFile` where there is no image, or none for training; `invalidArgument` for an impossible size and
  /// where images lie beside class folders; `unreadableFile`; `corruptDatabase`.
  public init(folder: URL, side: Int, channels: Int = 3) throws(FileError) {
    guard side >= 1, side <= 1 << 14, channels == 1 || channels == 3 else {
      throw FileError(
        .invalidArgument, subject: folder.path, required: "a side of 1 to 16384 pixels and 1 or 3 channels",
        given: "\(side) pixels and \(channels) channels" + (channels == 4 ? " (RGBA)" : ""),
        remedy: channels == 4
          ? "opacity is not trained: take 3 channels, and transparent pixels are laid over white"
          : "choose such numbers, for example 64 and 3")
    }
    var listing = try FolderListing(folder)
    guard !listing.images.isEmpty else {
      throw FileError(
        .missingFile, subject: folder.path,
        required:
          "files that end in \(FolderListing.suffixes.joined(separator: ", ")), or LMDB databases of such files",
        given: listing.others.isEmpty ? "no files" : "\(listing.others.values.reduce(0, +)) others",
        remedy: "check the path; other formats must be converted first")
    }
    let part = try Self.partForTraining(listing.images, of: folder)
    // What lies in the other parts is nobody's business.
    if let part { listing = try FolderListing(folder.appendingPathComponent(part)) }
    let kept = DatabaseParts(listing.databases.keys)
    let files = listing.images.filter(kept.isForTraining)
    let classes = files.map { path in kept.className(path.contains("/") ? String(path.prefix { $0 != "/" }) : "") }
    let names = Set(classes).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if names.count > 1, names[0] == "", let stray = files.first(where: { !$0.contains("/") }) {
      throw FileError(
        .invalidArgument, subject: folder.path, required: "images either in class folders or without any",
        given: "'\(stray)' beside the class folder '\(names[1])'",
        remedy: "move the file into a class folder, or name the folder that holds the images themselves")
    }
    let isLabelled = names != [""]
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    self.init(
      folder: part.map { folder.appendingPathComponent($0) } ?? folder,
      name: folder.lastPathComponent + (part.map { "-" + $0 } ?? ""), part: part, side: side, channels: channels,
      files: files, labels: isLabelled ? classes.compactMap { places[$0] } : nil,
      classNames: isLabelled ? names : [], leftOut: listing.others, databases: listing.databases)
  }

  private init(
    folder: URL, name: String, part: String?, side: Int, channels: Int, files: [String], labels: [Int]?,
    classNames: [String], leftOut: [String: Int], databases: [String: ImageDatabase]
  ) {
    self.folder = folder
    self.name = name
    self.part = part
    self.side = side
    self.channels = channels
    self.files = files
    self.labels = labels
    self.classNames = classNames
    self.leftOut = leftOut
    self.databases = databases
  }

  /// The files at these places, in this order; classes keep their numbers.
  func keeping(_ places: [Int]) -> ImageFolder {
    ImageFolder(
      folder: folder, name: name, part: part, side: side, channels: channels, files: places.map { files[$0] },
      labels: labels.map { labels in places.map { labels[$0] } }, classNames: classNames, leftOut: leftOut,
      databases: databases)
  }

  /// One of `files`, decoded; see `ImageFile`.
  func file(_ path: String) throws(FileError) -> ImageFile {
    let url = folder.appendingPathComponent(path)
    // Twice the size wanted leaves the antialiasing to one filter, the same for all formats.
    let atLeast = 2 * side
    if let (prefix, database) = databases.first(where: { path.hasPrefix($0.key) }) {
      return try ImageFile(
        data: database.content(String(path.dropFirst(prefix.count))), name: url.path, atLeast: atLeast)
    }
    return try ImageFile(contentsOf: url, atLeast: atLeast)
  }

  /// What its sets have: "image", and "label" where there are class folders.
  var fields: [FieldCard] {
    [.pixels(channels: channels, height: side, width: side)]
      + (labels == nil ? [] : [.category(classNames: classNames)])
  }

  /// Bytes of all images together, decoded.
  public var decodedSize: Int { files.count * channels * side * side }

  /// The subfolder that holds the data for training, where all subfolders are parts of a data set. Throws `missingFile`
  /// where there is none among them.
  private static func partForTraining(_ images: [String], of folder: URL) throws(FileError) -> String? {
    let tops = Set(images.map { path in path.contains("/") ? String(path.prefix { $0 != "/" }) : "" })
    let (training, others) = (["train", "training"], ["val", "valid", "validation", "test", "testing"])
    guard tops.allSatisfy({ (training + others).contains($0.lowercased()) }) else { return nil }
    let found = tops.filter { training.contains($0.lowercased()) }.sorted()
    guard found.count == 1 else {
      throw FileError(
        .missingFile, subject: folder.path, required: "one folder train with the images for training",
        given: "the folders " + tops.sorted().joined(separator: ", ")
          + ", which are parts of a data set and no classes",
        remedy: "name the folder of the part itself")
    }
    return found[0]
  }
}

/// What LSUN's names of databases say: `bedroom_train_lmdb` is the class bedroom, `bedroom_val_lmdb` what it is tested by.
private struct DatabaseParts {
  private static let training = "_train_lmdb/", others = ["_val_lmdb/", "_test_lmdb/"]
  /// What the paths of the entries begin with: of databases for training, and of those that are left out beside them.
  private let training: Set<String>, leftOut: [String]

  init(_ prefixes: some Sequence<String>) {
    let found = Set(prefixes.filter { $0.hasSuffix(Self.training) })
    training = found
    leftOut =
      found.isEmpty ? [] : prefixes.filter { prefix in Self.others.contains { prefix.hasSuffix($0) } }
  }

  func isForTraining(_ path: String) -> Bool { !leftOut.contains { path.hasPrefix($0) } }

  func className(_ folder: String) -> String {
    training.contains(folder + "/") ? String(folder.dropLast(Self.training.count - 1)) : folder
  }
}
