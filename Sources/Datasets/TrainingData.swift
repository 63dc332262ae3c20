import DurableFiles
import Foundation

/// Finds the data set that a configuration names.
public enum TrainingData {
  /// What can be named beside a folder.
  public static var syntheticNames: [String] { ["synthetic", "shapes"] + PointDistributions.catalogue.map(\.name) }

  /// A set that the program makes, or a folder that is recognised by what is in it: `loaded` without its report.
  public static func load(
    _ name: String, seed: UInt64, imageSize: Int = 32, imageChannels: Int = 3, skipBroken: Bool = false
  ) throws -> any Dataset {
    try loaded(name, seed: seed, imageSize: imageSize, imageChannels: imageChannels, skipBroken: skipBroken).dataset
  }

  /// A set that the program makes, or a folder that is recognised by what is in it, with what there is to tell about it.
  ///
  /// - `synthetic` draws 10,000 digits of 28 x 28 pixels, `shapes` 10,000 coloured shapes of 32 x 32; `ring`, `grid`,
  ///   `spiral` draw 50,000 points of the plane. They are functions of the seed.
  /// - A folder with MNIST's or Fashion-MNIST's IDX files, with CIFAR-10's or CIFAR-100's binary files, with SVHN's MATLAB
  ///   files, or with PNG, JPEG and WebP files or LSUN's databases of them, in class folders or without
  ///   (`DatasetFolder`). The last are scaled to `imageSize` and have
  ///   `imageChannels`; those that cannot be decoded are refused, all in one error, or left out with `skipBroken`.
  /// - `goesOn` is asked while images are decoded; loading ends with `interrupted` once it says no.
  ///
  /// Throws `FileError`: `missingFile` with all that is recognised where the folder holds none of it.
  public static func loaded(
    _ name: String, seed: UInt64, imageSize: Int = 32, imageChannels: Int = 3, skipBroken: Bool = false,
    while goesOn: @escaping @Sendable () -> Bool = { true }
  ) throws -> LoadedDataset {
    switch name {
    case "synthetic": return LoadedDataset(try DrawnDigits.make(count: 10_000, seed: seed))
    case "shapes": return LoadedDataset(try Shapes.make(count: 10_000, seed: seed))
    default: break
    }
    if let distribution = PointDistributions.catalogue.first(where: { $0.name == name }) {
      return LoadedDataset(try distribution.sample(count: 50_000, seed: seed))
    }
    do throws(FileError) {
      return try DatasetFolder.load(
        URL(fileURLWithPath: name, isDirectory: true), imageSize: imageSize, imageChannels: imageChannels,
        skipBroken: skipBroken, while: goesOn)
    } catch {
      guard error.problem == .missingFile, error.required == DatasetFolder.recognised else { throw error }
      throw FileError(
        .missingFile, subject: error.subject, required: error.required, given: error.given,
        remedy: error.remedy + ", or take a set that needs no files: " + syntheticNames.joined(separator: ", "))
    }
  }

  /// Samples to judge by that are not in the set of this name: the test set beside MNIST's, CIFAR's or SVHN's files, other
  /// draws of a set that the program makes; nil for any other folder.
  public static func test(_ name: String, seed: UInt64) throws -> (any Dataset)? {
    let other = seed ^ 0x7e57
    switch name {
    case "synthetic": return try DrawnDigits.make(count: 2_000, seed: other)
    case "shapes": return try Shapes.make(count: 2_000, seed: other)
    default: break
    }
    if let distribution = PointDistributions.catalogue.first(where: { $0.name == name }) {
      return try distribution.sample(count: 10_000, seed: other)
    }
    return try DatasetFolder.test(in: URL(fileURLWithPath: name, isDirectory: true))
  }
}
