import DurableFiles
import Foundation
import GnuplotScripts
import Testing

@Suite struct TableTests {
  @Test func textIsExact() throws {
    let table = try Table([
      .init("step t", [0, 1, 2]), .init("η (s)", [0.1, .nan, -1e-300]), .init("z", [-0.0, .infinity, -.infinity]),
    ])
    #expect(table.tsv == "step t\tη (s)\tz\n0\t0.1\t-0\n1\tNaN\tinf\n2\t-1e-300\t-inf\n")
  }

  @Test func roundTripKeepsEveryBit() throws {
    var generator = Seeded(state: 11)
    let values =
      (0..<2000).map { _ in Double(bitPattern: generator.next()) }
      + [.leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1 + 0.2, -0.0, 1 / 3]
    let table = try Table([.init("a", values), .init("b", values.reversed())])
    let back = try Table(tsv: table.tsv)
    #expect(back.columns.map(\.title) == ["a", "b"])
    for (given, read) in zip(table.columns, back.columns) {
      for (a, b) in zip(given.values, read.values) { #expect(a.isNaN ? b.isNaN : a.bitPattern == b.bitPattern) }
    }
  }

  @Test func refusesColumnsThatDoNotFit() {
    #expect(
      plotError { _ = try Table([.init("a", [1, 2]), .init("b", [1])]) }
        == .lengthMismatch(what: "Column \"b\"", expected: 2, given: 1))
    #expect(plotError { _ = try Table([]) } == .empty(what: "The table's column list"))
    for title in ["", "a\tb", "a\nb"] { #expect(plotError { _ = try Table([.init(title, [1])]) } != nil) }
    #expect(plotError { _ = try Table([.init("a", [1]), .init("a", [1])]) } != nil)
  }

  @Test func malformedTextNamesTheLine() {
    let short = #expect(throws: FileError.self) { try Table(tsv: "a\tb\n1\t2\n3\n") }
    #expect(short?.problem == .malformed && short?.subject.contains("line 3") == true)
    let word = #expect(throws: FileError.self) { try Table(tsv: "a\nfive\n") }
    #expect(word?.given == "\"five\"")
  }

  @Test(arguments: [
    "", "a b", "a/b", "../x", ".hidden", "-e", "a'b", "é", "a\nb", "a;b", String(repeating: "x", count: 121),
  ])
  func oddFileNamesAreRefused(name: String) throws {
    try withFolder { folder in
      let table = try Table([.init("a", [1])])
      guard case .invalidName = plotError({ try table.write(to: folder, name: name) }) else {
        Issue.record("accepted \(name)")
        return
      }
      #expect(plotError { try plain().write(to: folder, name: name) } != nil)
      #expect(try names(in: folder).isEmpty)
    }
  }

  @Test func failureKeepsWhatWasThere() throws {
    try withFolder { folder in
      // A folder that holds something cannot be replaced by a rename, not even by root.
      let blocked = folder.appendingPathComponent("t.tsv")
      try FileManager.default.createDirectory(at: blocked, withIntermediateDirectories: true)
      try Data("kept".utf8).write(to: blocked.appendingPathComponent("inside"))
      let refused = #expect(throws: FileError.self) { try Table([.init("a", [1])]).write(to: folder, name: "t") }
      #expect(refused?.problem == .unwritableFile)
      #expect(try String(contentsOf: blocked.appendingPathComponent("inside"), encoding: .utf8) == "kept")
      #expect(try names(in: folder) == ["t.tsv"])
    }
  }

  @Test func writingReplacesAndMakesTheFolder() throws {
    try withFolder { folder in
      let deep = folder.appendingPathComponent("a/b")
      try Table([.init("a", [1])]).write(to: deep, name: "t")
      let url = try Table([.init("a", [2])]).write(to: deep, name: "t")
      #expect(try String(contentsOf: url, encoding: .utf8) == "a\n2\n")
      #expect(try names(in: deep) == ["t.tsv"])
    }
  }
}

/// SplitMix64, so that a failure can be replayed.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
