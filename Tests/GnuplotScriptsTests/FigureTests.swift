import Foundation
import GnuplotScripts
import Testing

@Suite struct FigureTests {
  /// Colours that stand for more than their number say so, and -∞ has a colour and an entry of its own; a finite number
  /// below the bar's end does not look like it.
  @Test func colourBarsSayWhatTheyHide() throws {
    let grid = try Grid(x: [0, 1], y: [0, 1], z: [-.infinity, -3, 0.5, 7])
    let map = HeatMap(
      grid, colorLabel: "λ", palette: .diverging(center: 0), range: -1...1,
      minusInfinity: .init("λ = −∞", color: Color(0x1B0B3B)))
    let files = try Figure(title: "T", x: Axis("x"), y: Axis("y"), layers: [.heatMap(map)]).files(name: "f")
    #expect(files.script.contains("'≥ 1' 1)") && files.script.contains("'≤ −1' -1)"))
    #expect(files.script.contains("λ = −∞") && files.script.contains("0 '#1b0b3b'"))
    // Below -1 by half of a stretch that is 4% of the bar.
    #expect(files.script.contains("set cbrange [-1.08333"))
    let data = files.data.values.joined()
    #expect(data.contains("-1.041666") && !data.contains("-3"))
  }

  @Test func smallFigureHasExactlyThisText() throws {
    let figure = Figure(
      title: "Distance of η_{x}", x: Axis("step t"), y: Axis("distance", unit: "m", scale: .log),
      layers: [
        .line(Series(label: "a", x: [0, 1, 2], y: [1, 0.1, 0])),
        .linePoints(Series(label: "b", x: [0, 1, 2], y: [1, .nan, 0.25])),
        .horizontalLine(at: 0.5, label: "half"), .marker(Marker("start", x: 0, y: 1)),
      ])
    let files = try figure.files(name: "golden")
    #expect(files.script == golden)
    #expect(files.data == ["golden.tsv": "step_t\ta\tb\n0\t1\t1\n1\t0.1\tNaN\n2\t0\t0.25\n"])
  }

  @Test func equalFiguresGiveEqualBytes() throws {
    func everything() throws -> Sheet {
      let axis = (1...9).map { Double($0) / 10 }
      let grid = try Grid(x: axis, y: axis) { $0 > 0.7 ? .nan : $0 * $1 }
      let field = try VectorField(x: axis, y: axis) { (-$1, $0) }
      let map = Figure(
        title: "map", x: Axis("x"), y: Axis("y"),
        layers: [.heatMap(HeatMap(grid, colorLabel: "z", maskedLabel: "out")), .contour(Contour(grid, at: 0.2, 0.3))])
      let lines = plain(layers: [
        .arrows(field), .band(Band(label: "band", x: axis, lower: axis, upper: axis.map { $0 + 1 })),
        .region(Region(x: [0, 1, 1], y: [0, 0, 1])), .text(Annotation("here", x: 0.5, y: 0.5)),
      ])
      return Sheet(title: "all", columns: 2, panels: [map, lines, map])
    }
    let first = try everything().files(name: "sheet")
    #expect(try everything().files(name: "sheet") == first)
    // The third panel shows the first one's grid and lines: no second copy of their data.
    #expect(first.data.count == 5)
    #expect(first.data.keys.sorted().first == "sheet-1.tsv")
  }

  @Test func linesDifferInMoreThanColour() {
    for a in 0..<7 {
      for b in 0..<a {
        let (first, second) = (LineStyle.numbered(a), LineStyle.numbered(b))
        #expect(first.color != second.color)
        #expect(first.dash != second.dash)
      }
    }
    #expect(LineStyle.numbered(-1) == LineStyle.numbered(34))
  }

  @Test func aLabelKeepsItsStyleOverTheSheet() throws {
    let a = Series(label: "A", x: [0, 1], y: [0, 1])
    let b = Series(label: "B", x: [0, 1], y: [1, 0])
    let sheet = Sheet(
      title: "t", columns: 2, panels: [plain(layers: [.line(a), .line(b)]), plain(layers: [.line(b)])])
    let script = try sheet.files(name: "s").script
    // B is the second style in both panels and in the legend; A the first in one panel and the legend.
    #expect(script.components(separatedBy: LineStyle.numbered(1).color.hex).count - 1 == 3)
    #expect(script.components(separatedBy: LineStyle.numbered(0).color.hex).count - 1 == 2)
  }

  @Test func divergingPaletteIsPaleAtItsCentreAndEvenAroundIt() throws {
    let grid = try Grid(x: [0, 1], y: [0, 1], z: [0, 1, 2, 3])
    let map = HeatMap(grid, colorLabel: "z", palette: .diverging(center: 1), range: 0...2)
    let script = try plain(layers: [.heatMap(map)]).files(name: "p").script
    #expect(script.contains("set palette defined (0 '#00518a', "))
    #expect(script.contains(" 0.5 '#f3f3f3', "))
    #expect(script.contains(" 1 '#823205')"))
    // With a range of -1...2 around 1.25 or so, the longer side alone reaches full strength.
    let lopsided = HeatMap(grid, colorLabel: "z", palette: .diverging(center: 1), range: 0.5...2)
    let other = try plain(layers: [.heatMap(lopsided)]).files(name: "p").script
    #expect(other.contains(" 1 '#823205')") && !other.contains("#00518a"))
  }

  // MARK: - What cannot be drawn

  @Test func mismatchedAndEmptyColumnsAreNamed() {
    #expect(
      plotError { _ = try plain(layers: [.line(Series(label: "run", x: [1, 2], y: [1]))]).files(name: "f") }
        == .lengthMismatch(what: "The series \"run\", column y", expected: 2, given: 1))
    #expect(
      plotError { _ = try plain(layers: [.line(Series(x: [], y: []))]).files(name: "f") } == .empty(what: "The series"))
    #expect(plotError { _ = try plain(layers: []).files(name: "f") } != nil)
    #expect(
      plotError { _ = try plain(layers: [.band(Band(x: [1], lower: [1], upper: []))]).files(name: "f") } != nil)
  }

  @Test func nothingFiniteIsAnErrorUnlessTheAxesAreGiven() throws {
    let series = Series(label: "run", x: [0, 1], y: [.nan, .infinity])
    let error = plotError { _ = try plain(title: "T", layers: [.line(series)]).files(name: "f") }
    #expect(error?.description.contains("figure \"T\"") == true)
    // Beside another line, or on given axes, the legend says what became of it.
    let beside = try plain(layers: [.line(series), .line(Series(x: [0, 1], y: [0, 1]))]).files(name: "f").script
    #expect(beside.contains("'run (no finite value)'"))
    let given = plain(
      layers: [.line(series)], x: Axis("x", range: .between(0, 1)), y: Axis("y", range: .between(0, 1)))
    #expect(try given.files(name: "f").script.contains("NaN notitle"))
  }

  @Test func nonPositiveValuesOnALogAxis() throws {
    let y = Axis("y", scale: .log)
    let mixed = plain(layers: [.line(Series(x: [0, 1, 2], y: [1, 0, -2]))], y: y)
    #expect(try mixed.files(name: "f").script.contains("using 1:($2 > 0 ? $2 : NaN)"))
    let none = plain(layers: [.line(Series(x: [0, 1], y: [0, -1]))], y: y)
    #expect(plotError { _ = try none.files(name: "f") } != nil)
    for layer in [PlotLayer.horizontalLine(at: 0), .marker(Marker(x: 0, y: 0)), .text(Annotation("a", x: 0, y: -1))] {
      #expect(plotError { _ = try plain(layers: [layer], y: y).files(name: "f") } != nil)
    }
    let range = Axis("y", scale: .log, range: .atLeast(0))
    #expect(plotError { _ = try plain(y: range).files(name: "f") } != nil)
  }

  @Test func badAxesMapsAndStylesAreRefused() throws {
    #expect(plotError { _ = try plain(x: Axis("x", range: .between(1, 1))).files(name: "f") } != nil)
    #expect(plotError { _ = try plain(x: Axis("x", range: .atMost(.nan))).files(name: "f") } != nil)
    #expect(plotError { _ = try plain(x: Axis("x", ticks: .every(0))).files(name: "f") } != nil)
    #expect(plotError { _ = try plain(layers: [.verticalLine(at: .nan)]).files(name: "f") } != nil)
    let style = LineStyle(color: .black, width: -1)
    #expect(plotError { _ = try plain(layers: [.line(Series(x: [0], y: [0], style: style))]).files(name: "f") } != nil)
    // Evenly spaced is meant on the axis's own scale.
    let grid = try Grid(x: [1, 10, 100], y: [1, 2, 3]) { $0 * $1 }
    let map = PlotLayer.heatMap(HeatMap(grid, colorLabel: "z"))
    let error = plotError { _ = try plain(layers: [map]).files(name: "f") }
    #expect(error?.description.contains("evenly spaced on the axis's linear scale") == true)
    #expect(throws: Never.self) { try plain(layers: [map], x: Axis("x", scale: .log)).files(name: "f") }
    #expect(plotError { _ = try plain(layers: [map, map], x: Axis("x", scale: .log)).files(name: "f") } != nil)
    var small = plain()
    small.size = PictureSize(width: 5, height: 5)
    #expect(plotError { _ = try small.files(name: "f") } != nil)
    #expect(plotError { _ = try Sheet(title: "s", columns: 0, panels: [plain()]).files(name: "f") } != nil)
    #expect(plotError { _ = try Sheet(title: "s", columns: 1, panels: []).files(name: "f") } != nil)
    // Forty legend entries leave no room for a panel 200 pixels high; by its own choice of size there is room.
    let many = plain(layers: (0..<40).map { .line(Series(label: "method number \($0)", x: [0, 1], y: [0, 1])) })
    var crowded = Sheet(title: "s", columns: 1, panels: [many], size: PictureSize(width: 400, height: 200))
    #expect(plotError { _ = try crowded.files(name: "f") }?.description.contains("40 entries") == true)
    crowded.size = nil
    #expect(throws: Never.self) { try crowded.files(name: "f") }
  }

  @Test func arrowsKeepDirectionAndFitTheirCells() throws {
    let field = try VectorField(x: [0, 1, 2], y: [0, 1, 2]) { x, y in
      x == 1 && y == 1 ? (0, 0) : (3 * x - 3, 40 * (y - 1))
    }
    let files = try plain(layers: [.arrows(field)]).files(name: "f")
    let table = try Table(tsv: #require(files.data["f.tsv"]))
    // The zero vector in the middle draws no arrow; all others are 0.75 of a cell long and as steep as the field.
    #expect(table.rowCount == 8)
    let (dx, dy) = (table.columns[2].values, table.columns[3].values)
    for (u, v) in zip(dx, dy) { #expect(abs((u * u + v * v).squareRoot() - 0.75) < 1e-12) }
    #expect(abs(dy[0] / dx[0] - 40 / 3) < 1e-9)
    // Centred on the grid point (0, 0).
    #expect(abs(table.columns[0].values[0] + dx[0] / 2) < 1e-12)
  }
}
