import DurableFiles
import Foundation
import Testing

@Suite("Atomic files") struct AtomicFileTests {
  @Test("writes, replaces, leaves nothing beside, and keeps the old file when it fails")
  func write() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("record.json")
      try AtomicFile.write("old", to: url)
      try AtomicFile.write("new ü", to: url)
      #expect(try String(contentsOf: url, encoding: .utf8) == "new ü")
      try AtomicFile.write([UInt8](), to: folder.appendingPathComponent("empty"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["empty", "record.json"])
      // A folder stands where the file should go: the rename fails, and the draft is removed.
      let taken = folder.appendingPathComponent("taken")
      try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: false)
      let found = error { () throws(FileError) in try AtomicFile.write("text", to: taken) }
      #expect(found?.problem == .unwritableFile && found?.subject == taken.path)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
    }
  }
}
