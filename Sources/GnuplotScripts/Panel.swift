/// The layers of one figure as gnuplot settings and plot items.
struct Panel {
  /// One item of the `plot` command.
  struct Item {
    /// Where its values come from.
    enum Source {
      /// A table file and gnuplot's `using` text.
      case table(Int, using: String)
      /// A grid file, `using` text and axes.
      case grid(Int, using: String, axes: String)
      /// A point defined in the script.
      case point(String)
      /// A line through the whole panel, by its ends, which are defined in the script.
      case line(String)
      /// Nothing: a legend entry alone.
      case key
    }
    var source: Source
    var style: String
    var label: String?
  }

  /// A legend entry: a sample of a style and its text.
  struct Entry: Hashable {
    var label: String
    var style: String
  }

  /// A line at a place of one axis, along the whole of the other.
  struct ReferenceLine {
    var x: Double?
    var y: Double?
    var style: LineStyle
  }

  var settings: [String] = []
  var items: [Item] = []

  /// The legend's entries, each label once.
  var entries: [Entry] {
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let label = item.label, seen.insert(label).inserted else { return nil }
      return Entry(label: label, style: item.style)
    }
  }

  /// How many characters the labels of y and its ticks take at the left; panels of a column have the same, so that they are in
  /// line.
  var leftMargin: Int { max(9, 5 + figure.y.tickWidth(over: extent.y)) }

  let figure: Figure
  var data: DrawingData
  var styles: StyleBook
  var extent: (x: Extent, y: Extent)
  var lines: [ReferenceLine] = []
  let heatMap: HeatMap?

  /// Reads `figure`, adding its values to `data` and its styles to `styles`.
  init(_ figure: Figure, data: inout DrawingData, styles: inout StyleBook) throws {
    try figure.x.check("x")
    try figure.y.check("y")
    guard !figure.layers.isEmpty else { throw PlotError.empty(what: "The layer list of \(figure.quotedTitle)") }
    let maps = figure.layers.compactMap { layer -> HeatMap? in
      if case .heatMap(let map) = layer { map } else { nil }
    }
    guard maps.count <= 1 else {
      throw PlotError.invalidValue(
        what: "The number of heat maps in \(figure.quotedTitle)", required: "0 or 1 (there is one colour bar)",
        given: "\(maps.count)")
    }
    self.figure = figure
    self.heatMap = maps.first
    self.extent = (Extent(figure.x), Extent(figure.y))
    self.data = data
    self.styles = styles
    for layer in figure.layers { try add(layer) }
    try requireSomethingToDraw()
    drawReferenceLines()
    let axes = figure.x.commands("x", decades: extent.x.decades) + figure.y.commands("y", decades: extent.y.decades)
    settings = axes + settings
    switch figure.aspect {
    case .free: break
    case .square: settings.append("set size ratio 1")
    case .equalUnits: settings.append("set size ratio -1")
    }
    data = self.data
    styles = self.styles
  }

  /// The `plot` command, one item a line; repeated labels are titled once. Labels of more than `labelWidth` characters go
  /// on in entries without a sample: gnuplot's keys have no lines.
  func plotCommand(data: DrawingData, titled: Bool = true, labelWidth: Int? = nil) -> [String] {
    var seen: Set<String> = []
    var texts: [String] = []
    for item in items {
      let isNew = item.label.map { seen.insert($0).inserted } ?? false
      if case .key = item.source, !(titled && isNew) { continue }
      let label = item.label ?? ""
      let parts = labelWidth == nil ? [label] : SideLegend.lines(label)
      let title = titled && isNew ? "title \(PlotText.quoted(parts.first ?? ""))" : "notitle"
      defer { if titled, isNew { texts += parts.dropFirst().map { "keyentry title \(PlotText.quoted($0))" } } }
      switch item.source {
      case .table(let file, let using):
        texts.append("folder.'\(data.fileName(file))' skip 1 using \(using) with \(item.style) \(title)")
      case .grid(let file, let using, let axes):
        texts.append(
          "folder.'\(data.fileName(file))' nonuniform matrix using \(using) axes \(axes) with \(item.style) \(title)")
      case .line(let name): texts.append("\(name) using 1:2 noautoscale with \(item.style) \(title)")
      case .point(let name): texts.append("\(name) using 1:2 with \(item.style) \(title)")
      case .key: texts.append("keyentry with \(item.style) \(title)")
      }
    }
    // A panel of reference lines alone still needs something that gnuplot accepts as a plot.
    if texts.allSatisfy({ $0.hasPrefix("keyentry") }) { texts.insert("NaN notitle", at: 0) }
    return texts.enumerated().map { index, text in
      (index == 0 ? "plot " : "  ") + text + (index == texts.count - 1 ? "" : ", \\")
    }
  }

  private func requireSomethingToDraw() throws {
    for (name, axis, extent) in [("x", figure.x, extent.x), ("y", figure.y, extent.y)] where extent.isEmpty {
      guard axis.ends.low == nil || axis.ends.high == nil else { continue }
      throw PlotError.invalidValue(
        what: "The values of \(figure.quotedTitle)",
        required: "finite\(axis.scale == .log ? " and positive" : "") somewhere on the \(name) axis, "
          + "or that axis given a range",
        given: "none that can be drawn")
    }
  }
}

extension Figure {
  /// The title for messages.
  var quotedTitle: String { "the figure \(String(reflecting: title))" }
}
