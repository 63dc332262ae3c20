import Datasets
import Foundation

/// Finds the data set that a configuration names.
public enum TrainingData {
  /// What can be named beside a folder.
  public static var syntheticNames: [String] { ["synthetic", "shapes"] + PointDistributions.catalogue.map(\.name) }

  /// A set that the program makes, or a folder that is recognised by what is in it.
  ///
  /// - `synthetic` draws 10,000 digits of 28 x 28 pixels, `shapes` 10,000 coloured shapes of 32 x 32; `ring`, `grid`,
  ///   `spiral` draw 50,000 points of the plane. They are functions of the seed.
  /// - A folder with MNIST's or Fashion-MNIST's IDX files, with CIFAR-10's or CIFAR-100's binary files, or with PNG and
  ///   JPEG files, in class folders or without. The last are scaled to `imageSize` and have `imageChannels`.
  ///
  /// Throws `DatasetError`: `missingFile` with all that is recognised where the folder holds none of it.
  public static func load(
    _ name: String, seed: UInt64, imageSize: Int = 32, imageChannels: Int = 3
  ) throws -> any Dataset {
    switch name {
    case "synthetic": return try DrawnDigits.make(count: 10_000, seed: seed)
    case "shapes": return try Shapes.make(count: 10_000, seed: seed)
    default: break
    }
    if let distribution = PointDistributions.catalogue.first(where: { $0.name == name }) {
      return try distribution.sample(count: 50_000, seed: seed)
    }
    let folder = URL(fileURLWithPath: name, isDirectory: true)
    func has(_ names: [String]) -> Bool {
      names.contains { FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }
    }
    if has(MNIST.imageFileNames(.train)) { return try MNIST.load(folder: folder, split: .train) }
    for version in CIFAR.Version.allCases where has(version.fileNames(.train)) {
      return try CIFAR.load(version, folder: folder, split: .train)
    }
    let images: ImageFolder
    do throws(DatasetError) {
      images = try ImageFolder(folder: folder, side: imageSize, channels: imageChannels)
    } catch {
      guard error.problem == .missingFile else { throw error }
      throw DatasetError(
        .missingFile, subject: folder.path,
        required: "train-images-idx3-ubyte (MNIST, Fashion-MNIST; .gz too), data_batch_1.bin (CIFAR-10), train.bin "
          + "(CIFAR-100), or PNG and JPEG files",
        given: FileManager.default.fileExists(atPath: folder.path)
          ? "a folder without any of them" : "a folder that does not exist",
        remedy: "check the path, get a set by `counterplay data get NAME`, or take a set that needs no files: "
          + syntheticNames.joined(separator: ", "))
    }
    return try images.dataset()
  }
}
