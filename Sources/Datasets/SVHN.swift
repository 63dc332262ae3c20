import DurableFiles
import Foundation

/// The Street View House Numbers, cropped digits: 32x32 RGB, 73,257 to train, 26,032 to test, 531,131 more that are easier.
///
/// Y. Netzer, T. Wang, A. Coates, A. Bissacco, B. Wu and A. Y. Ng, "Reading Digits in Natural Images with Unsupervised
/// Feature Learning", 2011. Reads the MATLAB files of "format 2": X of [32, 32, 3, N] bytes, y of N labels, 10 for the
/// digit 0. It never downloads.
public enum SVHN {
  /// "0" to "9".
  public static let classNames = (0...9).map(String.init)

  /// The files of a split, in order; those of a training set need not all be there.
  public static func fileNames(_ split: MNIST.Split) -> [String] {
    split == .train ? ["train_32x32.mat", "extra_32x32.mat"] : ["test_32x32.mat"]
  }

  /// Reads one split from `folder`. The training set has the easier images too where `extra_32x32.mat` is there.
  ///
  /// Subsets are welcome: the count is not compared with the original's. The training set without the easier images takes
  /// 225 MB, twice that while it is read. Throws `missingFile`, `wrongShape`, `countMismatch`, `labelOutOfRange` and what
  /// `MATFile` throws.
  public static func load(folder: URL, split: MNIST.Split) throws(FileError) -> ImageDataset {
    let files = try PublishedFiles.present(fileNames(split), in: folder, of: "svhn")
    var pixels: [UInt8] = []
    var labels: [Int] = []
    for file in files {
      let content = try MATFile(contentsOf: file)
      try pixels += images(content.array("X"), of: file)
      try labels += digits(content.array("y"), of: file)
    }
    return try ImageDataset(
      name: "svhn-\(split.rawValue)", channels: 3, height: 32, width: 32, bytes: pixels, labels: labels,
      classNames: classNames)
  }

  /// MATLAB's order, rows first, images last, to N × C × H × W.
  private static func images(_ array: MATFile.Array, of file: URL) throws(FileError) -> [UInt8] {
    let (side, channels) = (32, 3)
    // Of a single image MATLAB leaves out the last extent.
    guard [3, 4].contains(array.shape.count), array.shape.prefix(3) == [side, side, channels] else {
      throw FileError(
        .wrongShape, subject: file.path, required: "an array X of \(side) x \(side) x \(channels) x N",
        given: array.shape.map(String.init).joined(separator: " x "), remedy: "take SVHN's files of cropped digits")
    }
    let stored = try array.bytes()
    let plane = side * side
    return [UInt8](unsafeUninitializedCapacity: stored.count) { target, count in
      stored.withUnsafeBufferPointer { source in
        for start in stride(from: 0, to: source.count, by: plane) {
          for row in 0..<side {
            for column in 0..<side { target[start + row * side + column] = source[start + column * side + row] }
          }
        }
      }
      count = stored.count
    }
  }

  private static func digits(_ array: MATFile.Array, of file: URL) throws(FileError) -> [Int] {
    let labels = try array.integers()
    guard let wrong = labels.first(where: { !(1...10).contains($0) }) else { return labels.map { $0 % 10 } }
    throw FileError(
      .labelOutOfRange, subject: file.path, required: "labels from 1 to 10, 10 for the digit 0", given: "\(wrong)",
      remedy: "take SVHN's files of cropped digits")
  }
}
