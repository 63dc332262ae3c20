import Foundation
import GnuplotScripts
import Testing

private let hasNumPy =
  (try? run("python3", ["-c", "import numpy"], in: FileManager.default.temporaryDirectory).status) == 0

@Suite struct GridTests {
  @Test func textHoldsAxesAndRows() throws {
    let grid = try Grid(x: [1, 2, 3], y: [10, 20]) { x, y in x == 2 ? .nan : x + y }
    #expect(grid.tsv == "y\\x\t1\t2\t3\n10\t11\tNaN\t13\n20\t21\tNaN\t23\n")
    #expect(grid[row: 1, column: 2] == 23)
    #expect(grid.finiteRange == 11...23)
  }

  @Test func npyBytesFollowTheFormat() throws {
    let grid = try Grid(x: [0, 1, 2], y: [0, 1], z: [1, -2.5, .nan, 1e-300, .infinity, 6])
    let bytes = [UInt8](grid.npy)
    // Magic, version 1.0, then a header that ends in a newline at a multiple of 64.
    #expect(bytes.prefix(8) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    let length = Int(bytes[8]) | Int(bytes[9]) << 8
    #expect((10 + length) % 64 == 0)
    let header = String(decoding: bytes[10..<(10 + length)], as: UTF8.self)
    #expect(header.hasPrefix("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"))
    #expect(header.hasSuffix("\n"))
    let values = stride(from: 10 + length, to: bytes.count, by: 8).map { start in
      Double(bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) })
    }
    #expect(values.map(\.bitPattern) == grid.z.map(\.bitPattern))
  }

  @Test(.enabled(if: hasNumPy, "python3 with numpy is not installed"))
  func numPyReadsTheFile() throws {
    try withFolder { folder in
      try Grid(x: [0, 1, 2], y: [0, 1], z: [1, -2.5, .nan, 1e-300, .infinity, 6]).write(to: folder, name: "g")
      let script = "import numpy; a = numpy.load('g.npy'); print(a.dtype, a.shape, a.flags.c_contiguous, a.tolist())"
      let (status, output) = try run("python3", ["-c", script], in: folder)
      #expect(status == 0)
      #expect(output == "float64 (2, 3) True [[1.0, -2.5, nan], [1e-300, inf, 6.0]]\n")
    }
  }

  @Test func refusesWhatIsNoGrid() {
    #expect(plotError { _ = try Grid(x: [], y: [1], z: []) } == .empty(what: "The grid's x axis"))
    #expect(plotError { _ = try Grid(x: [1, 1], y: [1], z: [0, 0]) } != nil)
    #expect(plotError { _ = try Grid(x: [1, .nan], y: [1], z: [0, 0]) } != nil)
    #expect(
      plotError { _ = try Grid(x: [1, 2], y: [1, 2], z: [0, 0, 0]) }
        == .lengthMismatch(what: "The grid's z (2 rows of 2)", expected: 4, given: 3))
  }

  // MARK: - Contours

  @Test func contourOfAPlaneIsExact() throws {
    // z = x + 2y is linear, so interpolation is exact: every point of the level 1.3 satisfies x + 2y = 1.3, and the
    // line crosses the unit square from (1, 0.15) to (0, 0.65) in one piece.
    let axis = (0...10).map { Double($0) / 10 }
    let lines = try Grid(x: axis, y: axis) { $0 + 2 * $1 }.contour(at: 1.3)
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    for (x, y) in zip(line.x, line.y) { #expect(abs(x + 2 * y - 1.3) < 1e-12) }
    let ends = [(line.x.first, line.y.first), (line.x.last, line.y.last)].sorted { ($0.0 ?? 0) < ($1.0 ?? 0) }
    #expect(abs((ends[0].0 ?? -1) - 0) < 1e-12 && abs((ends[0].1 ?? -1) - 0.65) < 1e-12)
    #expect(abs((ends[1].0 ?? -1) - 1) < 1e-12 && abs((ends[1].1 ?? -1) - 0.15) < 1e-12)
  }

  @Test func contourOfAConeIsAClosedCircle() throws {
    let axis = (-40...40).map { Double($0) / 20 + 0.001 }
    let lines = try Grid(x: axis, y: axis) { ($0 * $0 + $1 * $1).squareRoot() }.contour(at: 1)
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.x.first == line.x.last && line.y.first == line.y.last && line.x.count > 100)
    // Linear interpolation of a curved function over a cell of 0.05 errs by at most about 0.05^2 / 8.
    for (x, y) in zip(line.x, line.y) { #expect(abs((x * x + y * y).squareRoot() - 1) < 4e-4) }
    // The length of the polygon is close to 2 pi.
    var length = 0.0
    for index in line.x.indices.dropFirst() {
      let (dx, dy) = (line.x[index] - line.x[index - 1], line.y[index] - line.y[index - 1])
      length += (dx * dx + dy * dy).squareRoot()
    }
    #expect(abs(length - 2 * Double.pi) < 0.01)
  }

  @Test func saddleIsSplitByItsCentre() throws {
    // Corners 1, 0, 1, 0 around the cell and level 0.4: the centre, 0.5, is above, so the two high corners are joined
    // and the two low ones cut off: two pieces, none of which touches both low corners' edges.
    let lines = try Grid(x: [0, 1], y: [0, 1], z: [1, 0, 0, 1]).contour(at: 0.4)
    #expect(lines.count == 2)
    for line in lines {
      // Each piece stays on one side of the diagonal x = y through the high corners.
      let sides = Set(zip(line.x, line.y).map { $0 > $1 })
      #expect(sides.count == 1)
    }
  }

  @Test func maskedCellsCarryNoLine() throws {
    let axis = (0...10).map(Double.init)
    let lines = try Grid(x: axis, y: axis) { x, y in x == 5 ? .nan : y }.contour(at: 4.5)
    #expect(lines.count == 2)
    #expect(lines.flatMap(\.x).allSatisfy { $0 <= 4 || $0 >= 6 })
    #expect(try Grid(x: axis, y: axis) { _, _ in 1 }.contour(at: 2).isEmpty)
    #expect(try Grid(x: [1], y: axis) { $1 }.contour(at: 2).isEmpty)
  }
}
