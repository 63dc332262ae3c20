import Foundation

/// A folder of PNG and JPEG files as a data set of square images of one size.
///
/// Every subfolder that holds images, at any depth below it, is a class, named as the subfolder; a folder without such
/// subfolders is an unlabelled set of the files in it. Files are recognised by their content; those whose names end
/// neither in png, jpg nor jpeg, and hidden ones, are left out. The order is that of the paths' UTF-8 bytes, so it is
/// the same on every machine.
///
/// Each image is scaled, antialiased, so that its shorter side fits, and the centre is cut out.
public struct ImageFolder: Sendable {
  /// The folder.
  public let folder: URL
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

  /// Lists the files; decodes none.
  ///
  /// Throws `missingFile` where there is no image, `invalidArgument` for an impossible size and where images lie beside
  /// class folders, `unreadableFile`.
  public init(folder: URL, side: Int, channels: Int = 3) throws(DatasetError) {
    guard side >= 1, side <= 1 << 14, channels == 1 || channels == 3 else {
      throw DatasetError(
        .invalidArgument, subject: folder.path, required: "a side of 1 to 16384 pixels and 1 or 3 channels",
        given: "\(side) pixels and \(channels) channels", remedy: "choose such numbers, for example 64 and 3")
    }
    guard let found = FileManager.default.subpaths(atPath: folder.path) else {
      throw DatasetError(
        .missingFile, subject: folder.path, required: "a folder of PNG or JPEG files", given: "no readable folder",
        remedy: "check the path and its permissions")
    }
    let images = found.filter(Self.isImage).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !images.isEmpty else {
      throw DatasetError(
        .missingFile, subject: folder.path, required: "files that end in png, jpg or jpeg", given: "none of them",
        remedy: "check the path; other formats must be converted first")
    }
    let classes = images.map { path in path.contains("/") ? String(path.prefix { $0 != "/" }) : "" }
    let names = Set(classes).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if names.count > 1, names[0] == "", let stray = images.first(where: { !$0.contains("/") }) {
      throw DatasetError(
        .invalidArgument, subject: folder.path, required: "images either in class folders or without any",
        given: "'\(stray)' beside the class folder '\(names[1])'",
        remedy: "move the file into a class folder, or name the folder that holds the images themselves")
    }
    self.folder = folder
    self.side = side
    self.channels = channels
    files = images
    if names == [""] {
      labels = nil
      classNames = []
    } else {
      let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
      labels = classes.compactMap { places[$0] }
      classNames = names
    }
  }

  private init(folder: URL, side: Int, channels: Int, files: [String], labels: [Int]?, classNames: [String]) {
    self.folder = folder
    self.side = side
    self.channels = channels
    self.files = files
    self.labels = labels
    self.classNames = classNames
  }

  /// The files at these places, in this order; classes keep their numbers.
  func keeping(_ places: [Int]) -> ImageFolder {
    ImageFolder(
      folder: folder, side: side, channels: channels, files: places.map { files[$0] },
      labels: labels.map { labels in places.map { labels[$0] } }, classNames: classNames)
  }

  /// What its sets have: "image", and "label" where there are class folders.
  var fields: [FieldCard] {
    [.pixels(channels: channels, height: side, width: side)]
      + (labels == nil ? [] : [.category(classNames: classNames)])
  }

  /// Bytes of all images together, decoded.
  public var decodedSize: Int { files.count * channels * side * side }

  /// The folder as a data set: decoded once, here, where that takes at most `memoryLimit` bytes (4 GB: 350,000 images
  /// of 64x64), otherwise anew for every batch.
  ///
  /// There is no cache in between: an epoch visits every image once, in random order, so a cache that holds a part of
  /// them saves little more than that part, and the system keeps the files themselves in memory anyway. Decoding uses
  /// all cores, about 2 ms of one for an image of half a megapixel. Throws what the first bad file throws, named.
  public func dataset(memoryLimit: Int = 4 << 30) throws(DatasetError) -> any Dataset {
    if decodedSize > memoryLimit { return try LazyImageFolder(self) }
    return try ImageDataset(
      name: folder.lastPathComponent, channels: channels, height: side, width: side,
      bytes: decode(Array(files.indices)), labels: labels, classNames: classNames)
  }

  /// The images of these places, N × C × H × W. Throws `unreadableFile`, `missingFile`, `unsupportedImage`,
  /// `corruptPNG`, `corruptJPEG`, `absurdSize`: of the first bad file.
  func decode(_ places: [Int]) throws(DatasetError) -> [UInt8] {
    let size = channels * side * side
    var bytes = [UInt8](repeating: 0, count: places.count * size)
    let failures = FirstFailure()
    bytes.withUnsafeMutableBufferPointer { buffer in
      let target = Target(start: buffer.baseAddress)
      // Strips of some images, so that a thread is asked for seldom.
      let strip = 8
      DispatchQueue.concurrentPerform(iterations: (places.count + strip - 1) / strip) { number in
        for place in number * strip..<min((number + 1) * strip, places.count) {
          do throws(DatasetError) {
            let planes = try image(files[places[place]])
            target.start?.advanced(by: place * size).update(from: planes, count: size)
          } catch {
            failures.note(error, at: place)
          }
        }
      }
    }
    if let failure = failures.first { throw failure }
    return bytes
  }

  /// One file as planes of the wanted size.
  private func image(_ path: String) throws(DatasetError) -> [UInt8] {
    let url = folder.appendingPathComponent(path)
    let content: [UInt8]
    do {
      content = [UInt8](try Data(contentsOf: url))
    } catch {
      let exists = FileManager.default.fileExists(atPath: url.path)
      throw DatasetError(
        exists ? .unreadableFile : .missingFile, subject: url.path, required: "a readable PNG or JPEG file",
        given: exists ? error.localizedDescription : "a path at which there is none",
        remedy: "check the path and its permissions")
    }
    let image: PNGImage
    if content.starts(with: [0x89, 0x50, 0x4e, 0x47]) {
      image = try PNGImage(data: content, name: url.path)
    } else if content.starts(with: [0xff, 0xd8, 0xff]) {
      // Twice the size wanted leaves the antialiasing to one filter, the same for both formats.
      image = try JPEGImage.decode(content, name: url.path, atLeast: 2 * side)
    } else {
      throw DatasetError(
        .unsupportedImage, subject: url.path, required: "the first bytes of a PNG or JPEG",
        given: content.isEmpty ? "an empty file" : "others",
        remedy: "convert the file to PNG or JPEG, or remove it")
    }
    return try image.withChannels(channels).centreSquare(side).planes
  }

  private static func isImage(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last, !parts.contains(where: { $0.hasPrefix(".") }), let dot = name.lastIndex(of: ".")
    else { return false }
    return ["png", "jpg", "jpeg"].contains(name[dot...].dropFirst().lowercased())
  }

  /// Where threads write, each to its own images.
  private struct Target: @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt8>?
  }

  /// The failure of the first bad file, whichever thread came first.
  private final class FirstFailure: @unchecked Sendable {
    private let lock = NSLock()
    private var found: (place: Int, error: DatasetError)?

    var first: DatasetError? { lock.withLock { found?.error } }

    func note(_ error: DatasetError, at place: Int) {
      lock.withLock { if place < found?.place ?? .max { found = (place, error) } }
    }
  }
}

/// A folder of images too large for memory: every batch is decoded when it is asked for.
///
/// Best read through a `BatchPrefetcher`, which decodes while the network computes.
public struct LazyImageFolder: Dataset {
  /// The files.
  public let images: ImageFolder
  /// Of the files' paths, sizes in bytes, classes, and the size wanted; not of their content, which is never read as a
  /// whole.
  public let fingerprint: Fingerprint

  /// Takes the fingerprint. Throws `unreadableFile`.
  public init(_ images: ImageFolder) throws(DatasetError) {
    self.images = images
    var fingerprint = Fingerprint()
    fingerprint.absorb([images.files.count, images.channels, images.side])
    for file in images.files {
      let path = images.folder.appendingPathComponent(file).path
      guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int else {
        throw DatasetError(
          .unreadableFile, subject: path, required: "a file whose size can be asked", given: "none",
          remedy: "check its permissions; do not change the folder while it is in use")
      }
      fingerprint.absorb(Array(file.utf8))
      fingerprint.absorb([size])
    }
    if let labels = images.labels { fingerprint.absorb(labels) }
    self.fingerprint = fingerprint
  }

  /// The folder's name.
  public var name: String { images.folder.lastPathComponent }
  /// The number of files.
  public var count: Int { images.files.count }
  /// "image", and "label" where there are class folders.
  public var fields: [FieldCard] { images.fields }
  /// The class of each file, or nil.
  public var labels: [Int]? { images.labels }

  /// The images at `indices` as floats in [-1, 1]: byte / 127.5 - 1. Throws `indexOutOfRange` and what the first bad
  /// file throws.
  public func floats(_ field: String, at indices: [Int]) throws(DatasetError) -> [Float] {
    guard field == FieldCard.imageName else { throw unknown(field, isFloat: true) }
    try checkIndices(indices)
    return try images.decode(indices).map { Float($0) / 127.5 - 1 }
  }

  /// The labels at `indices`.
  public func integers(_ field: String, at indices: [Int]) throws(DatasetError) -> [Int] {
    try gatherLabels(field, labels, at: indices)
  }
}
