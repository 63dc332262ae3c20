import DurableFiles
import Foundation

/// CIFAR-10 and CIFAR-100: 32x32 RGB photographs of 10 or 100 classes, 50,000 to train and 10,000 to test.
///
/// A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. Reads the "binary version" of the sets:
/// records of one label byte (CIFAR-100: two, coarse and fine) and 3,072 bytes of pixels, a plane a colour. It never
/// downloads.
public enum CIFAR {
  /// The two sets.
  public enum Version: String, CaseIterable, Sendable {
    /// 10 classes.
    case cifar10 = "cifar-10"
    /// 100 classes in 20 superclasses.
    case cifar100 = "cifar-100"

    /// Label bytes before the pixels.
    var labelBytes: Int { self == .cifar10 ? 1 : 2 }
    /// Bytes of a record.
    public var recordSize: Int { labelBytes + 3 * 32 * 32 }
    /// The files of a split, in order; those of a training set need not all be there.
    public func fileNames(_ split: MNIST.Split) -> [String] {
      switch (self, split) {
      case (.cifar10, .train): (1...5).map { "data_batch_\($0).bin" }
      case (.cifar10, .test): ["test_batch.bin"]
      case (.cifar100, .train): ["train.bin"]
      case (.cifar100, .test): ["test.bin"]
      }
    }
  }

  /// The classes of CIFAR-10 in the order of their labels.
  public static let classNames10 = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// Reads one split from `folder`.
  ///
  /// Files of any positive whole number of records are welcome, and a training set of CIFAR-10 with some of its five
  /// files: subsets are common. Labels are CIFAR-100's fine ones; their names come from `fine_label_names.txt` where it
  /// is there, else they are "0" to "99". The whole training set takes 154 MB and about half a second. Throws
  /// `missingFile`, `unreadableFile`, `truncatedPayload`, `labelOutOfRange`.
  public static func load(
    _ version: Version, folder: URL, split: MNIST.Split
  ) throws(FileError) -> ImageDataset {
    let files = try PublishedFiles.present(version.fileNames(split), in: folder, of: version.rawValue)
    let classNames = try classNames(version, folder: folder)
    var pixels: [UInt8] = []
    var labels: [Int] = []
    for file in files {
      let content = try read(file, recordSize: version.recordSize)
      pixels.reserveCapacity(pixels.count + content.count)
      for start in stride(from: 0, to: content.count, by: version.recordSize) {
        let label = Int(content[start + version.labelBytes - 1])
        guard label < classNames.count else {
          throw FileError(
            .labelOutOfRange, subject: file.path, required: "labels in 0 ..< \(classNames.count)",
            given: "label \(label) in record \(start / version.recordSize)",
            remedy: "check that these are files of \(version.rawValue)'s binary version")
        }
        labels.append(label)
        pixels += content[start + version.labelBytes..<start + version.recordSize]
      }
    }
    return try ImageDataset(
      name: "\(version.rawValue)-\(split.rawValue)", channels: 3, height: 32, width: 32, bytes: pixels,
      labels: labels, classNames: classNames)
  }

  private static func classNames(_ version: Version, folder: URL) throws(FileError) -> [String] {
    if version == .cifar10 { return classNames10 }
    let file = folder.appendingPathComponent("fine_label_names.txt")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return (0..<100).map(String.init) }
    let names = text.split(whereSeparator: \.isNewline).map(String.init)
    guard names.count == 100 else {
      throw FileError(
        .countMismatch, subject: file.path, required: "100 names, a line each", given: "\(names.count)",
        remedy: "take the file of the original archive, or remove it")
    }
    return names
  }

  private static func read(_ file: URL, recordSize: Int) throws(FileError) -> Data {
    let content = try WholeFile.data(of: file)
    guard !content.isEmpty, content.count % recordSize == 0 else {
      throw FileError(
        .truncatedPayload, subject: file.path, required: "a positive whole number of records of \(recordSize) bytes",
        given: "\(content.count) bytes", remedy: "download the file again, and check that it is the binary version")
    }
    return content
  }
}
