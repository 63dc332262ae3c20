/// How each kind of layer becomes settings and plot items.
extension Panel {
  /// Adds one layer's settings and items.
  mutating func add(_ layer: PlotLayer) throws {
    switch layer {
    case .line(let series): try add(series) { "lines \($0.lineText)" }
    case .points(let series): try add(series) { "points \($0.markerText)" }
    case .linePoints(let series):
      try add(series) { style in
        let count = series.markers.map { " pn \($0)" } ?? ""
        return "linespoints \(style.lineText) pt \(style.marker.rawValue) ps \(numberText(style.markerSize))" + count
      }
    case .band(let band): try add(band)
    case .region(let region):
      try region.check()
      let fill = "fs solid noborder fc rgb '\(region.color.hex)'"
      plot(x: region.x, [("boundary", region.y)], style: "filledcurves closed \(fill)", label: nil)
      items.append(Item(source: .key, style: "boxes \(fill)", label: region.label.flatMap(nonEmpty)))
    case .arrows(let field):
      let arrows = field.arrows
      let style = "vectors head filled size screen 0.007,22 lw 1 lc rgb '\(field.color.hex)'"
      guard !arrows.x.isEmpty else { return }
      extent.x.include(arrows.x)
      extent.y.include(arrows.y)
      let (file, numbers) = data.place([
        (figure.x.title, arrows.x), (figure.y.title, arrows.y), ("extent along x", arrows.dx),
        ("extent along y", arrows.dy),
      ])
      let using = numbers.map(String.init).joined(separator: ":")
      items.append(Item(source: .table(file, using: using), style: style, label: field.label.flatMap(nonEmpty)))
    case .heatMap(let map): try add(map)
    case .contour(let contour):
      try contour.check()
      let points = contour.points
      let style = "lines \((contour.style ?? styles.next(for: contour.label)).lineText)"
      guard !points.x.isEmpty else {
        items.append(Item(source: .key, style: style, label: contour.label.flatMap(nonEmpty)))
        return
      }
      plot(x: points.x, [("level line", points.y)], style: style, label: contour.label)
    case .verticalLine(let place, let label, let style):
      try check("x", figure.x, place, label, style)
      extent.x.include([place])
      lines.append(ReferenceLine(x: place, y: nil, style: style))
      items.append(Item(source: .key, style: "lines \(style.lineText)", label: label.flatMap(nonEmpty)))
    case .horizontalLine(let place, let label, let style):
      try check("y", figure.y, place, label, style)
      extent.y.include([place])
      lines.append(ReferenceLine(x: nil, y: place, style: style))
      items.append(Item(source: .key, style: "lines \(style.lineText)", label: label.flatMap(nonEmpty)))
    case .marker(let marker):
      try requirePlace(marker.x, marker.y, of: PlotText.naming("the marker", marker.label))
      try marker.style.check(PlotText.naming("the marker", marker.label))
      extent.x.include([marker.x])
      extent.y.include([marker.y])
      let name = data.place(x: marker.x, y: marker.y)
      items.append(
        Item(source: .point(name), style: "points \(marker.style.markerText)", label: marker.label.flatMap(nonEmpty)))
    case .text(let text):
      try requirePlace(text.x, text.y, of: "the text \(String(reflecting: text.text))")
      settings.append(
        "set label \(PlotText.quotedLines(text.text)) at \(numberText(text.x)),\(numberText(text.y)) "
          + "\(text.anchor.rawValue) front textcolor rgb '\(text.color.hex)'")
    }
  }

  private mutating func add(_ series: Series, _ style: (LineStyle) -> String) throws {
    try series.check()
    let chosen = series.style ?? styles.next(for: series.label)
    let title = series.label.flatMap(nonEmpty) ?? figure.y.title
    plot(x: series.x, [(title, series.y)], style: style(chosen), label: series.label)
  }

  private mutating func add(_ band: Band) throws {
    try band.check()
    let color = (band.color ?? styles.next(for: band.label).color).hex
    let fill = "fs transparent solid 0.25 noborder fc rgb '\(color)'"
    let title = band.label.flatMap(nonEmpty) ?? figure.y.title
    plot(
      x: band.x, [(title + ", lower", band.lower), (title + ", upper", band.upper)], style: "filledcurves \(fill)",
      label: nil)
    items.append(Item(source: .key, style: "boxes \(fill)", label: band.label.flatMap(nonEmpty)))
  }

  /// One item over columns; points without a place on the axes are left out and break the line. Where none is left, the
  /// legend says so.
  private mutating func plot(
    x: [Double], _ ys: [(title: String, values: [Double])], style: String, label: String?
  ) {
    let label = label.flatMap(nonEmpty)
    let drawable = x.indices.filter { index in
      figure.x.accepts(x[index]) && ys.allSatisfy { figure.y.accepts($0.values[index]) }
    }
    guard !drawable.isEmpty else {
      items.append(Item(source: .key, style: style, label: label.map { $0 + " (no finite value)" }))
      return
    }
    extent.x.include(drawable.map { x[$0] })
    for y in ys { extent.y.include(drawable.map { y.values[$0] }) }
    let (file, numbers) = data.place([(figure.x.title, x)] + ys)
    let using = zip(numbers, [x] + ys.map(\.values)).enumerated().map { index, column in
      let axis = index == 0 ? figure.x : figure.y
      let hasNonPositive = axis.scale == .log && column.1.contains { $0 <= 0 }
      return hasNonPositive ? "($\(column.0) > 0 ? $\(column.0) : NaN)" : "\(column.0)"
    }
    items.append(Item(source: .table(file, using: using.joined(separator: ":")), style: style, label: label))
  }

  private mutating func add(_ map: HeatMap) throws {
    var grid = try map.masked
    let colors = try map.colorRange(of: grid)
    // -∞ has a stretch of the colour bar below the finite numbers.
    let share = map.shareOfMinusInfinity
    let stretch = (colors.upperBound - colors.lowerBound) * share / (1 - share)
    let range = colors.lowerBound - stretch...colors.upperBound
    if share > 0 {
      // Finite numbers beyond the end stay clear of the stretch's edge, where gnuplot would take its colour.
      let (place, least) = (colors.lowerBound - stretch / 2, colors.lowerBound + stretch / 10)
      let z = zip(grid.z, map.grid.z).map { $1 == -.infinity ? place : max($0, least) }
      grid = try Grid(x: grid.x, y: grid.y, z: z)
    }
    let x = try HeatMap.edges(grid.x, axis: figure.x, name: "x")
    let y = try HeatMap.edges(grid.y, axis: figure.y, name: "y")
    extent.x.include([x.low, x.high])
    extent.y.include([y.low, y.high])
    settings += [
      "unset grid", "set border 15", "set tics front",
      "set xrange [\(numberText(figure.x.ends.low ?? x.low)):\(numberText(figure.x.ends.high ?? x.high))]",
      "set yrange [\(numberText(figure.y.ends.low ?? y.low)):\(numberText(figure.y.ends.high ?? y.high))]",
      try map.palette.command(
        over: colors, scale: map.scale, below: map.minusInfinity.flatMap { share > 0 ? ($0.color, share) : nil }),
      map.palette.categories == nil
        ? "set cblabel \(PlotText.quotedLines(map.colorLabel)) offset 1.5,0" : "unset colorbox",
      "set cbrange [\(numberText(range.lowerBound)):\(numberText(range.upperBound))]",
    ]
    for category in map.palette.categories ?? [] {
      items.append(
        Item(
          source: .key, style: "boxes fs solid noborder fc rgb '\(category.color.hex)'", label: nonEmpty(category.label)
        ))
    }
    if let floor = map.minusInfinity, share > 0 {
      items.append(
        Item(source: .key, style: "boxes fs solid noborder fc rgb '\(floor.color.hex)'", label: nonEmpty(floor.label)))
    }
    if map.palette.categories == nil, map.range != nil {
      // Values beyond the ends have the ends' colours: the bar says so.
      let finite = map.grid.z.filter(\.isFinite)
      for (sign, end, isBeyond) in [
        ("≥", colors.upperBound, finite.contains { $0 > colors.upperBound }),
        ("≤", colors.lowerBound, finite.contains { $0 < colors.lowerBound }),
      ] where isBeyond {
        let number = numberText(end)
        settings.append("set cbtics add ('\(sign) \(number.replacing("-", with: "−"))' \(number))")
      }
    }
    if map.scale == .log {
      settings.append("set logscale cb")
      if map.scale.position(range.upperBound) - map.scale.position(range.lowerBound) >= 2 {
        settings.append("set format cb '10^{%T}'")
      }
    }
    // gnuplot draws images on linear axes only, so on a log axis the image lies on the second, hidden, linear axis that
    // spans the decimal logarithms of the first.
    for (name, axis, edges) in [("x", figure.x, x), ("y", figure.y, y)] where axis.scale == .log {
      let low = axis.scale.position(axis.ends.low ?? edges.low)
      let high = axis.scale.position(axis.ends.high ?? edges.high)
      settings.append("set \(name)2range [\(numberText(low)):\(numberText(high))]")
    }
    let using = "\(figure.x.scale == .log ? "(log10($1))" : "1"):\(figure.y.scale == .log ? "(log10($2))" : "2"):3"
    let axes = "x\(figure.x.scale == .log ? 2 : 1)y\(figure.y.scale == .log ? 2 : 1)"
    if grid.z.contains(where: \.isNaN) {
      // NaN cells stay transparent; this shows through.
      settings.append(
        "set object rectangle from \(numberText(x.low)),\(numberText(y.low)) to "
          + "\(numberText(x.high)),\(numberText(y.high)) behind fc rgb '\(Color.masked.hex)' fs solid noborder")
      let style = "boxes fs solid noborder fc rgb '\(Color.masked.hex)'"
      items.append(Item(source: .key, style: style, label: map.maskedLabel.flatMap(nonEmpty)))
    }
    items.append(Item(source: .grid(data.place(grid), using: using, axes: axes), style: "image", label: nil))
  }

  /// Each reference line as an item that ends far outside, where gnuplot clips it, and moves no axis, and one that is not
  /// drawn and makes an axis without a range reach it. They lie over images and filled areas and behind lines and points.
  mutating func drawReferenceLines() {
    let (x, y) = (extent.x.beyond, extent.y.beyond)
    let drawn = lines.flatMap { line in
      let whole = data.place(line: (line.x ?? x.low, line.y ?? y.low), to: (line.x ?? x.high, line.y ?? y.high))
      let place = data.place(x: line.x ?? extent.x.shown?.low ?? 1, y: line.y ?? extent.y.shown?.low ?? 1)
      return [
        Item(source: .line(whole), style: "lines \(line.style.lineText)", label: nil),
        Item(source: .point(place), style: "lines lt nodraw", label: nil),
      ]
    }
    let area = items.lastIndex { $0.style == "image" || $0.style.hasPrefix("filledcurves") }
    items.insert(contentsOf: drawn, at: area.map { $0 + 1 } ?? 0)
  }

  private func check(_ name: String, _ axis: Axis, _ place: Double, _ label: String?, _ style: LineStyle) throws {
    guard axis.accepts(place) else {
      throw PlotError.invalidValue(
        what: "The place of a reference line on the \(name) axis",
        required: axis.scale == .log ? "finite and positive (the scale is logarithmic)" : "finite",
        given: numberText(place))
    }
    try style.check(PlotText.naming("the reference line", label))
  }

  private func requirePlace(_ x: Double, _ y: Double, of what: String) throws {
    guard figure.x.accepts(x), figure.y.accepts(y) else {
      throw PlotError.invalidValue(
        what: "The place of \(what)", required: "finite, and positive on a log axis",
        given: "(\(numberText(x)), \(numberText(y)))")
    }
  }

  private func nonEmpty(_ label: String) -> String? { label.isEmpty ? nil : label }
}
