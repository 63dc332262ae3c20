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

  @Test("bad files are found before training, all of them, in memory and lazily, and left out where that is wanted")
  func damage() throws {
    let noise = (0..<100 * 100 * 3).map { UInt8(($0 * 7919) % 256) }
    let whole = jpeg(width: 100, height: 100, noise)
    let damaged: [(String, [UInt8], String)] = try [
      ("cut.jpg", Array(whole.prefix(whole.count / 2)), "the JPEG is corrupt"),
      ("head.jpg", Array(whole.prefix(20)), "the JPEG is corrupt"),
      ("cut.png", Array(flat(20, 20, [1, 2, 3]).encoded().dropLast(30)), "the PNG is corrupt"),
      ("empty.png", [], "an empty file"), ("gif.png", Array("GIF89a".utf8), "those of a GIF image"),
      ("web.jpg", Array("RIFF....WEBPVP8 ".utf8), "the WebP is corrupt"),
      ("cut.webp", Array(webp(width: 20, height: 20, (0..<1200).map { UInt8($0 * 71 % 256) }).dropLast(30)), "corrupt"),
    ]
    for (name, content, words) in damaged {
      try withFolder { folder in
        try write(flat(4, 4, [1, 2, 3]).encoded(), folder, "a.png")
        try write(content, folder, name)
        try write(content, folder, "z" + name)
        let images = try ImageFolder(folder: folder, side: 8)
        #expect(images.labels == nil && images.classNames == [])
        let held = try #require(error { () throws(FileError) in try images.dataset() })
        #expect(held.problem == .unreadableImages && held.subject == folder.path)
        #expect(held.given.hasPrefix("2 of 3 that cannot: \(name) ("), "\(held)")
        #expect(
          held.given.contains("z\(name) (") && held.given.contains(words) && held.remedy.contains("--skip-broken"))
        #expect(error { () throws(FileError) in try images.dataset(memoryLimit: 0) } == held)
        for limit in [0, 4 << 30] {
          let loaded = try images.load(skipBroken: true, memoryLimit: limit)
          #expect(loaded.dataset.count == 1 && loaded.report.broken == [name, "z" + name])
          #expect(try loaded.dataset.batch([0]) == ImageFolder(folder: folder, side: 8).keepingFirst().batch([0]))
          #expect(loaded.report.description.hasSuffix(": 1 image; left out: 2 unreadable"))
        }
      }
    }
  }

  @Test("many bad files are counted, the first five named; of a folder of nothing else nothing is left")
  func manyDamaged() throws {
    try withFolder { folder in
      for number in 0..<12 { try write([1, 2, 3], folder, "b\(10 + number).png") }
      let images = try ImageFolder(folder: folder, side: 8)
      let found = error { () throws(FileError) in try images.dataset() }
      #expect(found?.given.hasPrefix("12 of 12 that cannot: b10.png") == true)
      #expect(found?.given.contains("b14.png") == true && found?.given.contains("b15.png") == false)
      let all = error { () throws(FileError) in try images.load(skipBroken: true) }
      #expect(all?.problem == .unreadableImages && all?.remedy.contains("--skip-broken") == false)
    }
  }

  /// What issue 9 tells: a file breaks while a run lasts, and is put right by another copy, of another size.
  @Test("a file that breaks later is named when it is met, and may be replaced: the fingerprint stays")
  func breaksLater() throws {
    try withFolder { folder in
      let noise = try PNGImage(width: 16, height: 16, channels: 1, bytes: (0..<256).map { UInt8($0 * 61 % 256) })
      try write(noise.encoded(), folder, "a.png")
      try write(noise.encoded(), folder, "b.png")
      let images = try ImageFolder(folder: folder, side: 8)
      let set = try images.dataset(memoryLimit: 0)
      try write(Array(noise.encoded().dropLast(40)), folder, "b.png")
      let met = error { () throws(FileError) in try set.batch([0, 1]) }
      #expect(met?.problem == .corruptPNG && met?.subject.hasSuffix("b.png") == true)
      try write(flat(16, 16, [9, 9, 9]).encoded(), folder, "b.png")
      #expect(try ImageFolder(folder: folder, side: 8).dataset(memoryLimit: 0).fingerprint == set.fingerprint)
      try write(noise.encoded(), folder, "c.png")
      #expect(try ImageFolder(folder: folder, side: 8).dataset(memoryLimit: 0).fingerprint != set.fingerprint)
    }
  }

  @Test("what is left after broken files are the others, in order, with their classes")
  func leftOver() throws {
    try withFolder { folder in
      let broken = [0, 3, 4, 9]
      for number in 0..<10 {
        let content = try broken.contains(number) ? [1] : flat(4, 4, [UInt8(number), 20, 30]).encoded()
        try write(content, folder, "class\(number % 3)/\(number).png")
      }
      for limit in [0, 4 << 30] {
        let set = try ImageFolder(folder: folder, side: 2).load(skipBroken: true, memoryLimit: limit).dataset
        #expect(
          set.count == 6 && set.labels == [0, 1, 1, 2, 2, 2] && set.classNames == ["class0", "class1", "class2"])
        // The red of each: 6 of class 0, 1 and 7 of class 1, 2, 5 and 8 of class 2.
        let reds = try (0..<6).map { try set.batch([$0])[0] }
        #expect(reds == [6, 1, 7, 2, 5, 8].map { Float($0) / 127.5 - 1 })
      }
    }
  }

  @Test("loading ends when it is asked to")
  func interrupted() throws {
    try withFolder { folder in
      for number in 0..<40 { try write(flat(4, 4, [1, 2, 3]).encoded(), folder, "\(number).png") }
      let images = try ImageFolder(folder: folder, side: 8)
      for limit in [0, 4 << 30] {
        #expect(
          error { () throws(FileError) in try images.load(memoryLimit: limit, while: { false }) }?.problem
            == .interrupted)
      }
    }
  }

  @Test("symbolic links are followed, to files and folders, but not in circles; what leads nowhere is unreadable")
  func links() throws {
    try withFolder { parent in
      let folder = parent.appendingPathComponent("set")
      try write(flat(4, 4, [1, 2, 3]).encoded(), parent, "elsewhere/one.png")
      try write(flat(4, 4, [7, 8, 9]).encoded(), parent, "elsewhere/deep/two.png")
      try write(flat(4, 4, [4, 5, 6]).encoded(), folder, "cats/own.png")
      func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
          atPath: folder.appendingPathComponent(path).path, withDestinationPath: target)
      }
      try link("dogs", to: "../elsewhere")
      try link("cats/linked.png", to: "../../elsewhere/one.png")
      try link("cats/circle", to: "..")
      let images = try ImageFolder(folder: folder, side: 4)
      #expect(images.files == ["cats/linked.png", "cats/own.png", "dogs/deep/two.png", "dogs/one.png"])
      #expect(images.classNames == ["cats", "dogs"])
      let set = try images.dataset()
      #expect(try set.batch([0]) == set.batch([3]) && set.batch([0]) != set.batch([1]))
      // The folder itself may be a link.
      try FileManager.default.createSymbolicLink(
        atPath: parent.appendingPathComponent("alias").path, withDestinationPath: "set")
      #expect(
        try ImageFolder(folder: parent.appendingPathComponent("alias"), side: 4).dataset().fingerprint
          == set.fingerprint)
      try link("cats/nowhere.png", to: "gone.png")
      let found = error { () throws(FileError) in try ImageFolder(folder: folder, side: 4).dataset() }
      #expect(
        found?.given.contains("1 of 5 that cannot: cats/nowhere.png (no such file") == true,
        "\(String(describing: found))")
    }
  }

  @Test("train, val and test are parts and no classes")
  func parts() throws {
    try withFolder { folder in
      let image = try flat(4, 4, [1, 2, 3]).encoded()
      func load() throws(FileError) -> LoadedDataset {
        try ImageFolder(folder: folder, side: 4).load()
      }
      try write(image, folder, "test/1.png")
      try write(image, folder, "val/1.png")
      try write(image, folder, "val/2.gif")
      let none = error { () throws(FileError) in try load() }
      #expect(none?.problem == .missingFile && none?.given.contains("test, val, which are parts") == true)
      for path in ["Train/cat/1.png", "Train/dog/1.png", "Train/dog/2.png"] { try write(image, folder, path) }
      let loaded = try load()
      #expect(loaded.dataset.classNames == ["cat", "dog"] && loaded.dataset.labels == [0, 1, 1])
      let name = folder.lastPathComponent
      #expect(loaded.report.description == "\(name)-Train: 3 images of 2 classes, from its folder Train")
      #expect(
        try loaded.dataset.fingerprint
          == ImageFolder(folder: folder.appendingPathComponent("Train"), side: 4)
          .dataset().fingerprint)
      // Beside another folder they are classes like others: trains and bicycles.
      try write(image, folder, "bicycle/1.png")
      #expect(try load().dataset.classNames == ["Train", "bicycle", "test", "val"])
    }
  }

  @Test("what is left out for its name is counted, and the line tells it")
  func report() throws {
    try withFolder { folder in
      try write(flat(4, 4, [1, 2, 3]).encoded(), folder, "a/1.png")
      let clear = png(width: 1, height: 1, depth: 8, colourType: 6, rows: [0, 9, 8, 7, 200])
      try write(clear, folder, "a/2.png")
      let turned = png(
        width: 1, height: 1, depth: 8, colourType: 0,
        chunks: [("eXIf", [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0])],
        rows: [0, 1])
      try write(turned, folder, "b/1.png")
      for path in ["a/1.gif", "a/2.GIF", "b/x.jfif", "b/notes", "c.txt", "d.csv", "e.md", ".hidden"] {
        try write([1], folder, path)
      }
      let loaded = try ImageFolder(folder: folder, side: 4).load()
      #expect(loaded.report.leftOut == ["gif": 2, "jfif": 1, "": 1, "txt": 1, "csv": 1, "md": 1])
      #expect(
        loaded.report.description == "\(folder.lastPathComponent): 3 images of 2 classes; left out: 2 gif, "
          + "1 without a suffix, 1 csv, 1 jfif, 2 of other kinds; 1 turned as EXIF says; 1 with transparency, laid over white"
      )
    }
    #expect(
      try LoadingReport(of: DrawnDigits.make(count: 3, seed: 1)).description.hasSuffix(": 3 images of 10 classes"))
    #expect(try LoadingReport(of: PointDataset(name: "p", values: [1, 2])).description == "p: 1 point")
    let text = FieldCard("text", .tokens, shape: [1], classNames: ["a"])
    #expect(try LoadingReport(of: FieldDataset(name: "t", [.init(text, integers: [0])])).description == "t: 1 sample")
  }

  @Test("no images, images beside class folders, impossible sizes")
  func wrongFolders() throws {
    try withFolder { folder in
      func problem(_ side: Int = 8, channels: Int = 3) -> FileError? {
        error { () throws(FileError) in try ImageFolder(folder: folder, side: side, channels: channels) }
      }
      #expect(problem()?.problem == .missingFile)
      try fill(folder)
      #expect(problem() == nil)
      #expect(problem(0)?.problem == .invalidArgument && problem(8, channels: 2)?.problem == .invalidArgument)
      #expect(problem(8, channels: 4)?.given == "8 pixels and 4 channels (RGBA)")
      #expect(problem(8, channels: 4)?.remedy.contains("laid over white") == true)
      try write([0], folder, "stray.png")
      #expect(problem()?.problem == .invalidArgument && problem()?.given.contains("stray.png") == true)
      let nowhere = folder.appendingPathComponent("nowhere")
      #expect(
        error { () throws(FileError) in try ImageFolder(folder: nowhere, side: 8) }?.problem == .missingFile)
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
      do throws(FileError) {
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

extension ImageFolder {
  /// Its first image alone, decoded by itself.
  fileprivate func keepingFirst() throws -> ImageDataset {
    let image = try ImageFile(contentsOf: folder.appendingPathComponent(files[0])).image
    let square = try image.withChannels(channels).centreSquare(side)
    return try ImageDataset(name: "first", channels: channels, height: side, width: side, bytes: square.planes)
  }
}
