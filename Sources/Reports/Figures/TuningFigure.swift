import GameDynamics
import GnuplotScripts
import StabilityAnalysis

/// The factor a step against each quantity that was tuned, through the best of all of them.
public struct TuningFigure {
  /// What was found.
  public let tuning: Tuning
  /// What the figure is called.
  public let title: String

  /// A figure of a result.
  public init(_ tuning: Tuning, title: String) {
    self.tuning = tuning
    self.title = title
  }

  private var factorName: String {
    if case .spectralRadius = tuning.measure { return "spectral radius ρ" }
    return "measured rate a step"
  }

  /// A panel a quantity: the curve, the closed form where one is known, the best, the ends of the stable range, and the
  /// line at 1.
  public func sheet() throws -> Sheet {
    let panels = try tuning.quantities.map(panel)
    let columns = panels.count == 4 ? 2 : min(3, panels.count)
    let rows = (panels.count + columns - 1) / columns
    let width = max(900, 430 * columns)
    return Sheet(
      title: title, columns: columns, panels: panels,
      size: PictureSize(width: width, height: 110 + (panels.count == 1 ? 480 : 360) * rows))
  }

  private func panel(_ quantity: Tuning.Quantity) throws -> Figure {
    // A curve far above 1 would press the part that matters flat.
    let top = 1.5
    let points = zip(quantity.values, quantity.factors).filter { $1.isFinite }
    let symbol = quantity.axis.symbol.typeset
    var layers: [PlotLayer] = []
    if let stable = quantity.stable {
      let low = max(quantity.axis.range.lowerBound, stable.low.value)
      let high = min(quantity.axis.range.upperBound, stable.high.value)
      if low < high {
        layers.append(
          .region(
            Region(label: "converges", x: [low, high, high, low], y: [0, 0, 1, 1], color: Color(0xE3F1FA))))
      }
    }
    layers.append(.horizontalLine(at: 1, label: "1: neither nearer nor farther"))
    if !points.isEmpty {
      layers.append(
        .line(
          Series(
            label: "\(factorName), the others at their best", x: points.map(\.0), y: points.map(\.1),
            style: LineStyle(color: Color.okabeIto[0], width: 2.5))))
    }
    if let theory = try theory(quantity) {
      layers.append(.line(Series(label: "closed form", x: quantity.values, y: theory, style: .theory)))
    }
    if let stable = quantity.stable {
      for case .lost(let value) in [stable.low, stable.high] where quantity.axis.range.contains(value) {
        layers.append(
          .marker(
            Marker(
              "end of the stable range", x: value, y: 1,
              style: LineStyle(color: Color.okabeIto[1], marker: .diamond, markerSize: 1.8))))
      }
    }
    if tuning.factor.isFinite {
      layers.append(
        .marker(
          Marker(
            "best", x: quantity.best, y: tuning.factor,
            style: LineStyle(color: .black, marker: .disc, markerSize: 1.6))))
    }
    let (low, high) = Self.window(quantity)
    return Figure(
      title: "\(symbol) = \(quantity.best.short)",
      x: Axis(symbol, scale: quantity.axis.isLogarithmic ? .log : .linear, range: .between(low, high)),
      y: Axis(factorName, range: .between(0, max(top, min(3, 1.2 * tuning.factor)))), layers: layers)
  }

  /// The part of a logarithmic range in which something happens: around the best, and somewhat beyond the stable range.
  private static func window(_ quantity: Tuning.Quantity) -> (low: Double, high: Double) {
    let (low, high) = (quantity.axis.range.lowerBound, quantity.axis.range.upperBound)
    guard quantity.axis.isLogarithmic, let stable = quantity.stable else { return (low, high) }
    let ends = [stable.low, stable.high].map { end -> Double? in
      if case .lost(let value) = end { return value }
      return nil
    }
    return (
      max(low, min(quantity.best, ends[0] ?? quantity.best) / 100),
      min(high, max(ends[1].map { 4 * $0 } ?? high, quantity.best))
    )
  }

  /// The closed form over a step size; nil where there is none.
  private func theory(_ quantity: Tuning.Quantity) throws -> [Double]? {
    guard case .spectralRadius = tuning.measure, let law = try StabilityTheory.law(of: tuning.setup) else { return nil }
    let best = try tuning.setup.hyperparameters.stepSizes()
    switch quantity.axis.quantity {
    case .bothStepSizes: return quantity.values.map { law.spectralRadius(Players(x: $0, y: $0)) }
    case .hyperparameter("eta-x"): return quantity.values.map { law.spectralRadius(Players(x: $0, y: best.y)) }
    case .hyperparameter("eta-y"): return quantity.values.map { law.spectralRadius(Players(x: best.x, y: $0)) }
    default: return nil
    }
  }
}
