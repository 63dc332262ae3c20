import DurableFiles
import Foundation
import Testing

@Suite("Locks") struct RunFolderLockTests {
  @Test("one holder at a time; the second is told who; released by hand, by the end of its life")
  func exclusive() throws {
    try withFolder { folder in
      let run = folder.appendingPathComponent("runs/a")
      let lock = try RunFolderLock(folder: run)
      let refused = try #require(error { () throws(FileError) in try RunFolderLock(folder: run) })
      #expect(refused.problem == .lockedFolder && refused.subject == run.path)
      #expect(refused.given.contains("process \(ProcessInfo.processInfo.processIdentifier) on "))
      #expect(error { () throws(FileError) in try RunFolderLock(folder: folder) } == nil, "another folder is free")
      lock.release()
      lock.release()
      do {
        let second = try RunFolderLock(folder: run)
        #expect(error { () throws(FileError) in try RunFolderLock(folder: run) } != nil)
        _ = second.folder
      }
      #expect(error { () throws(FileError) in try RunFolderLock(folder: run) } == nil)
    }
  }

  @Test("a folder that was made for a run that was then refused goes; one with anything in it stays")
  func refused() throws {
    try withFolder { folder in
      let run = folder.appendingPathComponent("runs/a")
      do { _ = try RunFolderLock(folder: run) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      let lock = try RunFolderLock(folder: run)
      try AtomicFile.write("1", to: run.appendingPathComponent("metrics.jsonl"))
      lock.release()
      #expect(try FileManager.default.contentsOfDirectory(atPath: run.path).sorted() == [".lock", "metrics.jsonl"])
      // A folder that was there before is the user's.
      let mine = folder.appendingPathComponent("mine")
      try Folder.create(mine)
      do { _ = try RunFolderLock(folder: mine) }
      #expect(Folder.isFolder(mine))
    }
  }

  @Test("a lock file left behind by a process that is gone is stale and taken over")
  func stale() throws {
    try withFolder { folder in
      // As a killed process leaves it: the file with its text, and nobody who holds it.
      try AtomicFile.write("process 1 on elsewhere\n", to: folder.appendingPathComponent(RunFolderLock.fileName))
      let lock = try RunFolderLock(folder: folder)
      let text = try String(contentsOf: folder.appendingPathComponent(RunFolderLock.fileName), encoding: .utf8)
      #expect(text.hasPrefix("process \(ProcessInfo.processInfo.processIdentifier) on "))
      lock.release()
    }
  }

  @Test(
    "a process that is killed gives its lock back",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/flock"), "skipped: no flock program"))
  func killed() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent(RunFolderLock.fileName)
      let holder = Process()
      holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
      // -o: the sleeping child does not hold the lock, so killing the parent is what frees it.
      holder.arguments = ["-o", file.path, "sleep", "2"]
      try holder.run()
      var found: FileError?
      for _ in 0..<200 where found == nil {
        found = error { () throws(FileError) in try RunFolderLock(folder: folder) }
        Thread.sleep(forTimeInterval: 0.005)
      }
      #expect(found?.problem == .lockedFolder)
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
      #expect(error { () throws(FileError) in try RunFolderLock(folder: folder) } == nil)
    }
  }

  @Test("a folder that cannot be made is reported")
  func unwritable() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("file")
      try AtomicFile.write("", to: file)
      #expect(error { () throws(FileError) in try RunFolderLock(folder: file) }?.problem == .unwritableFile)
    }
  }
}
