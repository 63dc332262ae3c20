import Datasets
import DurableFiles
import Foundation
import Testing

/// WebP files, written by libwebp itself; the pixels of lossless ones are known.
@Suite("WebP files") struct WebPTests {
  static let (width, height) = (7, 5)
  static let pixels = (0..<width * height * 3).map { UInt8($0 * 37 % 256) }

  /// A file of chunks around the picture's: `flags` of VP8X (2 animation, 8 EXIF), then the others.
  static func extended(flags: UInt8, _ chunks: [(String, [UInt8])]) -> [UInt8] {
    let picture = webp(width: width, height: height, pixels)
    func little(_ number: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(number >> (8 * $0) & 0xff) } }
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
      Array(name.utf8) + little(content.count, 4) + content + (content.count % 2 == 0 ? [] : [0])
    }
    let body =
      Array("WEBP".utf8) + chunk("VP8X", [flags, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
      + picture.dropFirst(12) + chunks.flatMap { chunk($0.0, $0.1) }
    return Array("RIFF".utf8) + little(body.count, 4) + body
  }

  @Test("a lossless file's pixels come back; transparent ones are laid over white as a PNG's are")
  func pixels() throws {
    let opaque = try ImageFile(data: webp(width: Self.width, height: Self.height, Self.pixels), name: "x")
    #expect(opaque.image.bytes == Self.pixels && opaque.image.channels == 3 && !opaque.isTransparent)
    // (v·a + 255·(255 - a)) / 255, rounded: 40 at 127 is 148, and 200 is 228.
    let half = try ImageFile(
      data: webp(width: 2, height: 1, channels: 4, [40, 200, 0, 127, 9, 8, 7, 255]), name: "x")
    #expect(half.image.bytes == [148, 228, 128, 9, 8, 7] && half.isTransparent)
  }

  @Test("EXIF turns it, as a chunk that begins with the TIFF structure or as a JPEG's segment does")
  func orientation() throws {
    let tiff: [UInt8] = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    let upright = try ImageFile(data: Self.extended(flags: 0, []), name: "x")
    #expect(upright.orientation == .upright && upright.image.bytes == Self.pixels)
    for exif in [tiff, Array("Exif\0\0".utf8) + tiff] {
      let turned = try ImageFile(data: Self.extended(flags: 8, [("EXIF", exif)]), name: "x")
      #expect(turned.orientation == .quarterTurn)
      #expect(try turned.image == upright.image.turned(.quarterTurn))
    }
    // Damaged metadata leave the pixels as they are.
    for exif in [[], [0x4d], Array(tiff.prefix(12))] {
      #expect(try ImageFile(data: Self.extended(flags: 8, [("EXIF", exif)]), name: "x").image == upright.image)
    }
  }

  @Test("animations are refused in words")
  func animations() throws {
    let found = error { () throws(FileError) in try ImageFile(data: Self.extended(flags: 2, []), name: "x") }
    #expect(found?.problem == .unsupportedImage && found?.given.contains("animated") == true)
  }

  @Test("2,000 random mutations end in an image or an error", arguments: [UInt64(20_261_129)])
  func mutations(seed: UInt64) throws {
    var generator = TestGenerator(state: seed)
    let sound = Self.extended(flags: 8, [("EXIF", Array(repeating: 7, count: 30))])
    var refused = 0
    for _ in 0..<2000 {
      var file = sound
      // Sides beyond 31 would take a gigabyte now and then.
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        file[Int.random(in: 43..<file.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) { file.removeLast(Int.random(in: 0..<file.count, using: &generator)) }
      do throws(FileError) {
        let image = try ImageFile(data: file, name: "x").image
        #expect(image.bytes.count == image.width * image.height * image.channels)
      } catch {
        refused += 1
        #expect([.corruptWebP, .unsupportedImage].contains(error.problem), "\(error)")
      }
    }
    #expect(refused > 300, "every file that was cut off in its pixels among them")
  }
}
