/// A colour given by its components.
public struct Color: Equatable, Hashable, Sendable {
  /// Red, 0 to 255.
  public var red: UInt8
  /// Green, 0 to 255.
  public var green: UInt8
  /// Blue, 0 to 255.
  public var blue: UInt8

  /// The colour of these components, each 0 to 255.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour of a literal such as 0x0072B2; bits above the lowest 24 are ignored.
  public init(_ hex: UInt32) {
    self.init(red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
  }

  /// `#rrggbb`.
  public var hex: String {
    "#"
      + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Black.
  public static let black = Color(0x000000)
  /// White.
  public static let white = Color(0xFFFFFF)
  /// A grey for what should stand back: vector fields, reference lines.
  public static let grey = Color(0x8C8C8C)
  /// The light grey of masked (diverged) regions; no palette of this module contains it.
  public static let masked = Color(0xD4D4D4)

  /// Seven colours that remain distinct under colour blindness. Source: Okabe and Ito, "Color Universal Design"
  /// (2008); their yellow is left out because it vanishes on white.
  public static let okabeIto = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000].map(Color.init)
}

/// How a line, its points and its legend entry look.
public struct LineStyle: Equatable, Sendable {
  /// A dash pattern.
  public enum Dash: String, CaseIterable, Sendable {
    /// An unbroken line.
    case solid = "solid"
    /// Long dashes.
    case dashed = "(12,5)"
    /// Dash and dot.
    case dashDotted = "(12,4,2,4)"
    /// Dots.
    case dotted = "(2.5,3.5)"
    /// Dash, dot, dot.
    case dashDotDotted = "(12,4,2,4,2,4)"
    /// Short dashes.
    case shortDashed = "(6,4)"
    /// Long and short dashes.
    case longShort = "(16,4,6,4)"
  }

  /// A marker's shape.
  public enum Marker: Int, CaseIterable, Sendable {
    /// A filled circle.
    case disc = 7
    /// A filled square.
    case square = 5
    /// A filled triangle.
    case triangle = 9
    /// A filled diamond.
    case diamond = 13
    /// A filled triangle standing on its tip.
    case tip = 11
    /// An empty circle.
    case circle = 6
    /// An empty square.
    case box = 4
    /// An upright cross.
    case plus = 1
    /// A slanted cross.
    case cross = 2
    /// A star of three lines.
    case star = 3
  }

  /// The colour of line and markers. White shows well over a heat map, but not in the legend, whose ground is white.
  public var color: Color
  /// The dash pattern.
  public var dash: Dash
  /// The shape of the markers.
  public var marker: Marker
  /// The line's width, in points.
  public var width: Double
  /// The marker's size, as a multiple of the terminal's own.
  public var markerSize: Double

  /// A style of these parts.
  public init(
    color: Color, dash: Dash = .solid, marker: Marker = .disc, width: Double = 2, markerSize: Double = 1
  ) {
    self.color = color
    self.dash = dash
    self.marker = marker
    self.width = width
    self.markerSize = markerSize
  }

  /// The style of the `index`-th line (from 0) of a figure: colour, dash and marker all change from one to the next, so
  /// that lines can be told apart without colour. Any index is allowed; combinations repeat after 35.
  public static func numbered(_ index: Int) -> LineStyle {
    func pick<Value>(_ values: some Collection<Value>, _ index: Int) -> Value {
      let count = values.count
      return values[values.index(values.startIndex, offsetBy: ((index % count) + count) % count)]
    }
    return LineStyle(
      color: pick(Color.okabeIto, index), dash: pick(Dash.allCases, index),
      marker: pick(Marker.allCases.prefix(5), index)
    )
  }

  func check(_ what: String) throws {
    guard width.isFinite, width > 0, markerSize.isFinite, markerSize > 0 else {
      throw PlotError.invalidValue(
        what: "The line width and marker size of \(what)", required: "positive and finite",
        given: "\(numberText(width)) and \(numberText(markerSize))")
    }
  }

  /// gnuplot's words for the line.
  var lineText: String {
    "lw \(numberText(width)) lc rgb '\(color.hex)' dt \(dash.rawValue)"
  }

  /// gnuplot's words for the markers alone.
  var markerText: String {
    "pt \(marker.rawValue) ps \(numberText(markerSize)) lw 1.5 lc rgb '\(color.hex)'"
  }
}
