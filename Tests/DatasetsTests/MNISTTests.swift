import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("MNIST") struct MNISTTests {
  @Test("a missing file is reported with the accepted names")
  func missing() throws {
    try withFolder { folder in
      let found = try #require(
        error { () throws(FileError) in try MNIST.load(folder: folder, split: .test) })
      #expect(found.problem == .missingFile && found.subject == folder.path)
      for name in ["t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz", "t10k-images.idx3-ubyte"] {
        #expect(found.required.contains(name))
      }
      // Images alone are half a set: the labels are missing now.
      try AtomicFile.write(
        idx([1, 28, 28], [UInt8](repeating: 0, count: 784)),
        to: folder.appendingPathComponent(
          "t10k-images-idx3-ubyte"))
      let half = try #require(error { () throws(FileError) in try MNIST.load(folder: folder, split: .test) })
      #expect(half.problem == .missingFile && half.required.contains("t10k-labels-idx1-ubyte.gz"))
    }
  }

  @Test("each accepted name is found, and other sizes than 28x28 are refused")
  func names() throws {
    for (images, labels) in zip(MNIST.imageFileNames(.train), MNIST.labelFileNames(.train)) {
      try withFolder { folder in
        let packed = images.hasSuffix(".gz")
        let content = idx([1, 28, 28], (0..<784).map { UInt8($0 % 256) })
        try AtomicFile.write(packed ? gzip(content) : content, to: folder.appendingPathComponent(images))
        try AtomicFile.write(idx([1], [7]), to: folder.appendingPathComponent(labels))
        let set = try MNIST.load(folder: folder, split: .train)
        #expect(set.name == "mnist-train" && set.count == 1 && set.labels == [7] && set.bytes[300] == 44)
        try AtomicFile.write(idx([1, 2, 2], [1, 2, 3, 4]), to: folder.appendingPathComponent(images))
        #expect(
          error { () throws(FileError) in try MNIST.load(folder: folder, split: .train) }?.problem == .wrongShape)
      }
    }
  }

  @Test(
    "the real files: counts, first labels, the fingerprint of the verified download",
    .enabled(
      if: RealData.mnist != nil,
      "skipped: no MNIST in $COUNTERPLAY_DATA, $COUNTERPLAY_DATA/mnist or ../shared/data/mnist"))
  func real() throws {
    let folder = try #require(RealData.mnist)
    let train = try MNIST.load(folder: folder, split: .train)
    #expect(train.count == 60_000 && train.sampleShape == [1, 28, 28])
    #expect(train.labels?.prefix(5) == [5, 0, 4, 1, 9])
    // Computed by a separate program from the files whose unpacked training images have the published MD5
    // 6bbc9ace898e44ae57da46a324031adb.
    #expect(train.fingerprint.description == "8ac26967f34f199b")
    let test = try MNIST.load(folder: folder, split: .test)
    #expect(test.count == 10_000 && test.labels?.prefix(5) == [7, 2, 1, 0, 4])
    #expect(test.fingerprint != train.fingerprint)
  }
}
