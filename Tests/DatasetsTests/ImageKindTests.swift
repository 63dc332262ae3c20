import Datasets
import DurableFiles
import Foundation
import Testing

/// Every kind of PNG and JPEG against pixels that `Fixtures/make_images.py` derives by Pillow.
@Suite("Kinds of images") struct ImageKindTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var file: Data
    var width: Int
    var height: Int
    var channels: Int
    var pixels: [Int]
    /// Levels by which decoders may differ: none for PNG; JPEG's transforms are free to round.
    var tolerance: Int
    var orientation: Int
    var transparent: Bool
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/images.json")
    return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: file))) ?? []
  }()

  @Test("the fixtures are there: all colour types of PNG, kinds of JPEG, orientations of both")
  func fixtures() {
    #expect(Self.cases.count == 47)
    for kind in ["png", "jpeg"] {
      #expect(Set(Self.cases.filter { $0.name.hasPrefix(kind + " EXIF") }.map(\.orientation)) == Set(1...8))
    }
  }

  @Test("pixels are those of the independent decoder", arguments: cases)
  func pixels(_ given: Case) throws {
    let file = try ImageFile(data: Array(given.file), name: given.name)
    #expect(file.image.width == given.width && file.image.height == given.height)
    #expect(file.image.channels == given.channels)
    let worst = zip(file.image.bytes, given.pixels).map { abs(Int($0) - $1) }.max() ?? 0
    #expect(worst <= given.tolerance, "\(worst) levels")
    #expect(file.orientation.rawValue == given.orientation && file.isTransparent == given.transparent)
  }

  @Test("a turned photograph of a folder is turned before its centre is cut out", arguments: 1...8)
  func folder(orientation: Int) throws {
    let given = try #require(Self.cases.first { $0.name == "jpeg EXIF \(orientation)" })
    try withFolder { folder in
      try AtomicFile.write(given.file, to: folder.appendingPathComponent("1.jpg"))
      let loaded = try ImageFolder(folder: folder, side: 4).load()
      #expect(loaded.report.turned == (orientation == 1 ? 0 : 1))
      let expected = try PNGImage(
        width: given.width, height: given.height, channels: 3, bytes: given.pixels.map { UInt8($0) }
      ).centreSquare(4).planes.map { Float($0) / 127.5 - 1 }
      #expect(zip(try loaded.dataset.batch([0]), expected).allSatisfy { abs($0 - $1) < 0.02 })
    }
  }

  /// Without Adobe's marker four colours may mean ink or its absence: no guess.
  @Test("CMYK that does not say whether it is inverted is refused with a sentence")
  func unmarked() throws {
    let given = try #require(Self.cases.first { $0.name == "jpeg CMYK" })
    var bytes = Array(given.file)
    let place = try #require((0..<bytes.count - 5).first { bytes[$0..<$0 + 5].elementsEqual("Adobe".utf8) })
    bytes.removeSubrange(place - 4..<place - 2 + Int(bytes[place - 1]))
    let found = error { () throws(FileError) in try ImageFile(data: bytes, name: "ink") }
    #expect(found?.problem == .unsupportedImage && found?.remedy == "convert the file to RGB")
  }

  @Test("damaged EXIF data mean upright, whatever was changed or cut", arguments: [UInt64(20_261_125)])
  func damagedNotes(seed: UInt64) throws {
    var generator = TestGenerator(state: seed)
    for name in ["jpeg EXIF 6", "png EXIF 3", "png EXIF 8"] {
      let given = try #require(Self.cases.first { $0.name == name })
      for _ in 0..<2000 {
        var bytes = Array(given.file)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
          bytes[Int.random(in: 2..<min(bytes.count, 120), using: &generator)] = .random(in: 0...255, using: &generator)
        }
        if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
        // Ends, and gives one of eight.
        #expect((1...8).contains(ImageOrientation(ofFile: bytes).rawValue))
      }
    }
    #expect(ImageOrientation(ofFile: []) == .upright)
  }
}
