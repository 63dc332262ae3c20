import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("CIFAR") struct CIFARTests {
  /// A record whose pixel bytes are value, value + 1, ….
  private func record(_ labels: [UInt8], _ value: Int) -> [UInt8] {
    labels + (0..<3072).map { UInt8((value + $0) % 256) }
  }

  @Test("records of both versions, several files in order, planes as they are")
  func records() throws {
    try withFolder { folder in
      try AtomicFile.write(record([3], 0) + record([9], 5), to: folder.appendingPathComponent("data_batch_2.bin"))
      try AtomicFile.write(record([1], 7), to: folder.appendingPathComponent("data_batch_1.bin"))
      let train = try CIFAR.load(.cifar10, folder: folder, split: .train)
      #expect(train.name == "cifar-10-train" && train.sampleShape == [3, 32, 32])
      #expect(train.labels == [1, 3, 9] && train.classNames[9] == "truck")
      #expect(train.bytes[0] == 7 && train.bytes[3072] == 0 && train.bytes[2 * 3072 + 1] == 6)
      #expect(try train.batch([1])[255] == 1)
      // CIFAR-100: the fine label is the second byte.
      try AtomicFile.write(record([11, 99], 1), to: folder.appendingPathComponent("test.bin"))
      let test = try CIFAR.load(.cifar100, folder: folder, split: .test)
      #expect(test.labels == [99] && test.classNames[99] == "99" && test.bytes[0] == 1)
      let names = (0..<100).map { "class \($0)" }
      try AtomicFile.write(
        names.joined(separator: "\n") + "\n", to: folder.appendingPathComponent("fine_label_names.txt"))
      #expect(try CIFAR.load(.cifar100, folder: folder, split: .test).classNames == names)
    }
  }

  @Test("missing files, half records, impossible labels")
  func damage() throws {
    try withFolder { folder in
      func problem(_ version: CIFAR.Version = .cifar10) -> FileError? {
        error { () throws(FileError) in try CIFAR.load(version, folder: folder, split: .test) }
      }
      let missing = try #require(problem())
      #expect(missing.problem == .missingFile && missing.required.contains("test_batch.bin"))
      #expect(missing.remedy.contains("data get cifar-10"))
      let file = folder.appendingPathComponent("test_batch.bin")
      for content in [[], [UInt8](repeating: 0, count: 3072), record([0], 0) + [1]] {
        try AtomicFile.write(content, to: file)
        #expect(problem()?.problem == .truncatedPayload && problem()?.subject == file.path)
      }
      try AtomicFile.write(record([0], 0) + record([10], 0), to: file)
      let label = try #require(problem())
      #expect(label.problem == .labelOutOfRange && label.given.contains("label 10 in record 1"))
      // CIFAR-10's records are no CIFAR-100's.
      try AtomicFile.write(record([0], 0), to: folder.appendingPathComponent("test.bin"))
      #expect(problem(.cifar100)?.problem == .truncatedPayload)
    }
  }

  @Test(
    "the shared tenth of CIFAR-10: counts, classes",
    .enabled(if: RealData.cifar10 != nil, "skipped: no CIFAR-10 in $COUNTERPLAY_DATA or ../shared/data/cifar-10"))
  func real() throws {
    let folder = try #require(RealData.cifar10)
    let train = try CIFAR.load(.cifar10, folder: folder, split: .train)
    let test = try CIFAR.load(.cifar10, folder: folder, split: .test)
    #expect(train.count % 10_000 == 0 && test.count % 2_000 == 0)
    for set in [train, test] {
      let labels = try #require(set.labels)
      for label in 0..<10 { #expect(labels.count { $0 == label } == set.count / 10) }
      // Photographs: neither flat nor noise. Mean and spread of the original set are near 120 and 64.
      let pixels = try set.batch(Array(0..<500)).map { Double($0 + 1) * 127.5 }
      let mean = pixels.reduce(0, +) / Double(pixels.count)
      let spread = (pixels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pixels.count)).squareRoot()
      #expect(abs(mean - 120) < 8 && abs(spread - 64) < 8)
    }
  }
}
