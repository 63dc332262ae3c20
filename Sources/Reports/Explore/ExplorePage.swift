import DurableFiles
import Foundation

/// One page of HTML that needs nothing beside itself: headings, sentences, tables and figures (SVG, written into the page).
public struct ExplorePage {
  /// What the page is about.
  public var title: String
  /// Its sections, in order.
  public var sections: [Section] = []

  /// A page without sections.
  public init(title: String) { self.title = title }

  /// A heading with what is under it.
  public struct Section: Sendable {
    /// The heading.
    public var heading: String
    /// Sentences, a paragraph each.
    public var lines: [String] = []
    /// A table: the titles, then the rows; empty for none.
    public var table: [[String]] = []
    /// Figures, as SVG.
    public var figures: [(name: String, svg: String)] = []

    /// An empty section.
    public init(_ heading: String) { self.heading = heading }
  }

  /// The page.
  public var html: String {
    let body = sections.map { section in
      (["<section>", "<h2>\(Self.escaped(section.heading))</h2>"]
        + section.lines.map { "<p>\(Self.escaped($0))</p>" } + Self.table(section.table)
        + section.figures.enumerated().map { index, figure in
          "<figure>\(Self.inlined(figure.svg, prefix: "f\(Self.checksum(figure.name))-\(index)-"))"
            + "<figcaption>\(Self.escaped(figure.name))</figcaption></figure>"
        } + ["</section>"]).joined(separator: "\n")
    }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escaped(title))</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; border-top: 1px solid #ccc; padding-top: 1rem; }
      p { margin: .3rem 0; overflow-wrap: anywhere; }
      table { border-collapse: collapse; margin: 1rem 0; } th, td { text-align: left; padding: .2rem .9rem .2rem 0; }
      th { border-bottom: 1px solid #888; } td { font-variant-numeric: tabular-nums; }
      @media (max-width: 40rem) { th, td { padding-right: .5rem; font-size: .85rem; } }
      figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; } figcaption { color: #555; font-size: .85rem; }
      </style>
      </head>
      <body>
      <h1>\(Self.escaped(title))</h1>
      \(body)
      </body>
      </html>

      """
  }

  /// Writes the page as index.html into the bench's folder.
  public func write(on bench: Workbench) throws {
    try AtomicFile.write(html, to: bench.folder.appendingPathComponent("index.html"))
    bench.note(file: "index.html")
  }

  private static func table(_ rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    return ["<table>", row(head, "th")] + rows.dropFirst().map { row($0, "td") } + ["</table>"]
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// An SVG without its XML head, its ids made its own: two figures of one page must not share any.
  private static func inlined(_ svg: String, prefix: String) -> String {
    guard let start = svg.range(of: "<svg") else { return "" }
    return framed(String(svg[start.lowerBound...]))
      .replacing(/(id=['"])([^'"]+)/) { "\($0.output.1)\(prefix)\($0.output.2)" }
      .replacing(/(href=['"]#)([^'"]+)/) { "\($0.output.1)\(prefix)\($0.output.2)" }
      .replacing(/(url\(#)([^)]+)/) { "\($0.output.1)\(prefix)\($0.output.2)" }
  }

  /// Gnuplot's SVGs, unlike its PNGs, show the outermost cells of a heat map whole, half a cell beyond the frame. Here they are cut
  /// at the frame: the largest rectangle that is drawn within them.
  private static func framed(_ svg: String) -> String {
    let number = #"(-?[\d.]+)"#
    guard
      let image = try? Regex("<image style='[^']*' x='\(number)' y='\(number)' width='\(number)' height='\(number)'"),
      let rectangle = try? Regex(
        "d='M\(number),\(number) L[\\d.]+,[\\d.]+ L\(number),\(number) L[\\d.]+,[\\d.]+ L[\\d.]+,[\\d.]+ Z"),
      let found = svg.firstMatch(of: image), let whole = box(found.output, isSize: true)
    else { return svg }
    let inside = svg.matches(of: rectangle).compactMap { box($0.output, isSize: false) }.filter {
      $0.left >= whole.left - 1 && $0.right <= whole.right + 1 && $0.top >= whole.top - 1
        && $0.bottom <= whole.bottom + 1
    }
    func area(_ box: Box) -> Double { (box.right - box.left) * (box.bottom - box.top) }
    guard let frame = inside.max(by: { area($0) < area($1) }) else { return svg }
    let cuts = [
      frame.top - whole.top, whole.right - frame.right, whole.bottom - frame.bottom, frame.left - whole.left,
    ].map { String(format: "%.2fpx", $0) }.joined(separator: " ")
    return svg.replacing("<image style='", with: "<image style='clip-path:inset(\(cuts));", maxReplacements: 1)
  }

  private typealias Box = (left: Double, top: Double, right: Double, bottom: Double)

  /// Of two corners, or of a corner and a size.
  private static func box(_ output: AnyRegexOutput, isSize: Bool) -> Box? {
    let n = output.dropFirst().compactMap { $0.substring.flatMap { Double($0) } }
    guard n.count == 4 else { return nil }
    let (x, y) = isSize ? (n[0] + n[2], n[1] + n[3]) : (n[2], n[3])
    return (min(n[0], x), min(n[1], y), max(n[0], x), max(n[1], y))
  }

  private static func checksum(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
