import Foundation
import GnuplotScripts
import Testing

@Suite struct TableWriterTests {
  /// Piece by piece, the bytes are those of the table; until it is whole there is no file.
  @Test func aTableInPiecesIsTheTable() throws {
    try withFolder { folder in
      let columns: [Table.Column] = [.init("a", [1, 0.1, .nan]), .init("b", [-.infinity, 2e-9, 3])]
      let place = folder.appendingPathComponent("inside")
      let writer = try TableWriter(place, "t", columns.map(\.title))
      try writer.append([1, -.infinity])
      try writer.append([0.1, 2e-9, .nan, 3])
      #expect(try names(in: place).filter { !$0.hasPrefix(".") } == [])
      #expect(try writer.finish().lastPathComponent == "t.tsv")
      #expect(try String(contentsOf: place.appendingPathComponent("t.tsv"), encoding: .utf8) == Table(columns).tsv)
    }
  }

  @Test func partsOfRowsAndOddTitlesAreRefused() throws {
    try withFolder { folder in
      #expect(plotError { _ = try TableWriter(folder, "t", ["a", "a"]) } != nil)
      let writer = try TableWriter(folder, "t", ["a", "b"])
      #expect(
        plotError { try writer.append([1, 2, 3]) } == .lengthMismatch(what: "The last row", expected: 2, given: 1))
    }
  }
}
