/// A grid drawn as an image: every cell in its value's colour, cells without a finite value in the masked grey.
public struct HeatMap: Equatable, Sendable {
  /// The values. Each axis must be evenly spaced on its own scale (geometrically on a log axis).
  public var grid: Grid
  /// The colours.
  public var palette: Palette
  /// What the colours mean, beside the colour bar: `"spectral radius ρ"`. A map of categories has none.
  public var colorLabel: String
  /// The values at the colour bar's ends; values beyond take the end's colour. nil takes the grid's own range.
  public var range: ClosedRange<Double>?
  /// The colour bar's scale; on `.log`, values that are not positive are masked.
  public var scale: Axis.Scale
  /// The legend's text for masked cells (shown only where there are any), such as `"diverged"`; nil for no entry.
  public var maskedLabel: String?
  /// The legend's text and the colour of cells of -∞ on a linear scale; nil masks them like all that are not finite.
  public var minusInfinity: Palette.Category?

  /// A heat map; see the properties.
  public init(
    _ grid: Grid, colorLabel: String, palette: Palette = .viridis, range: ClosedRange<Double>? = nil,
    scale: Axis.Scale = .linear, maskedLabel: String? = nil, minusInfinity: Palette.Category? = nil
  ) {
    self.grid = grid
    self.palette = palette
    self.colorLabel = colorLabel
    self.range = range
    self.scale = scale
    self.maskedLabel = maskedLabel
    self.minusInfinity = minusInfinity
  }

  /// The share of the colour bar, at its lower end, that stands for -∞; 0 where no cell is.
  var shareOfMinusInfinity: Double {
    minusInfinity != nil && scale == .linear && palette.categories == nil && grid.z.contains(-.infinity) ? 0.04 : 0
  }

  /// The grid with every value that has no colour turned into NaN.
  var masked: Grid {
    get throws {
      try Grid(x: grid.x, y: grid.y, z: grid.z.map { $0.isFinite && (scale == .linear || $0 > 0) ? $0 : .nan })
    }
  }

  /// The colour bar's ends; a grid of one value, or none, gets a range around it.
  func colorRange(of masked: Grid) throws -> ClosedRange<Double> {
    if let categories = palette.categories { return -0.5...Double(max(1, categories.count)) - 0.5 }
    if let range {
      guard range.lowerBound.isFinite, range.upperBound.isFinite, range.lowerBound < range.upperBound,
        scale == .linear || range.lowerBound > 0
      else {
        throw PlotError.invalidValue(
          what: "The range of the colour bar",
          required: scale == .log ? "finite, increasing and positive" : "finite and increasing",
          given: "\(numberText(range.lowerBound))...\(numberText(range.upperBound))")
      }
      return range
    }
    let found = masked.finiteRange ?? 1...1
    if found.lowerBound < found.upperBound { return found }
    let value = found.lowerBound
    let margin = max(abs(value) / 10, 1e-12)
    return scale == .log ? value / 2...value * 2 : value - margin...value + margin
  }

  /// The outer edges of the cells along an axis: half a cell beyond the first and the last value.
  ///
  /// - Throws: `PlotError.invalidValue` where the values are not evenly spaced on the axis's scale.
  static func edges(_ values: [Double], axis: Axis, name: String) throws -> (low: Double, high: Double) {
    guard values.count >= 2, values.allSatisfy(axis.accepts) else {
      throw PlotError.invalidValue(
        what: "The \(name) values of a heat map",
        required: axis.scale == .log ? "two or more, positive (the axis is logarithmic)" : "two or more",
        given: values.prefix(3).map(numberText).joined(separator: ", "))
    }
    let places = values.map(axis.scale.position)
    let cell = (places[places.count - 1] - places[0]) / Double(places.count - 1)
    for (index, place) in places.enumerated() where abs(place - places[0] - Double(index) * cell) > 0.02 * cell {
      throw PlotError.invalidValue(
        what: "The \(name) values of a heat map",
        required: "evenly spaced on the axis's \(axis.scale == .log ? "log" : "linear") scale",
        given: "\(numberText(values[index])) at place \(index), where "
          + "\(numberText(axis.scale.value(at: places[0] + Double(index) * cell))) was expected")
    }
    return (
      axis.scale.value(at: places[0] - cell / 2), axis.scale.value(at: places[places.count - 1] + cell / 2)
    )
  }
}

/// The lines on which a grid takes given values, drawn over a heat map or alone.
public struct Contour: Equatable, Sendable {
  /// The legend's text, or nil for no entry.
  public var label: String?
  /// The values.
  public var grid: Grid
  /// The levels; one style serves all.
  public var levels: [Double]
  /// The look; nil takes the next numbered style.
  public var style: LineStyle?

  /// The lines of `grid` at `levels`. A level that the grid does not cross draws nothing.
  public init(_ grid: Grid, at levels: Double..., label: String? = nil, style: LineStyle? = nil) {
    self.init(grid, levels: levels, label: label, style: style)
  }

  /// The lines of `grid` at `levels`. A level that the grid does not cross draws nothing.
  public init(_ grid: Grid, levels: [Double], label: String? = nil, style: LineStyle? = nil) {
    self.grid = grid
    self.levels = levels
    self.label = label
    self.style = style
  }

  func check() throws {
    if levels.isEmpty { throw PlotError.empty(what: PlotText.naming("The level list of the contour", label)) }
    for level in levels where !level.isFinite {
      throw PlotError.invalidValue(what: "A contour's level", required: "finite", given: numberText(level))
    }
    try style?.check(PlotText.naming("the contour", label))
  }

  /// All lines in one pair of columns, NaN between the pieces.
  var points: (x: [Double], y: [Double]) {
    var x: [Double] = []
    var y: [Double] = []
    for level in levels {
      for piece in grid.contour(at: level) {
        if !x.isEmpty {
          x.append(.nan)
          y.append(.nan)
        }
        x += piece.x
        y += piece.y
      }
    }
    return (x, y)
  }
}
