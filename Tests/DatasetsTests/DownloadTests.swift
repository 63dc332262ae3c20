import Datasets
import DurableFiles
import Foundation
import Testing

@Suite(
  "Downloads",
  .enabled(
    if: ["/usr/bin/curl", "/bin/curl", "/usr/local/bin/curl"].contains(
      where: FileManager.default.isExecutableFile(atPath:)), "skipped: no curl"))
struct DownloadTests {
  private let content = (0..<300_000).map { UInt8(($0 * 31) % 251) }

  private func set(_ name: String, _ addresses: [String], _ content: [UInt8], members: [String] = []) throws(FileError)
    -> DatasetDownload
  {
    try DatasetDownload(
      name: "test", summary: "", source: "",
      files: [
        .init(name: name, addresses: addresses, byteCount: content.count, sha256: SHA256.hexadecimal(of: content))
      ], members: members)
  }

  private func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != RunFolderLock.fileName }.sorted()
  }

  @Test("a whole file, verified, told on the way; a second call asks nobody")
  func whole() throws {
    try withFolder { folder in
      let server = try LocalServer()
      let set = try set("a.bin", [server.serve("a.bin", content, .good)], content)
      let target = folder.appendingPathComponent("new/folder")
      #expect(!set.isComplete(in: target))
      var last: DatasetDownload.Progress?
      let files = try set.fetch(into: target) { last = $0 }
      #expect(files == [target.appendingPathComponent("a.bin")])
      #expect(try [UInt8](Data(contentsOf: files[0])) == content)
      let told = try #require(last)
      #expect(told.file == "a.bin" && told.received == content.count && told.expected == content.count)
      #expect(try names(target) == ["a.bin"] && set.isComplete(in: target))
      try set.fetch(into: target)
      #expect(server.requestedRanges == [nil])
      // A file of another size is no file of the set.
      try AtomicFile.write([1, 2], to: files[0])
      #expect(!set.isComplete(in: target))
      try set.fetch(into: target)
      #expect(try [UInt8](Data(contentsOf: files[0])) == content)
    }
  }

  @Test("an interrupted download says so, and the next call goes on where it stopped")
  func interrupted() throws {
    try withFolder { folder in
      let server = try LocalServer()
      let set = try set(
        "a.bin", [server.serve("a.bin", content, .dropping(after: 100_000), .dropping(after: 50_000), .good)], content)
      let first = try #require(error { () throws(FileError) in try set.fetch(into: folder) })
      #expect(first.problem == .interruptedDownload && first.given.contains("100000 of them"), "\(first)")
      #expect(try names(folder) == ["a.bin.part"])
      #expect(error { () throws(FileError) in try set.fetch(into: folder) }?.given.contains("150000") == true)
      try set.fetch(into: folder)
      #expect(try [UInt8](Data(contentsOf: folder.appendingPathComponent("a.bin"))) == content)
      #expect(server.requestedRanges == [nil, "bytes=100000-", "bytes=150000-"])
      #expect(try names(folder) == ["a.bin"])
    }
  }

  @Test("a server without ranges is asked for the whole file again")
  func withoutRanges() throws {
    try withFolder { folder in
      let server = try LocalServer()
      let set = try set("a.bin", [server.serve("a.bin", content, .dropping(after: 1000), .withoutRanges)], content)
      #expect(error { () throws(FileError) in try set.fetch(into: folder) }?.problem == .interruptedDownload)
      try set.fetch(into: folder)
      #expect(try [UInt8](Data(contentsOf: folder.appendingPathComponent("a.bin"))) == content)
      #expect(server.requestedRanges == [nil, "bytes=1000-", nil])
    }
  }

  @Test("a wrong checksum: its error, and nothing is left that could be taken for the file")
  func checksum() throws {
    try withFolder { folder in
      let server = try LocalServer()
      var other = content
      other[5] ^= 1
      let set = try set("a.bin", [server.serve("a.bin", other, .good)], content)
      let wrong = try #require(error { () throws(FileError) in try set.fetch(into: folder) })
      #expect(wrong.problem == .wrongChecksum)
      let sum = try SHA256.hexadecimal(of: other)
      #expect(wrong.required.contains(set.files[0].sha256) && wrong.given.contains(sum))
      #expect(try names(folder) == [])
      // A part that was damaged on the disk is found out, and the call after that succeeds.
      _ = server.serve("a.bin", content, .good)
      try AtomicFile.write(Array(other.prefix(1000)), to: folder.appendingPathComponent("a.bin.part"))
      #expect(error { () throws(FileError) in try set.fetch(into: folder) }?.problem == .wrongChecksum)
      try set.fetch(into: folder)
      // So is one that is longer than the file.
      try FileManager.default.removeItem(at: folder.appendingPathComponent("a.bin"))
      try AtomicFile.write(content + [1], to: folder.appendingPathComponent("a.bin.part"))
      try set.fetch(into: folder)
      #expect(try names(folder) == ["a.bin"])
    }
  }

  @Test("404; nobody there; the second address where the first fails")
  func refused() throws {
    try withFolder { folder in
      let server = try LocalServer()
      let gone = server.serve("gone.bin", content, .missing)
      let missing = try #require(
        error { () throws(FileError) in try set("a.bin", [gone], content).fetch(into: folder) })
      #expect(missing.problem == .refusedDownload && missing.subject == gone && missing.given.contains("404"))
      #expect(try names(folder) == [], "the page that says 404 is not kept")
      // Port 1 of this machine: nobody listens there.
      let nobody = try set("a.bin", ["http://127.0.0.1:1/a.bin"], content)
      #expect(error { () throws(FileError) in try nobody.fetch(into: folder) }?.problem == .unreachable)
      let other = DatasetDownload.RemoteFile(
        name: "a.bin", addresses: ["http://127.0.0.1:1/a.bin", gone, server.serve("a.bin", content, .good)],
        byteCount: content.count, sha256: try SHA256.hexadecimal(of: content))
      try DatasetDownload(name: "test", summary: "", source: "", files: [other]).fetch(into: folder)
      #expect(try names(folder) == ["a.bin"])
    }
  }

  @Test("a folder in use by another download is refused")
  func locked() throws {
    try withFolder { folder in
      let server = try LocalServer()
      let set = try set("a.bin", [server.serve("a.bin", content, .good)], content)
      let lock = try RunFolderLock(folder: folder)
      #expect(error { () throws(FileError) in try set.fetch(into: folder) }?.problem == .lockedFolder)
      lock.release()
      try set.fetch(into: folder)
    }
  }

  /// A tar archive by hand: header with checksum, content, padding.
  private func tar(_ members: [(String, [UInt8])]) -> [UInt8] {
    func octal(_ number: Int, _ width: Int) -> [UInt8] {
      let digits = String(number, radix: 8)
      return Array((String(repeating: "0", count: width - 1 - digits.count) + digits).utf8) + [0]
    }
    var archive: [UInt8] = []
    for (name, content) in members {
      var header = Array(name.utf8) + [UInt8](repeating: 0, count: 100 - name.utf8.count)
      header += octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(content.count, 12) + octal(0, 12)
      header += [UInt8](repeating: 0x20, count: 8) + [UInt8(ascii: name.hasSuffix("/") ? "5" : "0")]
      header += [UInt8](repeating: 0, count: 512 - header.count)
      header.replaceSubrange(148..<156, with: octal(header.reduce(0) { $0 + Int($1) }, 7) + [0x20])
      archive += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  @Test("an archive: the members that are needed, under their names alone; then the set can be read")
  func archive() throws {
    try withFolder { folder in
      let server = try LocalServer()
      let record = [UInt8(7)] + (0..<3072).map { UInt8($0 % 256) }
      let packed = gzip(
        tar([
          ("cifar-10-batches-bin/", []), ("cifar-10-batches-bin/readme.html", [1, 2, 3]),
          ("../../cifar/data_batch_1.bin", record + record), ("/test_batch.bin", record),
        ]))
      let address = server.serve("c.tar.gz", packed, .good)
      let set = try set("c.tar.gz", [address], packed, members: ["data_batch_1.bin", "test_batch.bin"])
      try set.fetch(into: folder)
      #expect(try names(folder) == ["data_batch_1.bin", "test_batch.bin"] && set.isComplete(in: folder))
      #expect(try CIFAR.load(.cifar10, folder: folder, split: .train).labels == [7, 7])
      let absent = try self.set("c.tar.gz", [address], packed, members: ["absent.bin"])
      let missing = try #require(error { () throws(FileError) in try absent.fetch(into: folder) })
      #expect(missing.problem == .corruptArchive && missing.required.contains("absent.bin"))
    }
  }

  @Test("archives that are cut short or damaged")
  func brokenArchives() throws {
    let whole = tar([("a/x.bin", [UInt8](repeating: 1, count: 1000)), ("a/y.bin", [2])])
    var damaged = whole
    damaged[3] ^= 1
    let broken: [([UInt8], FileError.Problem)] = [
      (Array(whole.prefix(100)), .corruptArchive), (Array(whole.prefix(900)), .corruptArchive),
      (damaged, .corruptArchive), (Array(gzip(whole).dropLast(20)), .truncatedGzip),
    ]
    for (bytes, problem) in broken {
      try withFolder { folder in
        let server = try LocalServer()
        let set = try set("x.tar", [server.serve("x.tar", bytes, .good)], bytes, members: ["x.bin", "y.bin"])
        #expect(error { () throws(FileError) in try set.fetch(into: folder) }?.problem == problem)
      }
    }
  }

  @Test("the catalogue: five sets, files with sizes and checksums, names that the readers look for")
  func catalogue() throws {
    #expect(DatasetDownload.catalogue.map(\.name) == ["mnist", "fashion-mnist", "cifar-10", "cifar-100", "svhn"])
    for set in DatasetDownload.catalogue {
      #expect(try DatasetDownload.named(set.name) == set)
      for file in set.files {
        #expect(file.sha256.count == 64 && file.sha256.allSatisfy(\.isHexDigit) && file.byteCount > 0)
        for address in file.addresses { #expect(URL(string: address)?.lastPathComponent == file.name) }
      }
    }
    for name in ["mnist", "fashion-mnist"] {
      let contents = try DatasetDownload.named(name).contents
      for split in MNIST.Split.allCases {
        #expect(MNIST.imageFileNames(split).contains(where: contents.contains))
        #expect(MNIST.labelFileNames(split).contains(where: contents.contains))
      }
    }
    for version in CIFAR.Version.allCases {
      let contents = try DatasetDownload.named(version.rawValue).contents
      for split in MNIST.Split.allCases { #expect(version.fileNames(split).allSatisfy(contents.contains)) }
    }
    let house = try DatasetDownload.named("svhn").contents
    #expect(house == ["train_32x32.mat", "test_32x32.mat"])
    for split in MNIST.Split.allCases { #expect(SVHN.fileNames(split).contains(where: house.contains)) }
    let unknown = try #require(error { () throws(FileError) in try DatasetDownload.named("imagenet") })
    #expect(unknown.problem == .invalidArgument && unknown.required.contains("fashion-mnist"))
  }
}
