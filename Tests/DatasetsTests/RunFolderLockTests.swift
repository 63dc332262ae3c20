import Datasets
import Foundation
import Testing

@Suite("Locks") struct RunFolderLockTests {
  @Test("one holder at a time; the second is told who; released by hand, by the end of its life")
  func exclusive() throws {
    try withFolder { folder in
      let run = folder.appendingPathComponent("runs/a")
      let lock = try RunFolderLock(folder: run)
      let refused = try #require(error { () throws(DatasetError) in try RunFolderLock(folder: run) })
      #expect(refused.problem == .lockedFolder && refused.subject == run.path)
      #expect(refused.given.contains("process \(ProcessInfo.processInfo.processIdentifier) on "))
      #expect(error { () throws(DatasetError) in try RunFolderLock(folder: folder) } == nil, "another folder is free")
      lock.release()
      lock.release()
      do {
        let second = try RunFolderLock(folder: run)
        #expect(error { () throws(DatasetError) in try RunFolderLock(folder: run) } != nil)
        _ = second.folder
      }
      #expect(error { () throws(DatasetError) in try RunFolderLock(folder: run) } == nil)
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
      var found: DatasetError?
      for _ in 0..<200 where found == nil {
        found = error { () throws(DatasetError) in try RunFolderLock(folder: folder) }
        Thread.sleep(forTimeInterval: 0.005)
      }
      #expect(found?.problem == .lockedFolder)
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
      #expect(error { () throws(DatasetError) in try RunFolderLock(folder: folder) } == nil)
    }
  }

  @Test("a folder that cannot be made is reported")
  func unwritable() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("file")
      try AtomicFile.write("", to: file)
      #expect(error { () throws(DatasetError) in try RunFolderLock(folder: file) }?.problem == .unwritableFile)
    }
  }
}

@Suite("SHA-256") struct SHA256Tests {
  @Test("the vectors of FIPS 180-4, and a million letters in pieces")
  func vectors() throws {
    let known = [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ]
    for (text, sum) in known { #expect(SHA256.hexadecimal(of: Data(text.utf8)) == sum) }
    var hash = SHA256()
    var rest = 1_000_000
    for size in [1, 62, 63, 64, 65, 127, 128, 1000] + [Int](repeating: 9973, count: 200) where rest > 0 {
      let piece = [UInt8](repeating: UInt8(ascii: "a"), count: min(size, rest))
      piece.withUnsafeBytes { hash.update($0) }
      rest -= piece.count
    }
    #expect(rest == 0)
    #expect(hash.hexadecimal() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    // All lengths around the block size, in one piece and byte by byte.
    for count in 50...130 {
      let bytes = (0..<count).map { UInt8($0) }
      var single = SHA256()
      for byte in bytes { [byte].withUnsafeBytes { single.update($0) } }
      #expect(single.hexadecimal() == SHA256.hexadecimal(of: bytes))
    }
  }
}
