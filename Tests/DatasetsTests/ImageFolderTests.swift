import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("Image folders") struct ImageFolderTests {
  private func flat(_ width: Int, _ height: Int, _ colour: [UInt8]) throws -> PNGImage {
    try PNGImage(
      width: width, height: height, channels: 3, bytes: (0..<width * height).flatMap { _ in colour })
  }

  private func write(_ bytes: [UInt8], _ folder: URL, _ path: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(bytes, to: url)
  }

  /// Two classes, both formats, several sizes.
  private func fill(_ folder: URL) throws {
    try write(flat(9, 5, [200, 10, 30]).encoded(), folder, "red/b.png")
    let grey = jpeg(width: 40, height: 64, channels: 1, [UInt8](repeating: 90, count: 40 * 64))
    try write(grey, folder, "red/deep/a.JPEG")
    let blue = jpeg(width: 200, height: 120, (0..<200 * 120).flatMap { _ in [UInt8(20), 40, 220] })
    try write(blue, folder, "blue/x.jpg")
    try write([1, 2, 3], folder, "notes.txt")
    try write([1], folder, "blue/.hidden.png")
  }

  @Test("classes, order and pixels, in memory and lazily")
  func classes() throws {
    try withFolder { folder in
      try fill(folder)
      let images = try ImageFolder(folder: folder, side: 8)
      #expect(images.files == ["blue/x.jpg", "red/b.png", "red/deep/a.JPEG"])
      #expect(images.labels == [0, 1, 1] && images.classNames == ["blue", "red"])
      let held = try images.dataset()
      let lazy = try images.dataset(memoryLimit: images.decodedSize - 1)
      #expect(held is ImageDataset && lazy is LazyImageFolder)
      #expect(held.sampleShape == [3, 8, 8] && lazy.sampleShape == [3, 8, 8] && lazy.count == 3)
      #expect(lazy.labels == held.labels && lazy.classNames == held.classNames)
      #expect(try lazy.batch([2, 0, 1, 1]) == held.batch([2, 0, 1, 1]))
      // Flat images stay flat; JPEG may miss a level or two.
      for (place, colour) in [[20.0, 40, 220], [200, 10, 30], [90, 90, 90]].enumerated() {
        let floats = try held.batch([place])
        for channel in 0..<3 {
          for value in floats[channel * 64..<(channel + 1) * 64] {
            #expect(abs((Double(value) + 1) * 127.5 - colour[channel]) < (place == 1 ? 0.01 : 2.5))
          }
        }
      }
      #expect(try ImageFolder(folder: folder, side: 8, channels: 1).dataset().sampleShape == [1, 8, 8])
    }
  }

  @Test("the fingerprint changes with content, classes and size, not with the folder's own name")
  func fingerprints() throws {
    try withFolder { parent in
      let (one, two) = (parent.appendingPathComponent("one"), parent.appendingPathComponent("two"))
      try fill(one)
      try fill(two)
      func prints(_ folder: URL, side: Int = 8) throws -> [Fingerprint] {
        let images = try ImageFolder(folder: folder, side: side)
        return [try images.dataset().fingerprint, try images.dataset(memoryLimit: 0).fingerprint]
      }
      let first = try prints(one)
      #expect(try prints(two) == first)
      #expect(try zip(prints(one, side: 9), first).allSatisfy { $0 != $1 })
      try write(flat(9, 6, [200, 12, 30]).encoded(), two, "red/b.png")
      #expect(try prints(two)[0] != first[0])
      try FileManager.default.moveItem(
        at: one.appendingPathComponent("red"), to: one.appendingPathComponent("azure"))
      #expect(try zip(prints(one), first).allSatisfy { $0 != $1 })
    }
  }

  @Test("bad files are named, in memory and lazily; the first of several")
  func damage() throws {
    let noise = (0..<100 * 100 * 3).map { UInt8(($0 * 7919) % 256) }
    let whole = jpeg(width: 100, height: 100, noise)
    let damaged: [(String, [UInt8], DatasetError.Problem)] = [
      ("cut.jpg", Array(whole.prefix(whole.count / 2)), .corruptJPEG),
      ("head.jpg", Array(whole.prefix(20)), .corruptJPEG),
      ("cut.png", try Array(flat(20, 20, [1, 2, 3]).encoded().dropLast(30)), .corruptPNG),
      ("empty.png", [], .unsupportedImage),
      ("gif.png", Array("GIF89a".utf8), .unsupportedImage),
    ]
    for (name, content, problem) in damaged {
      try withFolder { folder in
        try write(flat(4, 4, [1, 2, 3]).encoded(), folder, "a.png")
        try write(content, folder, name)
        try write(content, folder, "z" + name)
        let images = try ImageFolder(folder: folder, side: 8)
        #expect(images.labels == nil && images.classNames == [])
        let held = try #require(error { () throws(DatasetError) in try images.dataset() })
        #expect(held.problem == problem && held.subject == folder.appendingPathComponent(name).path, "\(held)")
        let lazy = try images.dataset(memoryLimit: 0)
        #expect(error { () throws(DatasetError) in try lazy.batch([0]) } == nil)
        #expect(error { () throws(DatasetError) in try lazy.batch([0, 1, 2]) } == held)
        #expect(error { () throws(DatasetError) in try lazy.batch([3]) }?.problem == .indexOutOfRange)
      }
    }
  }

  @Test("no images, images beside class folders, impossible sizes")
  func wrongFolders() throws {
    try withFolder { folder in
      func problem(_ side: Int = 8, channels: Int = 3) -> DatasetError? {
        error { () throws(DatasetError) in try ImageFolder(folder: folder, side: side, channels: channels) }
      }
      #expect(problem()?.problem == .missingFile)
      try fill(folder)
      #expect(problem() == nil)
      #expect(problem(0)?.problem == .invalidArgument && problem(8, channels: 2)?.problem == .invalidArgument)
      try write([0], folder, "stray.png")
      #expect(problem()?.problem == .invalidArgument && problem()?.given.contains("stray.png") == true)
      let nowhere = folder.appendingPathComponent("nowhere")
      #expect(
        error { () throws(DatasetError) in try ImageFolder(folder: nowhere, side: 8) }?.problem == .missingFile)
    }
  }

  @Test("a JPEG may be scaled while it is decoded, to no less than asked")
  func scaling() throws {
    var ramp: [UInt8] = []
    for y in 0..<96 {
      for x in 0..<128 { ramp += [UInt8(2 * x), UInt8(2 * y), 60] }
    }
    let file = jpeg(width: 128, height: 96, ramp)
    let whole = try JPEGImage.decode(file, name: "ramp")
    #expect(whole.width == 128 && whole.height == 96 && whole.channels == 3)
    #expect(zip(whole.bytes, ramp).allSatisfy { abs(Int($0) - Int($1)) <= 8 })
    for (atLeast, width, height) in [(97, 128, 96), (49, 128, 96), (48, 64, 48), (24, 32, 24), (1, 16, 12)] {
      let scaled = try JPEGImage.decode(file, name: "ramp", atLeast: atLeast)
      #expect(scaled.width == width && scaled.height == height, "\(atLeast)")
      let reference = try whole.resized(width: width, height: height)
      #expect(zip(scaled.bytes, reference.bytes).allSatisfy { abs(Int($0) - Int($1)) <= 8 })
    }
  }

  @Test("2,000 random mutations of a JPEG end in an image or an error", arguments: [UInt64(20_261_121)])
  func mutations(seed: UInt64) throws {
    var generator = TestGenerator(state: seed)
    let sound = jpeg(width: 24, height: 16, quality: 80, (0..<24 * 16 * 3).map { UInt8($0 * 37 % 256) })
    var refused = 0
    for _ in 0..<2000 {
      var file = sound
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        file[Int.random(in: 0..<file.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) { file.removeLast(Int.random(in: 0..<file.count, using: &generator)) }
      do throws(DatasetError) {
        let image = try JPEGImage.decode(file, name: "x", atLeast: 4)
        #expect(image.bytes.count == image.width * image.height * image.channels)
      } catch {
        refused += 1
        #expect([.corruptJPEG, .absurdSize, .unsupportedImage].contains(error.problem))
      }
    }
    #expect(refused > 1000, "every file that was cut off among them")
  }
}
