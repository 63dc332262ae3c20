/// A legend right of a chart and its colour bar, for which the picture is widened: gnuplot, asked to put a key outside,
/// takes the room from the chart, and writes over the colour bar's label.
struct SideLegend {
  /// Characters of a line; longer entries are broken.
  static let characters = 34

  /// The size of the whole picture.
  let picture: PictureSize
  /// The commands that place chart and legend.
  let commands: [String]

  /// The legend of a chart of this size; nil where there is nothing to say.
  init?(_ entries: [Panel.Entry], chart: PictureSize, hasBar: Bool) {
    guard !entries.isEmpty else { return nil }
    let lines = entries.flatMap { Self.lines($0.label) }
    // A sample takes 55 pixels, a character of the font's size 13 up to 9.
    let longest = lines.map { line in line.filter { !"_^{}".contains($0) }.count }.max() ?? 0
    let picture = PictureSize(width: min(10_000, chart.width + 75 + 9 * longest), height: chart.height)
    func place(_ pixels: Int) -> String { fractionText(Double(pixels) / Double(picture.width)) }
    self.picture = picture
    commands = [
      "set lmargin at screen \(place(100)); set rmargin at screen \(place(chart.width - (hasBar ? 130 : 20)))",
      "set key at screen \(place(chart.width + 10)), graph 1 left top vertical Left reverse samplen 3 spacing 1.15",
    ]
  }

  /// An entry's text, line by line.
  static func lines(_ label: String) -> [String] {
    PlotText.wrapped(label, width: characters).split(separator: "\n").map(String.init)
  }
}
