import Foundation

/// The parts of a script that do not depend on what is drawn.
enum ScriptText {
  /// A family that fontconfig, macOS and browsers all map to a plain sans-serif; missing symbols fall back.
  static let font = "Helvetica"

  /// A white box behind a legend that stands inside the chart.
  static let keyBox = "opaque box lw 0.5 lc rgb '#d0d0d0' width 1 height 0.4"

  /// Thin dark axes on the left and below, ticks outwards, a light grid behind the data.
  static let base = [
    "set datafile separator tab",
    "set minussign",
    "set border 3 lw 0.8 lc rgb '#303030'",
    "set tics out nomirror scale 0.6",
    "set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid",
    "set format '%h'",
    // A line whose ends both lie outside crosses the panel.
    "set clip two",
  ]

  /// What stands at the top: how to use the file, where the pictures go, the marked points.
  static func head(name: String, data: DrawingData) -> [String] {
    [
      "# `gnuplot \(name).gp`, from any folder, draws \(name).svg and \(name).png beside this script, from the data there.",
      "set encoding utf8",
      "folder = ''",
      "if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }",
      "if (!exists('output')) output = folder . '\(name)'",
    ] + data.blocks
  }

  /// A bold title, broken into lines that fit `width` pixels.
  static func title(_ text: String, width: Int, font size: Int) -> (text: String, lines: Int) {
    // A bold character takes 0.56 of the font's size on average, and a point is 1.33 pixels.
    let characters = max(16, Int(Double(width - 20) / (0.56 * 1.33 * Double(size))))
    let wrapped = PlotText.wrapped(text, width: characters)
    return (
      PlotText.quotedLines(wrapped) + " font '\(font):Bold,\(size)'", wrapped.split(separator: "\n").count
    )
  }

  /// Draws `body` once as SVG and once as PNG.
  static func outputLoop(size: PictureSize, fontSize: Int = 13, body: [String]) -> [String] {
    let look = "size \(size.width),\(size.height) font '\(font),\(fontSize)'"
    return [
      "do for [ending in 'svg png'] {",
      "  if (ending eq 'svg') { set terminal svg \(look) background rgb 'white' }",
      "  if (ending eq 'png') { set terminal pngcairo \(look) background rgb 'white' }",
      "  set output output . '.' . ending",
    ] + body.map { "  " + $0 } + ["}", "set output"]
  }
}
