import Foundation

/// The colours of a heat map: perceptually even and safe for colour-blind readers.
public enum Palette: Equatable, Sendable {
  /// Dark violet (low) to yellow (high), for values with no special middle.
  case viridis
  /// Blue (below) over near-white (at `center`) to brown-orange (above), for values with a meaningful middle such as
  /// the spectral radius around 1. Equal distances from the centre get equally strong colours, also where the range
  /// reaches further on one side.
  case diverging(center: Double)
  /// One colour for each of the values 0, 1, 2, …, named in the legend instead of on a colour bar: for outcomes that have
  /// no order.
  case categories([Category])

  /// A value's name and colour.
  public struct Category: Equatable, Sendable {
    /// What the legend says.
    public var label: String
    /// The colour of its cells.
    public var color: Color

    /// A category.
    public init(_ label: String, color: Color) {
      self.label = label
      self.color = color
    }
  }

  /// The categories; nil for palettes of numbers.
  var categories: [Category]? { if case .categories(let all) = self { all } else { nil } }

  /// 16 samples of viridis. Source: matplotlib's colour map (van der Walt and Smith, CC0).
  private static let viridisColors: [UInt32] = [
    0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B, 0x22A884, 0x35B779,
    0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
  ]

  /// Two branches of equal lightness in CIELAB (96 in the middle, 32 at the ends), hues 262 and 62 to 52 degrees.
  private static let divergingColors: [UInt32] = [
    0x00518A, 0x0065A3, 0x0079BD, 0x068DD3, 0x4EA2E1, 0x7CB6EB, 0xA6CAF1, 0xCDDFF3, 0xF3F3F3, 0xF6D7C3, 0xF3BB97,
    0xEAA06F, 0xDD864D, 0xCB6D32, 0xB5581F, 0x9B4512, 0x823205,
  ]

  /// The colours from the low to the high end of `range`, evenly spaced on the colour bar's scale.
  func colors(over range: ClosedRange<Double>, scale: Axis.Scale) throws -> [Color] {
    switch self {
    case .viridis: return Self.viridisColors.map { Color($0) }
    case .categories(let all):
      guard !all.isEmpty else { throw PlotError.empty(what: "The palette's list of categories") }
      // gnuplot wants two colours at least.
      return all.count == 1 ? [all[0].color, all[0].color] : all.map(\.color)
    case .diverging(let center):
      guard center.isFinite, scale == .linear || center > 0 else {
        throw PlotError.invalidValue(
          what: "The palette's centre", required: scale == .log ? "finite and positive on a log scale" : "finite",
          given: numberText(center))
      }
      let low = scale.position(range.lowerBound)
      let high = scale.position(range.upperBound)
      let middle = scale.position(center)
      let reach = max(abs(low - middle), abs(high - middle))
      let samples = 32
      return (0...samples).map { index in
        let value = low + (high - low) * Double(index) / Double(samples)
        return Self.sample(Self.divergingColors, at: 0.5 + 0.5 * (value - middle) / reach)
      }
    }
  }

  /// The colour at `position` (0 to 1) of evenly spaced `colors`.
  private static func sample(_ colors: [UInt32], at position: Double) -> Color {
    let place = min(max(position, 0), 1) * Double(colors.count - 1)
    let index = min(Int(place), colors.count - 2)
    let share = place - Double(index)
    let (from, to) = (Color(colors[index]), Color(colors[index + 1]))
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Double(a) + share * (Double(b) - Double(a))).rounded()) }
    return Color(red: mix(from.red, to.red), green: mix(from.green, to.green), blue: mix(from.blue, to.blue))
  }

  /// The `set palette` command; `below` is a colour for a share of the bar under `range`.
  func command(
    over range: ClosedRange<Double>, scale: Axis.Scale, below: (color: Color, share: Double)? = nil
  ) throws -> String {
    let colors = try colors(over: range, scale: scale)
    let share = below?.share ?? 0
    let first = below.map { ["0 '\($0.color.hex)'", "\(fractionText($0.share)) '\($0.color.hex)'"] } ?? []
    let stops =
      first
      + colors.enumerated().map {
        "\(fractionText(share + (1 - share) * Double($0) / Double(colors.count - 1))) '\($1.hex)'"
      }
    let steps = categories.map { "maxcolors \(max(2, $0.count)) " } ?? ""
    return "set palette \(steps)defined (" + stops.joined(separator: ", ") + ")"
  }
}
