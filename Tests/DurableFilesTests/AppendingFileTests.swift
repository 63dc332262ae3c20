import DurableFiles
import Foundation
import Testing

@Suite("Files that grow") struct AppendingFileTests {
  @Test("appended, flushed, cut off and gone on with; another opening of it alone is refused")
  func growing() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a/log")
      do {
        let file = try AppendingFile(appendingTo: url, alone: true)
        try file.append("one\n".utf8)
        #expect(try Data(contentsOf: url).isEmpty && file.length == 4, "it waits in the buffer")
        try file.append("two\n".utf8)
        try file.flush()
        #expect(try Data(contentsOf: url) == Data("one\ntwo\n".utf8))
        #expect(
          error { () throws(FileError) in try AppendingFile(appendingTo: url, alone: true) }?.problem == .lockedFolder)
        #expect(try file.read(count: 3, at: 4) == Array("two".utf8) && file.read(count: 9, at: 4).count == 4)
        try file.truncate(to: 4)
        try file.append("2\n".utf8)
        // The end of the object's life flushes too.
      }
      let file = try AppendingFile(appendingTo: url, alone: true)
      try file.append("3\n".utf8)
      try file.synchronize()
      #expect(try String(contentsOf: url, encoding: .utf8) == "one\n2\n3\n")
      #expect(try AppendingFile(creating: url) == nil, "there is one already")
    }
  }

  /// `ulimit -f` of 1 block: the 65th kilobyte cannot be written. In a process of its own, since the limit cannot be
  /// raised again.
  @Test("a write beyond the limit on a file's size is an error and leaves whole records")
  func limit() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("durable-files-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      signal(SIGXFSZ) { _ in }
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      #if os(Linux)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        _ = setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      let url = URL(fileURLWithPath: path).appendingPathComponent("log")
      let file = try AppendingFile(appendingTo: url)
      let line = Array(String(repeating: "x", count: 99).utf8) + [10]
      for _ in 0..<9 { try file.append(line) }
      try file.flush()
      // 900 bytes stand; 250 more do not fit, and the 100 that would must not stay there as half of it.
      try file.append(line + line + line.dropLast(50))
      #expect(throws: FileError.self) { try file.flush() }
      #expect(try Data(contentsOf: url).count == 900)
      let draft = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      let refused = #expect(throws: FileError.self) {
        try AtomicFile.write([UInt8](repeating: 0, count: 2000), to: draft)
      }
      #expect(refused?.problem == .tooLarge && !FileManager.default.fileExists(atPath: draft.path))
      #expect(Folder.longestFile == 1000)
    }
  }
}

@Suite("Folders") struct FolderTests {
  @Test("made with those above it, and taken away again as far as they are empty")
  func making() throws {
    try withFolder { folder in
      let deep = folder.appendingPathComponent("a/b/c")
      let made = try Folder.create(deep)
      #expect(made.map(\.lastPathComponent) == ["a", "b", "c"])
      #expect(try Folder.create(deep).isEmpty)
      try AtomicFile.write("", to: folder.appendingPathComponent("a/file"))
      Folder.removeEmpty(made)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a") == ["file"])
      let blocked = folder.appendingPathComponent("a/file/b")
      #expect(error { () throws(FileError) in try Folder.create(blocked) }?.code == ENOTDIR)
      #expect((Folder.freeBytes(at: folder.appendingPathComponent("not/there")) ?? 0) > 0)
    }
  }

  @Test("drafts go with their last reference, or all at once")
  func drafts() throws {
    try withFolder { folder in
      let target = folder.appendingPathComponent("picture.png")
      do {
        let draft = Draft(for: target)
        try AtomicFile.write("half", to: draft.url)
        #expect(draft.url.lastPathComponent.hasPrefix(".picture.png.") && draft.url.pathExtension == "tmp")
        draft.remove()
        draft.remove()
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      let whole = Draft(for: target)
      try AtomicFile.write("whole", to: whole.url)
      try whole.move()
      whole.remove()
      #expect(try String(contentsOf: target, encoding: .utf8) == "whole")
    }
  }
}
