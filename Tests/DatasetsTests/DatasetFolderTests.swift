import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("What a folder holds") struct DatasetFolderTests {
  private func write(_ bytes: [UInt8], _ folder: URL, _ path: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(bytes, to: url)
  }

  private func writeMNIST(_ folder: URL, _ path: String) throws {
    try write(idx([2, 28, 28], [UInt8](repeating: 7, count: 2 * 784)), folder, path + "train-images-idx3-ubyte")
    try write(idx([2], [3, 4]), folder, path + "train-labels-idx1-ubyte")
  }

  private func load(_ folder: URL) throws(FileError) -> LoadedDataset { try DatasetFolder.load(folder) }

  @Test("MNIST in the folder, in raw, and in MNIST/raw", arguments: ["", "raw/", "MNIST/raw/", "mnist/"])
  func mnist(path: String) throws {
    try withFolder { folder in
      try writeMNIST(folder, path)
      let loaded = try load(folder)
      #expect(loaded.dataset.name == "mnist-train" && loaded.dataset.labels == [3, 4])
      #expect(loaded.report.part == (path.isEmpty ? nil : String(path.dropLast())))
      let part = path.isEmpty ? "" : ", from its folder \(path.dropLast())"
      #expect(loaded.report.description == "mnist-train: 2 images of 10 classes\(part)")
    }
  }

  @Test("CIFAR's binary version one level down; two sets are one too many")
  func cifar() throws {
    try withFolder { folder in
      try write([3] + [UInt8](repeating: 9, count: 3072), folder, "cifar-10-batches-bin/data_batch_1.bin")
      let loaded = try load(folder)
      #expect(loaded.dataset.name == "cifar-10-train" && loaded.report.part == "cifar-10-batches-bin")
      try writeMNIST(folder, "MNIST/raw/")
      let found = error { () throws(FileError) in try load(folder) }
      #expect(found?.problem == .invalidArgument && found?.given.contains("MNIST/raw") == true)
      #expect(try load(folder.appendingPathComponent("MNIST")).dataset.name == "mnist-train")
    }
  }

  @Test(
    "CIFAR's Python version is known, and the way out is told",
    arguments: [
      "data_batch_1", "cifar-10-batches-py/data_batch_1", "cifar-100-python/train", "train",
    ])
  func pickles(path: String) throws {
    try withFolder { folder in
      try write([0x80, 0x02, 0x7d, 0x71], folder, path)
      let found = error { () throws(FileError) in try load(folder) }
      #expect(found?.problem == .unsupportedElementType && found?.remedy.contains("data get cifar-10") == true)
    }
  }

  @Test("images, and nothing of all that")
  func others() throws {
    try withFolder { folder in
      let nothing = error { () throws(FileError) in try load(folder) }
      #expect(nothing?.problem == .missingFile && nothing?.required == DatasetFolder.recognised)
      #expect(nothing?.given == "a folder without any of them")
      let gone = error { () throws(FileError) in try load(folder.appendingPathComponent("gone")) }
      #expect(gone?.given == "a folder that does not exist")
      try write(
        PNGImage(width: 4, height: 4, channels: 1, bytes: [UInt8](repeating: 1, count: 16)).encoded(), folder,
        "val/1.png")
      #expect(error { () throws(FileError) in try load(folder) }?.given.contains("parts of a data set") == true)
      try write([1, 2, 3], folder, "train/1.png")
      try write(
        PNGImage(width: 4, height: 4, channels: 1, bytes: [UInt8](repeating: 1, count: 16)).encoded(), folder,
        "train/2.png")
      #expect(error { () throws(FileError) in try load(folder) }?.problem == .unreadableImages)
      let loaded = try DatasetFolder.load(folder, imageSize: 8, imageChannels: 1, skipBroken: true)
      #expect(
        loaded.dataset.sampleShape == [1, 8, 8] && loaded.dataset.count == 1 && loaded.report.broken == ["1.png"])
    }
  }
}
