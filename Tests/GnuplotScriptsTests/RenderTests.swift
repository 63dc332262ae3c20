import Foundation
import GnuplotScripts
import Testing

@Suite struct RenderTests {
  /// Texts that would run a command, break a string or vanish if any were taken as more than text.
  static let attacks = [
    "`touch pwned`", "'; system('touch pwned'); '", "\"; system(\"touch pwned\") #", "@pwned $x %s %d",
    "a\\", "a\\'", "''", "'5 o'clock'", "line\nsystem('touch pwned')\n", "}{", "_{", "^{a", "\\_{a}", "\\U+0041",
    "\u{0}\u{7}\t", "&{x}~y",
    "η_{x}^{2} ‖ρ‖₂ <b>&amp;", "\r\n!touch pwned", "END", "",
  ]

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"), arguments: attacks)
  func textIsNeverACommand(text: String) throws {
    try withFolder { folder in
      let grid = try Grid(x: [0, 1], y: [0, 1], z: [0, 1, 2, .nan])
      let figure = Figure(
        title: text, x: Axis(text, unit: text, ticks: .labelled([.init(0.5, text)])), y: Axis(text),
        layers: [
          .heatMap(HeatMap(grid, colorLabel: text, maskedLabel: text)), .contour(Contour(grid, at: 0.5, label: text)),
          .line(Series(label: text, x: [0, 1], y: [0, 1])), .marker(Marker(text, x: 0.5, y: 0.5)),
          .text(Annotation(text, x: 0.2, y: 0.2)), .verticalLine(at: 0.3, label: text),
        ])
      guard case .rendered = try figure.render(to: folder, name: "f") else {
        Issue.record("not rendered")
        return
      }
      try Sheet(title: text, columns: 1, panels: [figure]).render(to: folder, name: "s")
      #expect(try names(in: folder).allSatisfy { $0.hasPrefix("f") || $0.hasPrefix("s") })
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func literalTextAppearsInThePicture() throws {
    try withFolder { folder in
      let expected = #"'a_b ^c {d} "q" 'p' '5 \n %d @e &f ~g `h` i_{j}"#
      let text = #"'a_b ^c {d} "q" 'p' '5 \n %d @e &f ~g `h` "# + PlotText.literal("i_{j}")
      // Each place where text can stand, alone and as the second of two lines.
      let grid = try Grid(x: [0, 1], y: [0, 1], z: [0, 1, 2, .nan])
      var figure = Figure(
        title: text, x: Axis(text, ticks: .labelled([.init(0.5, text)])), y: Axis("first\n" + text),
        layers: [
          .heatMap(HeatMap(grid, colorLabel: text, maskedLabel: text)), .text(Annotation("first\n" + text, x: 0, y: 0)),
        ])
      figure.size = PictureSize(width: 3000, height: 3000)
      #expect(try shown(figure, in: folder) == 7)
      // The sheet has its own title, the panel's and its five other texts, and one legend entry.
      let sheet = Sheet(title: text, columns: 1, panels: [figure], size: figure.size)
      #expect(try shown(sheet, in: folder) == 8)

      func shown(_ drawing: some Drawing, in folder: URL) throws -> Int {
        try drawing.render(to: folder, name: "f")
        let svg = try String(contentsOf: folder.appendingPathComponent("f.svg"), encoding: .utf8)
        let plain = svg.replacingOccurrences(of: "\u{200B}", with: "").replacingOccurrences(of: "&amp;", with: "&")
        return plain.components(separatedBy: ">\(expected)<").count - 1
      }
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func bothPicturesAppearAndRepeat() throws {
    try withFolder { folder in
      let result = try plain().render(to: folder, name: "f")
      guard case .rendered(let svg, let png, let warnings) = result else {
        Issue.record("not rendered")
        return
      }
      #expect(warnings.isEmpty)
      #expect(try names(in: folder) == ["f.gp", "f.png", "f.svg", "f.tsv"])
      #expect(try Data(contentsOf: png).prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
      let first = try Data(contentsOf: svg)
      #expect(String(decoding: first, as: UTF8.self).contains("</svg>"))
      try plain().render(to: folder, name: "f")
      #expect(try Data(contentsOf: svg) == first)
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func theScriptRunsByHand() throws {
    try withFolder { folder in
      try plain().write(to: folder, name: "f")
      #expect(try names(in: folder) == ["f.gp", "f.tsv"])
      #expect(try run("gnuplot", ["f.gp"], in: folder).status == 0)
      #expect(try names(in: folder) == ["f.gp", "f.png", "f.svg", "f.tsv"])
    }
  }

  /// From another folder, and where the path has blanks, letters beyond ASCII and quotes.
  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func theScriptRunsFromAnyFolder() throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("a b/η's")
      try plain().write(to: place, name: "f")
      #expect(try run("gnuplot", [place.appendingPathComponent("f.gp").path], in: folder).status == 0)
      #expect(try names(in: place) == ["f.gp", "f.png", "f.svg", "f.tsv"] && names(in: folder) == ["a b"])
      #expect(try run("gnuplot", ["η's/f.gp"], in: folder.appendingPathComponent("a b")).status == 0)
    }
  }

  /// What a person has done to a script is kept when it is written again, each time; what nobody touched is replaced.
  @Test func editedScriptsAreKept() throws {
    try withFolder { folder in
      let script = folder.appendingPathComponent("f.gp")
      func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      }
      try plain(title: "one").write(to: folder, name: "f")
      try plain(title: "two").write(to: folder, name: "f")
      #expect(try names(in: folder) == ["f.gp", "f.tsv"] && text("f.gp").contains("two"))
      for (round, kept) in ["f.edited.gp", "f.edited-2.gp"].enumerated() {
        let edited = try text("f.gp").replacingOccurrences(
          of: "set border", with: "set border \(round) # mine\nset border")
        try Data(edited.utf8).write(to: script)
        try plain(title: "three \(round)").write(to: folder, name: "f")
        #expect(try text(kept) == edited && text("f.gp").contains("three \(round)"))
      }
      // What is not of ours has no checksum.
      try Data("plot x\n".utf8).write(to: script)
      #expect(try EditedScript.setAside(in: folder, name: "f")?.lastPathComponent == "f.edited-3.gp")
      #expect(try EditedScript.setAside(in: folder, name: "f") == nil)
    }
  }

  /// The chart keeps its size, the picture becomes wider by the legend, and a long entry goes on in entries without a sample.
  @Test func aLegendBesideTakesNoRoomFromTheChart() throws {
    let grid = try Grid(x: [0, 1], y: [0, 1], z: [0, 1, 2, 3])
    let long = "theory: |1 − κ| = 1, κ eigenvalue of diag(η_{x}, η_{y}) · Jacobian, e^{−(x² + y²)/s}"
    let figure = Figure(
      title: "t", x: Axis("x"), y: Axis("y"),
      layers: [.heatMap(HeatMap(grid, colorLabel: "z")), .contour(Contour(grid, at: 0.5, label: long))],
      legend: .beside, aspect: .square, size: PictureSize(width: 900, height: 800))
    let script = try figure.files(name: "f").script
    let width = try #require(script.firstMatch(of: /size ([0-9]+),800/).flatMap { Int($0.1) })
    #expect((1100...1300).contains(width), "a line of at most 34 characters beside 900 pixels")
    #expect(script.components(separatedBy: "keyentry title").count == 3, "three lines, two of them continued")
    #expect(script.contains("e^{−(x² + y²)/s}"), "a raised part is not broken")
    let edge = try #require(script.firstMatch(of: /rmargin at screen ([0-9.]+)/).flatMap { Double($0.1) })
    #expect(abs(edge * Double(width) - 770) < 1)
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func logMapsAndLongLinesDraw() throws {
    try withFolder { folder in
      let axis = (0..<20).map { pow(10, Double($0) / 10 - 2) }
      let grid = try Grid(x: axis, y: axis) { $0 * $1 > 1 ? .infinity : $0 * $1 }
      let map = Figure(
        title: "log", x: Axis("x", scale: .log), y: Axis("y", scale: .log, range: .atLeast(0.02)),
        layers: [.heatMap(HeatMap(grid, colorLabel: "z", scale: .log, maskedLabel: "diverged"))], aspect: .square)
      let long = (0..<30_000).map(Double.init)
      let line = plain(layers: [.line(Series(x: long, y: long.map { sin($0 / 1000) }))])
      for (name, figure) in [("map", map), ("line", line)] {
        guard case .rendered(_, _, let warnings) = try figure.render(to: folder, name: name) else {
          Issue.record("not rendered")
          return
        }
        #expect(warnings.isEmpty, "\(warnings)")
      }
      let svg = try String(contentsOf: folder.appendingPathComponent("map.svg"), encoding: .utf8)
      #expect(svg.contains("image-rendering:pixelated"))
    }
  }

  /// A reference line ends at its panel; what lies outside of a range is not drawn, and an axis without one reaches it.
  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func referenceLinesStayInTheirPanel() throws {
    try withFolder { folder in
      func paths(_ figure: Figure, of color: String) throws -> [Substring] {
        guard case .rendered(let svg, _, let warnings) = try figure.render(to: folder, name: "f") else { return [] }
        #expect(warnings.isEmpty, "\(warnings)")
        return try String(contentsOf: svg, encoding: .utf8).matches(
          of: try Regex("stroke='rgb\\( *\(color)\\)'[^>]*d='([^']*)'", as: (Substring, Substring).self)
        ).map(\.output.1)
      }
      let (red, blue) = (LineStyle(color: Color(0xC80102), width: 1), LineStyle(color: Color(0x0102C8), width: 1))
      let data = PlotLayer.line(Series(x: [0, 1], y: [0.1, 1]))
      for scale in [Axis.Scale.linear, .log] {
        let lines: [PlotLayer] = [data, .horizontalLine(at: 20, style: red), .verticalLine(at: 0.5, style: blue)]
        let within = Figure(
          title: "t", x: Axis("x", range: .between(0, 1)), y: Axis("y", scale: scale, range: .between(0.1, 1)),
          layers: lines)
        #expect(try paths(within, of: "200, +1, +2").isEmpty)
        #expect(try paths(within, of: "1, +2, +200").count == 1)
        let automatic = Figure(title: "t", x: Axis("x"), y: Axis("y", scale: scale), layers: lines)
        let across = try paths(automatic, of: "200, +1, +2")
        // From the left end of the axis to the right, at one height.
        let places = try #require(across.first).matches(of: /([0-9.]+),([0-9.]+)/).compactMap {
          (x: Double($0.1) ?? .nan, y: Double($0.2) ?? .nan)
        }
        #expect(across.count == 1 && places.count == 2 && places[0].y == places[1].y && places[0].y > 30, "\(across)")
        #expect(abs(places[1].x - places[0].x) > 600 && places.allSatisfy { 40 < $0.x && $0.x < 895 }, "\(across)")
      }
    }
  }

  /// However long the numbers beside the axis, its label is on the sheet.
  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func labelsOfALeftPanelAreOnTheSheet() throws {
    try withFolder { folder in
      let series = PlotLayer.line(Series(x: [0, 1], y: [-1.00003, -1.00001]))
      let panel = Figure(title: "t", x: Axis("x"), y: Axis("height"), layers: [series], legend: .hidden)
      let sheet = Sheet(title: "s", columns: 2, panels: [panel, panel])
      guard case .rendered(let svg, _, _) = try sheet.render(to: folder, name: "s") else {
        Issue.record("not rendered")
        return
      }
      let text = try String(contentsOf: svg, encoding: .utf8)
      let place = try #require(
        text.firstMatch(of: /translate\(([-0-9.]+),[-0-9.]+\) rotate\((?:270|-90)\)[^>]*>\s*<text>[^h]*height/))
      #expect(try #require(Double(place.1)) > 12)
    }
  }

  // MARK: - When gnuplot is missing, fails or hangs

  @Test func missingGnuplotLeavesScriptAndDataAndSaysWhatToDo() throws {
    try withFolder { folder in
      let result = try plain().render(to: folder, name: "f", gnuplot: Gnuplot(searchPath: ""))
      guard case .notRendered(let script, let reason) = result else {
        Issue.record("rendered without gnuplot")
        return
      }
      #expect(script.lastPathComponent == "f.gp")
      #expect(reason.contains("apt install gnuplot-nox") && reason.contains("gnuplot f.gp"))
      #expect(try names(in: folder) == ["f.gp", "f.tsv"])
    }
  }

  @Test func failureCarriesTheMessageAndKeepsThePictures() throws {
    try withFolder { folder in
      let old = Data("old".utf8)
      for ending in ["svg", "png"] { try old.write(to: folder.appendingPathComponent("f.\(ending)")) }
      // It leaves half a picture, complains and fails.
      let broken = try fakeGnuplot(
        #"name=${3#*\'}; echo half > "${name%\'}.svg"; echo "line 7: undefined variable" >&2; exit 3"#, in: folder)
      let error = plotError { try plain().render(to: folder, name: "f", gnuplot: broken) }
      #expect(
        error == .gnuplotFailed(script: "f.gp", status: 3, message: "line 7: undefined variable"))
      for ending in ["svg", "png"] {
        #expect(try Data(contentsOf: folder.appendingPathComponent("f.\(ending)")) == old)
      }
      #expect(try names(in: folder) == ["f.gp", "f.png", "f.svg", "f.tsv", "fake-gnuplot"])
    }
  }

  @Test func aRunThatHangsIsStopped() throws {
    try withFolder { folder in
      let hanging = try fakeGnuplot("exec sleep 60", in: folder, timeLimit: 0.3)
      let start = Date()
      let error = plotError { try plain().render(to: folder, name: "f", gnuplot: hanging) }
      #expect(error == .timedOut(script: "f.gp", seconds: 0.3))
      #expect(Date().timeIntervalSince(start) < 20)
      #expect(try names(in: folder) == ["f.gp", "f.tsv", "fake-gnuplot"])
    }
  }

  @Test func aCancelledRunIsStoppedAndLeavesNoDraft() throws {
    try withFolder { folder in
      // It makes half a picture and goes on for a minute.
      let slow = try fakeGnuplot(
        #"name=${3#*\'}; echo half > "${name%\'}.svg"; exec sleep 60"#, in: folder, timeLimit: 50)
      let start = Date()
      let drawing = try plain().render(to: folder, name: "f", gnuplot: slow) { Date().timeIntervalSince(start) > 0.3 }
      guard case .notRendered(_, let reason) = drawing else {
        Issue.record("it was drawn")
        return
      }
      #expect(reason.contains("interrupted") && Date().timeIntervalSince(start) < 20)
      #expect(try names(in: folder) == ["f.gp", "f.tsv", "fake-gnuplot"])
    }
  }

  @Test func badValuesWriteNothing() throws {
    try withFolder { folder in
      try plain().write(to: folder, name: "f")
      let before = try String(contentsOf: folder.appendingPathComponent("f.gp"), encoding: .utf8)
      let bad = plain(title: "new", layers: [.line(Series(x: [1], y: []))])
      #expect(plotError { try bad.write(to: folder, name: "f") } != nil)
      #expect(try String(contentsOf: folder.appendingPathComponent("f.gp"), encoding: .utf8) == before)
    }
  }
}
