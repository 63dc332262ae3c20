import DurableFiles
import Foundation

/// The MNIST database: 28x28 grey images of handwritten digits, 60,000 to train and 10,000 to test.
///
/// Y. LeCun, C. Cortes, C. Burges. This reads files that are there; it never downloads.
public enum MNIST {
  /// The two parts of the set.
  public enum Split: String, CaseIterable, Sendable {
    /// 60,000 images.
    case train
    /// 10,000 images.
    case test

    /// How MNIST's file names begin.
    var prefix: String { self == .train ? "train" : "t10k" }
  }

  /// "0" to "9".
  public static let classNames = (0...9).map(String.init)

  /// The file names at which the images of a split are looked for, in that order.
  public static func imageFileNames(_ split: Split) -> [String] { fileNames(split.prefix + "-images", "idx3-ubyte") }

  /// The file names at which the labels of a split are looked for, in that order.
  public static func labelFileNames(_ split: Split) -> [String] { fileNames(split.prefix + "-labels", "idx1-ubyte") }

  /// Reads one split, images and labels, from the four original files (or two of them) in `folder`, plain or gzip.
  ///
  /// Subsets are welcome: the count is not compared with the original's. The training set takes 47 MB and, from gzip,
  /// some tenths of a second. Throws `missingFile` with the accepted names, `wrongShape` where the images are not
  /// 28x28, and all that `ImageDataset.init(name:idxImages:idxLabels:classNames:)` throws.
  public static func load(folder: URL, split: Split) throws(FileError) -> ImageDataset {
    let images = try find(imageFileNames(split), in: folder)
    let labels = try find(labelFileNames(split), in: folder)
    let set = try ImageDataset(
      name: "mnist-\(split.rawValue)", idxImages: images, idxLabels: labels, classNames: classNames)
    guard set.sampleShape == [1, 28, 28] else {
      throw FileError(
        .wrongShape, subject: images.path, required: "MNIST's 1x28x28 images",
        given: set.sampleShape.map(String.init).joined(separator: "x"),
        remedy: "read other image sets with ImageDataset(name:idxImages:idxLabels:classNames:)")
    }
    return set
  }

  /// The original name and the one that some archives unpack to, each plain or packed.
  private static func fileNames(_ stem: String, _ kind: String) -> [String] {
    ["-", "."].flatMap { mark in ["", ".gz"].map { stem + mark + kind + $0 } }
  }

  private static func find(_ names: [String], in folder: URL) throws(FileError) -> URL {
    for name in names {
      let url = folder.appendingPathComponent(name)
      var isFolder: ObjCBool = false
      // Some archives unpack each file into a folder of the same name.
      if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue { return url }
    }
    throw FileError(
      .missingFile, subject: folder.path, required: "one of the files " + names.joined(separator: ", "),
      given: FileManager.default.fileExists(atPath: folder.path)
        ? "a folder without any of them" : "a folder that does not exist",
      remedy: "put MNIST's files there, or use DrawnDigits, which need no files")
  }
}
