import Datasets

/// Which data are read, and how.
public struct DataSettings: SettingTable {
  /// The one value of the table.
  public static let table = DataSettings()

  /// For tables that include this one.
  public init() {}

  /// What `TrainingData.load` is given: a folder, or the name of a set that the program makes.
  public let data = Setting(
    "data",
    """
    A set that the program makes (synthetic digits, shapes, ring, grid, spiral), or a folder: MNIST's or \
    Fashion-MNIST's IDX files, CIFAR's binary files, SVHN's MATLAB files, PNG, JPEG and WebP files (LSUN's databases of \
    them too) with or without class folders.
    """,
    standard: "synthetic", mayChangeOnResume: true)
  /// Height and width to which a folder's PNG, JPEG and WebP files are scaled; nil takes the architecture's, or 32.
  public let imageSize = Setting<Int?>(
    "image-size", "Height and width to which PNG, JPEG and WebP files are scaled.",
    standard: nil, .ifGiven(.atLeast(1)), otherwise: "the architecture's, or 32")
  /// 1 (grey) or 3 (RGB) for a folder's PNG, JPEG and WebP files.
  public let imageChannels = Setting(
    "image-channels", "1 (grey) or 3 (RGB) for PNG, JPEG and WebP files; transparency is laid over white.",
    standard: 3, SettingBound("1 (grey) or 3 (RGB; transparency is laid over white)") { $0 == 1 || $0 == 3 })
  /// Black pixels that are added on every side of the images.
  public let frame = Setting(
    "frame", "Black pixels that are added on every side of the images: 2 makes MNIST's 28 pixels 32.",
    standard: 0, SettingBound("from 0 to 1024") { (0...1024).contains($0) })
  /// Whether images that cannot be decoded are left out rather than refused.
  public let skipBroken = Setting(
    "skip-broken", "Leave out images that cannot be decoded, and say how many.",
    standard: false, mayChangeOnResume: true)
}

/// A table of settings that says which data are read: `settings.data` is `settings.source.data`.
public protocol DataTable: TrainingTable {
  /// Which data, and how they are read.
  var source: DataSettings { get }
}

extension Settings where Table == DataSettings {
  /// Reads the data, with what there is to tell about them. `size` is the height and width of images, with their frame,
  /// where none is set; `goesOn` is asked while images are decoded. Throws as `TrainingData.loaded` does.
  public func loaded(
    seed: UInt64, size: Int? = nil, while goesOn: @escaping @Sendable () -> Bool = { true }
  ) throws -> LoadedDataset {
    let loaded = try TrainingData.loaded(
      self.data, seed: seed, imageSize: self.imageSize ?? max(1, (size ?? 32) - (size == nil ? 0 : 2 * self.frame)),
      imageChannels: self.imageChannels, skipBroken: self.skipBroken, while: goesOn)
    return LoadedDataset(try loaded.dataset.framed(by: self.frame), loaded.report)
  }

  /// What the data are judged by, framed as they are; nil where there is none. Throws as `TrainingData.test` does.
  public func test(seed: UInt64) throws -> (any Dataset)? {
    try TrainingData.test(self.data, seed: seed).map { try $0.framed(by: self.frame) }
  }
}
