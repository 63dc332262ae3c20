import Foundation

/// Several figures on one sheet, row by row, with one legend for all: a contact sheet.
///
/// A label has the same style in every panel. The panels' own `legend` and `size` are not used.
public struct Sheet: Equatable, Sendable {
  /// What the whole sheet shows.
  public var title: String
  /// The number of panels side by side.
  public var columns: Int
  /// The panels, row by row; the last row may be shorter.
  public var panels: [Figure]
  /// The picture's size; nil gives each panel 400 by 330 and adds what title and legend take.
  public var size: PictureSize?

  /// A sheet; see the properties.
  public init(title: String, columns: Int, panels: [Figure], size: PictureSize? = nil) {
    self.title = title
    self.columns = columns
    self.panels = panels
    self.size = size
  }
}

extension Sheet: Drawing {
  /// The script and data that draw the sheet (see `Drawing`).
  public func files(name: String) throws -> DrawingFiles {
    try FileName.validate(name)
    guard !panels.isEmpty else {
      throw PlotError.empty(what: "The panel list of the sheet \(String(reflecting: title))")
    }
    guard (1...panels.count).contains(columns) else {
      throw PlotError.invalidValue(
        what: "The number of columns of a sheet", required: "1 to the number of panels, \(panels.count)",
        given: "\(columns)")
    }
    let rows = (panels.count + columns - 1) / columns
    var data = DrawingData(name: name)
    var styles = StyleBook()
    var built: [Panel] = []
    for figure in panels {
      styles.beginPanel()
      built.append(try Panel(figure, data: &data, styles: &styles))
    }
    var seen: Set<String> = []
    let entries = built.flatMap(\.entries).filter { seen.insert($0.label).inserted }

    // The sheet from top to bottom: title, rows of panels, legend.
    let pixels = size?.width ?? 400 * columns
    let heading = ScriptText.title(title, width: pixels, font: 15)
    let titleHeight = 14 + 24 * heading.lines
    let legendHeight = entries.isEmpty ? 0 : 16 + 19 * legendRows(entries, width: pixels)
    let size = size ?? PictureSize(width: pixels, height: titleHeight + 330 * rows + legendHeight)
    try size.check()
    let top = 1 - Double(titleHeight) / Double(size.height)
    let bottom = Double(legendHeight) / Double(size.height)
    guard top - bottom > 0.2 else {
      throw PlotError.invalidValue(
        what: "The height of the sheet \(String(reflecting: title))",
        required: "enough for its panels between the title and a legend of \(entries.count) entries",
        given: "\(size.height) pixels")
    }
    let (width, height) = (1 / Double(columns), (top - bottom) / Double(rows))

    var body = ["set multiplot title \(heading.text)"]
    for (index, (figure, panel)) in zip(panels, built).enumerated() {
      let (row, column) = (index / columns, index % columns)
      let title = ScriptText.title(figure.title, width: size.width / columns - 60, font: 12)
      let left = stride(from: column, to: panels.count, by: columns).map { built[$0].leftMargin }.max() ?? 0
      let hasMap = panel.settings.contains { $0.hasPrefix("set cblabel") }
      body += ["reset"] + ScriptText.base + ["set title \(title.text) offset 0,-0.4", "unset key"] + panel.settings
      body += [
        "set origin \(fractionText(Double(column) * width)),\(fractionText(top - Double(row + 1) * height))",
        "set size \(fractionText(width)),\(fractionText(height))",
        "set lmargin \(left); set rmargin \(hasMap ? 7 : 3); set bmargin 3.6; set tmargin \(1 + title.lines)",
      ]
      body += panel.plotCommand(data: data, titled: false)
    }
    if !entries.isEmpty { body += legend(entries, height: bottom) }
    body.append("unset multiplot")
    let lines = ScriptText.outputLoop(size: size, fontSize: 11, body: body)
    return try data.files(script: ScriptText.head(name: name, data: data) + lines)
  }

  /// About how many rows the legend takes: gnuplot gives every entry the width of the longest, which is a sample of 60
  /// pixels and the text without its markup.
  private func legendRows(_ entries: [Panel.Entry], width: Int) -> Int {
    let longest = entries.map { entry in entry.label.filter { !"_^{}".contains($0) }.count * 7 + 60 }.max() ?? 1
    let perRow = max(1, width * 9 / 10 / longest)
    return (entries.count + perRow - 1) / perRow
  }

  /// A strip at the bottom that holds the legend alone.
  private func legend(_ entries: [Panel.Entry], height: Double) -> [String] {
    let items = entries.map { "keyentry with \($0.style) title \(PlotText.quoted($0.label))" }
    return [
      "reset", "set origin 0,0", "set size 1,\(fractionText(height))",
      "set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0", "unset border", "unset tics",
      "set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1",
      "plot [0:1] [0:1] NaN notitle, \\",
    ] + items.enumerated().map { "  " + $1 + ($0 == items.count - 1 ? "" : ", \\") }
  }
}
