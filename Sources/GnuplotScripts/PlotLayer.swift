/// What is drawn, in order: later layers lie over earlier ones.
public enum PlotLayer: Equatable, Sendable {
  /// A line through the points of a series.
  case line(Series)
  /// The points of a series alone.
  case points(Series)
  /// A line with markers (`Series.markers` says how many).
  case linePoints(Series)
  /// The band between two curves.
  case band(Band)
  /// A filled polygon.
  case region(Region)
  /// Arrows.
  case arrows(VectorField)
  /// An image of a grid; a figure holds at most one.
  case heatMap(HeatMap)
  /// Level lines of a grid.
  case contour(Contour)
  /// A thin line across the whole height at x = `at`, which an axis without a range reaches and a range may leave out.
  case verticalLine(at: Double, label: String? = nil, style: LineStyle = .reference)
  /// A thin line across the whole width at y = `at`, which an axis without a range reaches and a range may leave out.
  case horizontalLine(at: Double, label: String? = nil, style: LineStyle = .reference)
  /// A marker that stands for one point, such as an equilibrium or a start.
  case marker(Marker)
  /// Text inside the figure.
  case text(Annotation)
}

extension LineStyle {
  /// Thin, grey, dashed: for reference lines.
  public static let reference = LineStyle(color: Color(0x555555), dash: .dashed, width: 1)
  /// Black dashes: for theory drawn over measurements.
  public static let theory = LineStyle(color: .black, dash: .dashed, width: 1.75)
}

/// One marked point.
public struct Marker: Equatable, Sendable {
  /// The legend's text, or nil for no entry.
  public var label: String?
  /// The point's x value.
  public var x: Double
  /// The point's y value.
  public var y: Double
  /// The marker's look (the line's part is not used).
  public var style: LineStyle

  /// A marker at (`x`, `y`).
  public init(
    _ label: String? = nil, x: Double, y: Double,
    style: LineStyle = LineStyle(color: .black, marker: .disc, markerSize: 1.5)
  ) {
    self.label = label
    self.x = x
    self.y = y
    self.style = style
  }
}

/// Text at a place of the figure.
public struct Annotation: Equatable, Sendable {
  /// On which side of the place the text stands.
  public enum Anchor: String, Sendable {
    /// The text starts at the place.
    case left
    /// The text is centred on the place.
    case center
    /// The text ends at the place.
    case right
  }

  /// What it says (see `PlotText`); newlines break the line.
  public var text: String
  /// The place's x value.
  public var x: Double
  /// The place's y value.
  public var y: Double
  /// On which side the text stands.
  public var anchor: Anchor
  /// The text's colour.
  public var color: Color

  /// `text` at (`x`, `y`).
  public init(_ text: String, x: Double, y: Double, anchor: Anchor = .left, color: Color = .black) {
    self.text = text
    self.x = x
    self.y = y
    self.anchor = anchor
    self.color = color
  }
}
