import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("IDX files") struct IDXTests {
  static let plain = idx([2, 2, 3], Array(1...12))

  func problem(_ bytes: [UInt8]) -> FileError.Problem? {
    error { () throws(FileError) in try IDXArray(data: bytes, name: "hand-made") }?.problem
  }

  @Test("a hand-made file, plain, gzip and in two gzip members, gives its shape and elements")
  func reads() throws {
    let members = gzip(Array(Self.plain.prefix(10))) + gzip(Array(Self.plain.dropFirst(10)))
    for bytes in [Self.plain, gzip(Self.plain), members] {
      let array = try IDXArray(data: bytes, name: "hand-made")
      #expect(array.shape == [2, 2, 3])
      #expect(array.bytes == Array(1...12))
    }
  }

  @Test("gzip is told by the bytes, not by the name, and files larger than one chunk are read whole")
  func files() throws {
    var generator = TestGenerator(state: 7)
    // Random bytes do not compress, so the packed file, too, spans several chunks of 256 KiB.
    let elements = (0..<700_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let bytes = idx([700, 1000], elements)
    try withFolder { folder in
      for (name, content) in [("packed-without-ending", gzip(bytes)), ("plain.gz", bytes)] {
        let url = folder.appendingPathComponent(name)
        try AtomicFile.write(content, to: url)
        let array = try IDXArray(contentsOf: url)
        #expect(array.shape == [700, 1000])
        #expect(array.bytes == elements)
      }
    }
  }

  @Test("every way of being wrong has its own error, plain")
  func wrongPlain() {
    #expect(problem([]) == .truncatedHeader)
    for length in 1..<16 { #expect(problem(Array(Self.plain.prefix(length))) == .truncatedHeader) }
    for length in 16..<28 { #expect(problem(Array(Self.plain.prefix(length))) == .truncatedPayload) }
    #expect(problem(Self.plain + [0]) == .trailingBytes)
    #expect(problem(Array("<html>not found</html>".utf8)) == .wrongMagic)
    #expect(problem([1] + Self.plain.dropFirst()) == .wrongMagic)
    for type: UInt8 in [0x09, 0x0b, 0x0c, 0x0d, 0x0e, 0x00, 0xff] {
      #expect(problem(idx([1], [1], type: type)) == .unsupportedElementType)
    }
    #expect(problem([0, 0, 8, 0]) == .wrongShape)
    let huge = 0xffff_ffff
    #expect(problem(idx([huge, huge, huge], [])) == .absurdSize)  // 2^96 does not fit into 63 bits
    #expect(problem(idx([huge, 28, 28], [1, 2, 3])) == .truncatedPayload)  // must not allocate 3.4 TB first
  }

  @Test("every way of being wrong has its own error, gzip")
  func wrongGzip() {
    let packed = gzip(Self.plain)
    for length in 2..<packed.count { #expect(problem(Array(packed.prefix(length))) == .truncatedGzip) }
    #expect(problem(packed + [0]) == .trailingBytes)
    #expect(problem(packed + Array("junk".utf8)) == .trailingBytes)
    #expect(problem(gzip(Self.plain + [9])) == .trailingBytes)
    #expect(problem(gzip(Array(Self.plain.dropLast()))) == .truncatedPayload)
    #expect(problem(gzip(Array(Self.plain.prefix(9)))) == .truncatedHeader)
    #expect(problem(gzip(idx([0x7fff_ffff, 28], []))) == .absurdSize)  // gzip of some 30 bytes cannot hold 60 GB
    var wrongChecksum = packed
    wrongChecksum[packed.count - 8] ^= 1  // the first byte of the CRC-32
    #expect(problem(wrongChecksum) == .corruptGzip)
    var wrongLength = packed
    wrongLength[packed.count - 1] ^= 1
    #expect(problem(wrongLength) == .corruptGzip)
    var wrongMethod = packed
    wrongMethod[2] = 7  // only 8, deflate, exists
    #expect(problem(wrongMethod) == .corruptGzip)
  }

  @Test("an error names the file, what was required and given, and the remedy")
  func messages() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("images")
      try AtomicFile.write(idx([2, 2, 3], Array(1...5)), to: url)
      let cut = try #require(error { () throws(FileError) in try IDXArray(contentsOf: url) })
      #expect(cut.subject == url.path)
      #expect(cut.required.contains("12") && cut.required.contains("2x2x3") && cut.given.contains("5"))
      for part in [cut.subject, cut.required, cut.given, cut.remedy] {
        #expect(!part.isEmpty && cut.description.contains(part))
      }
      let none = folder.appendingPathComponent("none")
      #expect(error { () throws(FileError) in try IDXArray(contentsOf: none) }?.problem == .missingFile)
      #expect(error { () throws(FileError) in try IDXArray(contentsOf: folder) }?.problem == .unreadableFile)
    }
  }

  @Test("20,000 random mutations and truncations end in a value or an error", arguments: [20_261_121])
  func fuzz(seed: UInt64) {
    print("IDX fuzz seed \(seed)")
    var generator = TestGenerator(state: seed)
    let long = idx([5, 4, 6], (0..<120).map { UInt8($0 % 7) })
    let seeds = [Self.plain, gzip(Self.plain), long, gzip(long), gzip(Self.plain) + gzip([])]
    var read = 0
    var refused: [FileError.Problem: Int] = [:]
    for _ in 0..<20_000 {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<max(bytes.count, 1), using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes = Array(bytes.prefix(place))
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: min(place, bytes.count))
        case 2 where !bytes.isEmpty: bytes.remove(at: place)
        case 3 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        default: if !bytes.isEmpty { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
        }
      }
      do throws(FileError) {
        let array = try IDXArray(data: bytes, name: "fuzz")
        if array.bytes.count != array.shape.reduce(1, *) { Issue.record("shape \(array.shape) does not fit") }
        read += 1
      } catch {
        refused[error.problem, default: 0] += 1
      }
    }
    // The mutations must reach both outcomes and most errors, else the test proves little.
    #expect(read > 100)
    #expect(refused.count >= 8, "\(refused)")
  }
}

@Suite("Image sets from IDX files") struct IDXImagesTests {
  let classes = ["zero", "one", "two"]

  func load(_ images: [UInt8], _ labels: [UInt8]) throws -> Result<ImageDataset, FileError> {
    var result: Result<ImageDataset, FileError>?
    try withFolder { folder in
      let (first, second) = (folder.appendingPathComponent("images"), folder.appendingPathComponent("labels"))
      try AtomicFile.write(images, to: first)
      try AtomicFile.write(labels, to: second)
      do throws(FileError) {
        result = .success(
          try ImageDataset(name: "set", idxImages: first, idxLabels: second, classNames: classes))
      } catch { result = .failure(error) }
    }
    return try #require(result)
  }

  func problem(_ images: [UInt8], _ labels: [UInt8]) throws -> FileError.Problem? {
    if case .failure(let error) = try load(images, labels) { return error.problem }
    return nil
  }

  @Test("grey and colour images with labels")
  func reads() throws {
    let grey = try load(idx([2, 2, 3], Array(0..<12)), idx([2], [2, 0])).get()
    #expect(grey.count == 2 && grey.sampleShape == [1, 2, 3] && grey.labels == [2, 0])
    let colour = try load(idx([1, 3, 2, 2], Array(0..<12)), gzip(idx([1], [1]))).get()
    #expect(colour.count == 1 && colour.sampleShape == [3, 2, 2] && colour.labels == [1])
  }

  @Test("counts that differ, swapped files, unknown labels, no images")
  func wrong() throws {
    let images = idx([2, 2, 3], Array(0..<12))
    #expect(try problem(images, idx([3], [0, 1, 2])) == .countMismatch)
    #expect(try problem(images, idx([2], [0, 3])) == .labelOutOfRange)
    #expect(try problem(images, images) == .wrongShape)
    #expect(try problem(idx([2], [0, 1]), idx([2], [0, 1])) == .wrongShape)
    #expect(try problem(idx([0, 2, 3], []), idx([0], [])) == .wrongShape)
  }
}
