import Foundation

/// Hands out numbered styles; a label that comes again, on the same figure or another panel of a sheet, keeps its own.
struct StyleBook {
  private var known: [String: LineStyle] = [:]
  private var count = 0

  mutating func next(for label: String?) -> LineStyle {
    if let label, let style = known[label] { return style }
    let style = LineStyle.numbered(count)
    count += 1
    if let label { known[label] = style }
    return style
  }

  /// Begins another panel: labels keep their styles, unlabelled layers count on from the labels.
  mutating func beginPanel() { count = known.count }
}

/// How far the drawable values reach along an axis.
struct Extent {
  private let axis: Axis
  private var low = Double.infinity
  private var high = -Double.infinity

  init(_ axis: Axis) { self.axis = axis }

  var isEmpty: Bool { low > high }

  mutating func include(_ values: [Double]) {
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
  }

  /// From where to where it is shown, before it is rounded outwards; nil where that is unknown.
  var shown: (low: Double, high: Double)? {
    let (from, to) = (axis.ends.low ?? low, axis.ends.high ?? high)
    return from.isFinite && to.isFinite ? (from, to) : nil
  }

  /// Two places beyond whatever the shown part is rounded outwards to.
  var beyond: (low: Double, high: Double) {
    let most = axis.scale == .log ? 300 : 1e300
    let (from, to) = shown ?? (1, 1)
    let places = [from, to].map { max(-most, min(most, axis.scale.position($0))) }
    let reach = 10 * max(places[1] - places[0], abs(places[0]), abs(places[1]), 1)
    return (
      axis.scale.value(at: max(-most, places[0] - reach)), axis.scale.value(at: min(most, places[1] + reach))
    )
  }

  /// How many powers of ten the shown part spans; 0 where that is unknown.
  var decades: Double {
    let (from, to) = (axis.ends.low ?? low, axis.ends.high ?? high)
    guard from > 0, to > from, to.isFinite else { return 0 }
    return log10(to) - log10(from)
  }
}
