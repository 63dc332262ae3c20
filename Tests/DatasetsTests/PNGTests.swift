import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("PNG files") struct PNGTests {
  func image(_ width: Int, _ height: Int, _ channels: Int, seed: UInt64 = 1) throws -> PNGImage {
    var generator = TestGenerator(state: seed)
    let bytes = (0..<width * height * channels).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return try PNGImage(width: width, height: height, channels: channels, bytes: bytes)
  }

  @Test("images that do not compress come back too: the room for the file is an upper bound")
  func incompressible() throws {
    for (width, height, channels) in [(1, 1, 1), (1, 1, 3), (1, 3000, 1), (3000, 1, 3), (257, 255, 3), (64, 64, 1)] {
      let image = try image(width, height, channels)
      let encoded = try image.encoded()
      #expect(try PNGImage(data: encoded, name: "noise") == image)
      #expect(encoded.suffix(8) == [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82], "it ends with the chunk IEND")
    }
  }

  @Test(
    "writing and reading gives the same image, through memory and through a file",
    arguments: [(1, 1, 1), (5, 3, 1), (5, 3, 3), (257, 64, 3), (1, 300, 1)])
  func roundTrip(width: Int, height: Int, channels: Int) throws {
    let original = try image(width, height, channels)
    let file = try original.encoded()
    #expect(file.prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    #expect(try PNGImage(data: file, name: "memory") == original)
    try withFolder { folder in
      let url = folder.appendingPathComponent("image.png")
      try original.write(to: url)
      try original.write(to: url)  // over the old one
      #expect(try PNGImage(contentsOf: url) == original)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["image.png"])
    }
  }

  @Test("what is no PNG, cut short or missing is refused")
  func wrong() throws {
    let file = try image(40, 30, 3).encoded()
    for length in [0, 4, 8, 20, 33, file.count / 2, file.count - 20] {
      let found = error { () throws(FileError) in try PNGImage(data: Array(file.prefix(length)), name: "cut") }
      #expect(found?.problem == .corruptPNG, "\(length) bytes")
    }
    try withFolder { folder in
      let none = folder.appendingPathComponent("none.png")
      #expect(error { () throws(FileError) in try PNGImage(contentsOf: none) }?.problem == .missingFile)
      #expect(error { () throws(FileError) in try PNGImage(contentsOf: folder) }?.problem == .unreadableFile)
      let deep = folder.appendingPathComponent("no/such/folder.png")
      let small = try image(2, 2, 1)
      #expect(error { () throws(FileError) in try small.write(to: deep) }?.problem == .unwritableFile)
    }
    for (width, height, channels, count) in [(2, 2, 1, 5), (2, 2, 2, 8), (0, 2, 1, 0), (-1, -4, 1, 4), (.max, 2, 1, 2)]
    {
      let found = error { () throws(FileError) in
        try PNGImage(
          width: width, height: height, channels: channels, bytes: [UInt8](repeating: 0, count: count))
      }
      #expect(found?.problem == .wrongShape)
    }
  }

  @Test("kinds that this writes not but reads: palette, 16 bits, one bit, transparency")
  func kinds() throws {
    func read(_ file: [UInt8]) throws -> PNGImage { try PNGImage(data: file, name: "hand-made") }
    let palette = png(
      width: 2, height: 1, depth: 8, colourType: 3, chunks: [("PLTE", [1, 2, 3, 40, 50, 60])], rows: [0, 1, 0])
    #expect(try read(palette) == PNGImage(width: 2, height: 1, channels: 3, bytes: [40, 50, 60, 1, 2, 3]))
    // v16 = 257 v8, for every v8.
    let deep = png(width: 4, height: 1, depth: 16, colourType: 0, rows: [0, 0, 0, 60, 60, 128, 128, 255, 255])
    #expect(try read(deep) == PNGImage(width: 4, height: 1, channels: 1, bytes: [0, 60, 128, 255]))
    let bits = png(width: 4, height: 1, depth: 1, colourType: 0, rows: [0, 0b1010_0000])
    #expect(try read(bits).bytes == [255, 0, 255, 0])
    // RGBA: one opaque pixel keeps its colour, one fully transparent becomes white.
    let clear = png(width: 2, height: 1, depth: 8, colourType: 6, rows: [0, 9, 8, 7, 255, 9, 8, 7, 0])
    #expect(try read(clear) == PNGImage(width: 2, height: 1, channels: 3, bytes: [9, 8, 7, 255, 255, 255]))
  }

  @Test("a header that claims a huge image gets no memory")
  func huge() {
    let file = png(width: 500_000, height: 500_000, depth: 8, colourType: 0, rows: [0, 1])
    let found = error { () throws(FileError) in try PNGImage(data: file, name: "huge") }
    #expect(found?.problem == .absurdSize)
  }

  @Test("5,000 random mutations end in an image or an error", arguments: [20_261_122])
  func fuzz(seed: UInt64) throws {
    print("PNG fuzz seed \(seed)")
    var generator = TestGenerator(state: seed)
    let files = [try image(9, 7, 3).encoded(), try image(16, 16, 1).encoded()]
    var refused = 0
    for _ in 0..<5000 {
      var bytes = files[Int.random(in: 0..<2, using: &generator)]
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator)))
      }
      do throws(FileError) { _ = try PNGImage(data: bytes, name: "fuzz") } catch { refused += 1 }
    }
    #expect(refused > 1000)
  }

  @Test("planes and interleaved pixels, bytes and floats")
  func planes() throws {
    let image = try PNGImage(planes: [1, 2, 3, 4, 5, 6], channels: 3, height: 1, width: 2)
    #expect(image.bytes == [1, 3, 5, 2, 4, 6])
    #expect(image.planes == [1, 2, 3, 4, 5, 6])
    // Every byte survives the way to [-1, 1] and back.
    let all = try ImageDataset(name: "all", channels: 1, height: 16, width: 16, bytes: Array(0...255))
    #expect(try PNGImage(planes: try all.batch([0]), channels: 1, height: 16, width: 16) == all.image(0))
    let wild: [Float] = [-.infinity, -1.5, -1, 0, 1, 7, .infinity, .nan]
    let cut = try PNGImage(planes: wild, channels: 1, height: 2, width: 4)
    #expect(cut.bytes == [0, 0, 0, 128, 255, 255, 255, 0])  // 127.5 rounds away from zero
  }
}

@Suite("Image grids") struct ImageGridTests {
  @Test("exact pixels of three images in two columns")
  func compose() throws {
    let images = try [1, 2, 3].map { try PNGImage(width: 2, height: 1, channels: 1, bytes: [$0, $0 + 10]) }
    let grid = try ImageGrid.compose(images, columns: 2, padding: 1, background: 9)
    #expect(grid.width == 7 && grid.height == 5)
    #expect(
      grid.bytes == [
        9, 9, 9, 9, 9, 9, 9,
        9, 1, 11, 9, 2, 12, 9,
        9, 9, 9, 9, 9, 9, 9,
        9, 3, 13, 9, 9, 9, 9,
        9, 9, 9, 9, 9, 9, 9,
      ])
  }

  @Test("enlarging makes every pixel a square, in colour too")
  func scale() throws {
    let image = try PNGImage(width: 2, height: 1, channels: 3, bytes: [1, 2, 3, 4, 5, 6])
    let grid = try ImageGrid.compose([image], columns: 1, padding: 0, scale: 2)
    let row: [UInt8] = [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]
    #expect(grid.width == 4 && grid.height == 2 && grid.bytes == row + row)
    // Scaling after composing and composing at that scale are one.
    let images = try (0..<5).map { try self.image(UInt8($0)) }
    let small = try ImageGrid.compose(images, columns: 3, padding: 2)
    #expect(
      try ImageGrid.compose(images, columns: 3, padding: 2, scale: 3)
        == ImageGrid.compose([small], columns: 1, padding: 0, scale: 3))
  }

  func image(_ start: UInt8) throws -> PNGImage {
    try PNGImage(width: 2, height: 3, channels: 1, bytes: (0..<6).map { 10 * start + $0 })
  }

  @Test("what cannot be laid out is refused")
  func wrong() throws {
    let grey = try PNGImage(width: 1, height: 1, channels: 1, bytes: [0])
    let colour = try PNGImage(width: 1, height: 1, channels: 3, bytes: [0, 0, 0])
    #expect(error { () throws(FileError) in try ImageGrid.compose([], columns: 1) }?.problem == .wrongShape)
    #expect(
      error { () throws(FileError) in try ImageGrid.compose([grey, colour], columns: 1) }?.problem == .wrongShape)
    for (columns, padding, scale) in [
      (0, 1, 1), (1, -1, 1), (1, 1, 0), (.max, 1, 1), (1, .max, 1), (1, 1, .max), (1, 0, 100_000),
    ] {
      let found = error { () throws(FileError) in
        try ImageGrid.compose([grey], columns: columns, padding: padding, scale: scale)
      }
      #expect(found?.problem == .invalidArgument)
    }
  }
}
