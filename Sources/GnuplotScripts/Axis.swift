import Foundation

/// An axis: what it shows, in which unit, on which scale, from where to where.
public struct Axis: Equatable, Sendable {
  /// How values are laid along the axis.
  public enum Scale: Equatable, Sendable {
    /// Evenly.
    case linear
    /// By their logarithm. Values that are zero or negative have no place on it: they break a line as NaN does.
    case log

    /// Where `value` lies: itself, or its decimal logarithm.
    func position(_ value: Double) -> Double { self == .log ? log10(value) : value }
    /// The value at `position`.
    func value(at position: Double) -> Double { self == .log ? pow(10, position) : position }
  }

  /// Which part of the axis is shown.
  public enum Range: Equatable, Sendable {
    /// From the data, rounded outwards to ticks.
    case automatic
    /// From the first value to the second.
    case between(Double, Double)
    /// From this value to the data's end.
    case atLeast(Double)
    /// From the data's start to this value.
    case atMost(Double)
  }

  /// A tick with its own text.
  public struct Tick: Equatable, Sendable {
    /// Where it stands.
    public var value: Double
    /// What it says (see `PlotText` for sub- and superscripts).
    public var label: String

    /// A tick at `value` that says `label`.
    public init(_ value: Double, _ label: String) {
      self.value = value
      self.label = label
    }
  }

  /// Where the ticks stand.
  public enum Ticks: Equatable, Sendable {
    /// gnuplot chooses.
    case automatic
    /// At the multiples of this value; on a log axis the factor from one tick to the next.
    case every(Double)
    /// At given places with given texts.
    case labelled([Tick])
    /// No ticks.
    case hidden
  }

  /// What the axis shows, with its symbol: `"step size η_{x}"`.
  public var label: String
  /// The unit, shown in brackets after the label; nil for a pure number.
  public var unit: String?
  /// The scale.
  public var scale: Scale
  /// The part shown.
  public var range: Range
  /// The ticks.
  public var ticks: Ticks

  /// An axis; see the properties.
  public init(
    _ label: String, unit: String? = nil, scale: Scale = .linear, range: Range = .automatic, ticks: Ticks = .automatic
  ) {
    self.label = label
    self.unit = unit
    self.scale = scale
    self.range = range
    self.ticks = ticks
  }

  /// Label and unit as they stand beside the axis.
  var title: String { unit.map { "\(label) (\($0))" } ?? label }

  /// Whether a value has a place on the axis.
  func accepts(_ value: Double) -> Bool { value.isFinite && (scale == .linear || value > 0) }

  /// The ends that are given, nil where the data decides.
  var ends: (low: Double?, high: Double?) {
    switch range {
    case .automatic: return (nil, nil)
    case .between(let low, let high): return (low, high)
    case .atLeast(let low): return (low, nil)
    case .atMost(let high): return (nil, high)
    }
  }

  /// - Throws: `PlotError.invalidValue` for a range or tick that is not finite, not increasing, or not positive on a
  ///   log scale.
  func check(_ name: String) throws {
    let required = scale == .log ? "finite and positive (the scale is logarithmic)" : "finite"
    for value in [ends.low, ends.high].compactMap({ $0 }) where !accepts(value) {
      throw PlotError.invalidValue(
        what: "The range of the \(name) axis", required: required, given: numberText(value))
    }
    if let low = ends.low, let high = ends.high, low >= high {
      throw PlotError.invalidValue(
        what: "The range of the \(name) axis", required: "increasing", given: "\(numberText(low))...\(numberText(high))"
      )
    }
    switch ticks {
    case .every(let step) where !(step.isFinite && step > (scale == .log ? 1 : 0)):
      throw PlotError.invalidValue(
        what: "The tick distance of the \(name) axis",
        required: scale == .log ? "a finite factor above 1" : "positive and finite", given: numberText(step))
    case .labelled(let ticks):
      for tick in ticks where !accepts(tick.value) {
        throw PlotError.invalidValue(
          what: "The ticks of the \(name) axis", required: required, given: numberText(tick.value))
      }
    default: break
    }
  }

  /// The commands that set the axis up; `name` is `x` or `y`, `decades` how many the
  /// shown part spans.
  func commands(_ name: String, decades: Double) -> [String] {
    var lines: [String] = []
    if !label.isEmpty { lines.append("set \(name)label \(PlotText.quotedLines(title))") }
    if scale == .log {
      lines.append("set logscale \(name)")
      if decades >= 2 { lines.append("set format \(name) '10^{%T}'") }
    }
    let (low, high) = ends
    if low != nil || high != nil {
      lines.append("set \(name)range [\(low.map(numberText) ?? "*"):\(high.map(numberText) ?? "*")]")
    }
    switch ticks {
    case .automatic: break
    case .every(let step): lines.append("set \(name)tics \(numberText(step))")
    case .labelled(let ticks):
      let items = ticks.map { "\(PlotText.quotedTick($0.label)) \(numberText($0.value))" }
      lines.append("set \(name)tics (\(items.joined(separator: ", ")))")
    case .hidden: lines.append("unset \(name)tics")
    }
    return lines
  }

  /// About how many characters the widest of the tick labels has: gnuplot's ticks are a fifth, half or whole power of ten
  /// apart, and it writes six digits.
  func tickWidth(over extent: Extent) -> Int {
    switch ticks {
    case .hidden: return 0
    case .labelled(let ticks): return ticks.map { tick in tick.label.filter { !"_^{}".contains($0) }.count }.max() ?? 0
    default: break
    }
    guard let (low, high) = extent.shown, low < high, extent.decades < 2 else { return 4 }
    let power = pow(10, log10(high - low).rounded(.down))
    let step = power * ((high - low) / power < 2 ? 0.2 : (high - low) / power < 5 ? 0.5 : 1)
    // One more at each end, to which the shown part may be rounded.
    let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
    guard last - first < 100 else { return 4 }
    return stride(from: first, through: last, by: 1).map { String(format: "%g", $0 * step).count }.max() ?? 0
  }
}
