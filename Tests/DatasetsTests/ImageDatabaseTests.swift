import Datasets
import DurableFiles
import Foundation
import Testing

/// LMDB databases of images, as LSUN is published, written by LMDB itself.
@Suite("Databases of images") struct ImageDatabaseTests {
  static func picture(_ value: UInt8) -> [UInt8] {
    webp(width: 6, height: 6, (0..<108).map { value &+ UInt8($0 % 3) })
  }

  @Test("a database is a folder of its entries, in memory and lazily")
  func entries() throws {
    try withFolder { folder in
      let entries = try [
        (key: "b", value: Self.picture(20)),
        (key: "a", value: jpeg(width: 6, height: 6, Array(repeating: 9, count: 108))),
        (key: "c", value: PNGImage(width: 6, height: 6, channels: 1, bytes: Array(repeating: 7, count: 36)).encoded()),
      ]
      try writeDatabase(entries, to: folder)
      let images = try ImageFolder(folder: folder, side: 6)
      #expect(images.files == ["a", "b", "c"] && images.leftOut.isEmpty)
      let held = try images.dataset(), lazily = try images.dataset(memoryLimit: 0)
      #expect(try held.batch([0, 1, 2]) == lazily.batch([0, 1, 2]))
      #expect(try held.batch([1])[0] == 20 / 127.5 - 1)
    }
  }

  @Test("LSUN's names: classes without their ending, validation left out beside training")
  func lsun() throws {
    try withFolder { folder in
      func database(_ name: String, _ values: [UInt8]) throws {
        try writeDatabase(
          values.map { (key: "k\($0)", value: Self.picture($0)) }, to: folder.appendingPathComponent(name))
      }
      try database("bridge_val_lmdb", [200])
      #expect(try ImageFolder(folder: folder, side: 6).classNames == ["bridge_val_lmdb"])
      try database("tower_train_lmdb", [50, 60, 70])
      try database("bridge_train_lmdb", [10, 30])
      let loaded = try DatasetFolder.load(folder, imageSize: 6)
      #expect(loaded.dataset.classNames == ["bridge", "tower"] && loaded.dataset.labels == [0, 0, 1, 1, 1])
      let reds = try (0..<5).map { try loaded.dataset.batch([$0])[0] }
      #expect(reds == [10, 30, 50, 60, 70].map { Float($0) / 127.5 - 1 })
      #expect(loaded.report.description.hasSuffix(": 5 images of 2 classes"))
    }
  }

  @Test("entries that are no images are named, a database that is cut off or no database is refused")
  func damage() throws {
    try withFolder { folder in
      try writeDatabase(
        [(key: "good", value: Self.picture(3)), (key: "text", value: Array("notes".utf8))], to: folder)
      let found = error { () throws(FileError) in try ImageFolder(folder: folder, side: 6).dataset() }
      #expect(found?.given.hasPrefix("1 of 2 that cannot: text (") == true, "\(String(describing: found))")
      let file = folder.appendingPathComponent("data.mdb")
      let content = try Data(contentsOf: file)
      for (damaged, words) in [
        (content.prefix(content.count - 4096), "bytes of"), (Data("no database".utf8), "refuses"), (Data(), "refuses"),
      ] {
        try damaged.write(to: file)
        let found = error { () throws(FileError) in try ImageFolder(folder: folder, side: 6) }
        #expect(found?.problem == .corruptDatabase, "\(String(describing: found))")
        #expect(found?.given.contains(words) == true, "\(String(describing: found))")
      }
    }
  }
}
