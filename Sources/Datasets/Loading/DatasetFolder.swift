import DurableFiles
import Foundation

/// Recognises what a folder holds and loads it.
public enum DatasetFolder {
  /// What is recognised, in words for messages.
  public static let recognised =
    "train-images-idx3-ubyte (MNIST, Fashion-MNIST; .gz too), data_batch_1.bin (CIFAR-10), train.bin (CIFAR-100), "
    + "train_32x32.mat (SVHN), or PNG, JPEG and WebP files"

  /// The training set in `folder`: MNIST's or Fashion-MNIST's IDX files, CIFAR-10's or CIFAR-100's binary files, SVHN's
  /// MATLAB files, or images, scaled to `imageSize` with `imageChannels` (`ImageFolder`).
  ///
  /// The files of all but the last may lie where other programs put them: in a subfolder, in its `raw`, or in `raw`
  /// (`MNIST/raw`, `cifar-10-batches-bin`). CIFAR's Python version is recognised and refused with the way out.
  ///
  /// - `skipBroken`, `goesOn`: see `ImageFolder.load`.
  ///
  /// Throws `missingFile` with all that is recognised where the folder holds none of it; `invalidArgument` where there
  /// are several sets; `unsupportedElementType` for CIFAR's pickles; and what the readers throw.
  public static func load(
    _ folder: URL, imageSize: Int = 32, imageChannels: Int = 3, skipBroken: Bool = false,
    while goesOn: @escaping @Sendable () -> Bool = { true }
  ) throws(FileError) -> LoadedDataset {
    if let dataset = try knownSet(in: folder) { return LoadedDataset(dataset) }
    let beneath = subfolders(of: folder)
    let candidates = beneath + beneath.map { $0 + "/raw" }
    let found = candidates.filter { isKnown(folder.appendingPathComponent($0)) }
    if found.count > 1 {
      throw FileError(
        .invalidArgument, subject: folder.path, required: "one data set",
        given: "several, in its folders " + found.joined(separator: ", "), remedy: "name one of these folders")
    }
    if let part = found.first, let dataset = try knownSet(in: folder.appendingPathComponent(part)) {
      var report = LoadingReport(of: dataset)
      report.part = part
      return LoadedDataset(dataset, report)
    }
    if let pickles = ([""] + beneath).first(where: { holdsPickles(folder.appendingPathComponent($0)) }) {
      throw FileError(
        .unsupportedElementType, subject: folder.appendingPathComponent(pickles).path,
        required: "CIFAR's binary version", given: "its Python version, whose files are Python's pickles",
        remedy: "get the binary one by `counterplay data get cifar-10` (or cifar-100)")
    }
    do throws(FileError) {
      return try ImageFolder(folder: folder, side: imageSize, channels: imageChannels)
        .load(skipBroken: skipBroken, while: goesOn)
    } catch {
      guard error.problem == .missingFile, !error.given.contains("parts of a data set") else { throw error }
      throw FileError(
        .missingFile, subject: folder.path, required: recognised,
        given: FileManager.default.fileExists(atPath: folder.path)
          ? "a folder without any of them" : "a folder that does not exist",
        remedy: "check the path, or get a set by `counterplay data get NAME`")
    }
  }

  /// The test set that lies beside the training set of MNIST, CIFAR or SVHN in `folder`, or in the subfolders where `load` looks;
  /// nil where there is none.
  public static func test(in folder: URL) throws(FileError) -> ImageDataset? {
    let beneath = subfolders(of: folder)
    for place in [""] + beneath + beneath.map({ $0 + "/raw" }) {
      let url = place.isEmpty ? folder : folder.appendingPathComponent(place)
      if let found = try knownSet(in: url, .test) { return found }
    }
    return nil
  }

  private static func has(_ folder: URL, _ names: [String]) -> Bool {
    names.contains { FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }
  }

  private static func isKnown(_ folder: URL) -> Bool {
    has(folder, MNIST.imageFileNames(.train)) || has(folder, SVHN.fileNames(.train))
      || CIFAR.Version.allCases.contains { has(folder, $0.fileNames(.train)) }
  }

  private static func knownSet(in folder: URL, _ split: MNIST.Split = .train) throws(FileError) -> ImageDataset? {
    if has(folder, MNIST.imageFileNames(split)) { return try MNIST.load(folder: folder, split: split) }
    for version in CIFAR.Version.allCases where has(folder, version.fileNames(split)) {
      return try CIFAR.load(version, folder: folder, split: split)
    }
    if has(folder, SVHN.fileNames(split)) { return try SVHN.load(folder: folder, split: split) }
    return nil
  }

  /// CIFAR-10's Python version has `data_batch_1`, CIFAR-100's a `train` and a `meta` that are files; both begin as
  /// pickles of protocol 2 do.
  private static func holdsPickles(_ folder: URL) -> Bool {
    ["data_batch_1", "train", "test_batch", "test"].contains { name in
      guard let handle = try? FileHandle(forReadingFrom: folder.appendingPathComponent(name)) else { return false }
      defer { try? handle.close() }
      return (try? handle.read(upToCount: 2)).map { Array($0) } == [0x80, 0x02]
    }
  }

  /// The names of its subfolders, sorted, links followed.
  private static func subfolders(of folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return !name.hasPrefix(".")
        && FileManager.default.fileExists(atPath: folder.path + "/" + name, isDirectory: &isFolder)
        && isFolder.boolValue
    }.sorted()
  }
}
