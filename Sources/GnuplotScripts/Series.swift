/// Points (`x[k]`, `y[k]`) in order: a trajectory, a measured curve, a sampled function.
///
/// A value that is not finite, or not positive on a log axis, leaves its point out and breaks the line there. Lines of
/// more than 20,000 points are drawn in full; the SVG then weighs about 15 bytes a point, so thin long runs beforehand
/// where that matters.
public struct Series: Equatable, Sendable {
  /// The legend's text, or nil for no entry.
  public var label: String?
  /// The points' x values.
  public var x: [Double]
  /// The points' y values.
  public var y: [Double]
  /// The look; nil takes the figure's next numbered style.
  public var style: LineStyle?
  /// For lines with points: about how many markers to set along the line; nil marks every point.
  public var markers: Int?

  /// A series; see the properties.
  public init(label: String? = nil, x: [Double], y: [Double], style: LineStyle? = nil, markers: Int? = nil) {
    self.label = label
    self.x = x
    self.y = y
    self.style = style
    self.markers = markers
  }

  /// The curve y = `function(x)` sampled at `count` evenly spaced x of `range`, for theoretical curves. At least two
  /// samples are taken.
  public init(
    label: String? = nil, over range: ClosedRange<Double>, count: Int = 400, style: LineStyle? = nil,
    _ function: (Double) throws -> Double
  ) rethrows {
    let steps = max(count, 2) - 1
    let x = (0...steps).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(steps)
    }
    self.init(label: label, x: x, y: try x.map(function), style: style)
  }

  func check() throws {
    try checkColumns("The series", label: label, [("x", x.count), ("y", y.count)])
    try style?.check(PlotText.naming("the series", label))
    if let markers, markers < 1 {
      throw PlotError.invalidValue(what: "The number of markers", required: "at least 1", given: "\(markers)")
    }
  }
}

/// The band between two curves over the same x: a spread over seeds, an interval.
public struct Band: Equatable, Sendable {
  /// The legend's text, or nil for no entry.
  public var label: String?
  /// The points' x values.
  public var x: [Double]
  /// The lower curve.
  public var lower: [Double]
  /// The upper curve.
  public var upper: [Double]
  /// The colour, drawn at a quarter of its strength; nil takes the next numbered style's.
  public var color: Color?

  /// A band; see the properties.
  public init(label: String? = nil, x: [Double], lower: [Double], upper: [Double], color: Color? = nil) {
    self.label = label
    self.x = x
    self.lower = lower
    self.upper = upper
    self.color = color
  }

  func check() throws {
    try checkColumns(
      "The band", label: label, [("x", x.count), ("lower", lower.count), ("upper", upper.count)])
  }
}

/// The inside of a closed polygon, such as a region known to diverge.
public struct Region: Equatable, Sendable {
  /// The legend's text, or nil for no entry.
  public var label: String?
  /// The corners' x values, in order around the polygon.
  public var x: [Double]
  /// The corners' y values.
  public var y: [Double]
  /// The fill.
  public var color: Color

  /// A polygon; all corners must be finite.
  public init(label: String? = nil, x: [Double], y: [Double], color: Color = .masked) {
    self.label = label
    self.x = x
    self.y = y
    self.color = color
  }

  func check() throws {
    try checkColumns("The region", label: label, [("x", x.count), ("y", y.count)])
    guard let bad = (x + y).first(where: { !$0.isFinite }) else { return }
    throw PlotError.invalidValue(
      what: PlotText.naming("The corners of the region", label), required: "finite", given: numberText(bad))
  }
}

/// Requires the columns of one layer to hold something and to be of equal length.
func checkColumns(_ kind: String, label: String?, _ columns: [(name: String, count: Int)]) throws {
  guard let first = columns.first else { return }
  for column in columns where column.count != first.count {
    throw PlotError.lengthMismatch(
      what: "\(PlotText.naming(kind, label)), column \(column.name)", expected: first.count, given: column.count)
  }
  if first.count == 0 { throw PlotError.empty(what: PlotText.naming(kind, label)) }
}

extension PlotText {
  /// `kind` with the label that tells it from the others.
  static func naming(_ kind: String, _ label: String?) -> String {
    label.map { "\(kind) \(String(reflecting: $0))" } ?? kind
  }
}
