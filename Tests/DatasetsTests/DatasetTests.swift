import Datasets
import DurableFiles
import Testing

@Suite("Data sets") struct DatasetTests {
  func images(_ bytes: [UInt8], labels: [Int]? = nil) throws(FileError) -> ImageDataset {
    try ImageDataset(
      name: "set", channels: 1, height: 1, width: 2, bytes: bytes, labels: labels, classNames: ["a", "b"])
  }

  @Test("a batch holds the chosen images in order, scaled to [-1, 1]")
  func batch() throws {
    let set = try images([0, 255, 51, 204, 102, 153], labels: [0, 1, 0])
    // byte / 127.5 - 1: 0 and 255 are the ends, 51 = 0.4 * 127.5, 204 = 1.6 * 127.5
    let floats = try set.batch([1, 0, 1])
    for (value, known) in zip(floats, [-0.6, 0.6, -1, 1, -0.6, 0.6] as [Float]) {
      #expect(abs(value - known) < 1e-6)
    }
    #expect(floats.count == 6 && floats[2] == -1 && floats[3] == 1)
    #expect(try set.batchLabels([1, 0, 1]) == [1, 0, 1])
    #expect(try set.batch([]) == [])
    let part = try set.subset([2, 0], name: "part")
    #expect(part.bytes == [102, 153, 0, 255] && part.labels == [0, 0] && part.name == "part")
  }

  @Test("points are given as they are")
  func points() throws {
    let set = try PointDataset(name: "points", values: [1, 2, 3, 4])
    #expect(set.count == 2 && set.sampleShape == [2])
    #expect(try set.batch([1]) == [3, 4])
    #expect(error { () throws(FileError) in try set.batchLabels([0]) }?.problem == .invalidArgument)
  }

  @Test("wrong shapes, labels and indices are refused")
  func wrong() throws {
    #expect(error { () throws(FileError) in try images([1, 2, 3]) }?.problem == .wrongShape)
    #expect(error { () throws(FileError) in try images([]) }?.problem == .wrongShape)
    #expect(error { () throws(FileError) in try images([1, 2], labels: [0, 1]) }?.problem == .countMismatch)
    #expect(error { () throws(FileError) in try images([1, 2], labels: [2]) }?.problem == .labelOutOfRange)
    #expect(error { () throws(FileError) in try images([1, 2], labels: [-1]) }?.problem == .labelOutOfRange)
    for size in [(0, 1), (-1, -2), (Int.max, 2), (Int.min, Int.min)] {
      let found = error { () throws(FileError) in
        try ImageDataset(name: "set", channels: 1, height: size.0, width: size.1, bytes: [1, 2])
      }
      #expect(found?.problem == .wrongShape)
    }
    let set = try images([1, 2, 3, 4])
    for index in [-1, 2, Int.max, Int.min] {
      #expect(error { () throws(FileError) in try set.batch([0, index]) }?.problem == .indexOutOfRange)
      #expect(error { () throws(FileError) in try set.image(index) }?.problem == .indexOutOfRange)
    }
    #expect(
      error { () throws(FileError) in try PointDataset(name: "p", values: [1, 2, 3]) }?.problem == .wrongShape)
    #expect(
      error { () throws(FileError) in try PointDataset(name: "p", values: [1, .nan]) }?.problem == .invalidArgument)
  }

  @Test("FNV-1a's published values, and the hexadecimal text")
  func fnv() {
    // From the authors' test suite (Fowler, Noll, Vo: test_fnv.c).
    for (text, known) in [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")] {
      let fingerprint = Fingerprint(of: Array(text.utf8))
      #expect(fingerprint.description == known)
      #expect(Fingerprint(known) == fingerprint)
    }
    #expect(Fingerprint(value: 255).description == "00000000000000ff")
    for text in ["", "ff", "+5944171f73967e8", "zz944171f73967e8", "85944171f73967e800"] {
      #expect(Fingerprint(text) == nil)
    }
  }

  @Test("the fingerprint changes with pixels, shape, order and labels, not with the name")
  func fingerprint() throws {
    let bytes: [UInt8] = [1, 2, 3, 4]
    let same = try ImageDataset(name: "other", channels: 1, height: 1, width: 2, bytes: bytes)
    let set = try images(bytes)
    #expect(set.fingerprint == same.fingerprint)
    let others = [
      try images([1, 2, 3, 5]), try images([3, 4, 1, 2]), try images(bytes, labels: [0, 1]),
      try images(bytes, labels: [1, 0]),
      try ImageDataset(name: "set", channels: 1, height: 2, width: 1, bytes: bytes),
      try ImageDataset(name: "set", channels: 2, height: 1, width: 1, bytes: bytes),
    ]
    #expect(Set(others.map(\.fingerprint) + [set.fingerprint]).count == others.count + 1)
  }
}
