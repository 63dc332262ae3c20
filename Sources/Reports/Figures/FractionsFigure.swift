import GameDynamics
import GnuplotScripts
import Maps

/// Shares of starts by outcome, along a parameter: a line an outcome, with the band in which the true share lies with
/// confidence 95 %.
public struct FractionsFigure {
  /// The parameter's values and the fractions at each.
  public let values: [Double], fractions: [BasinFractions]
  /// What the figure is called, and the parameter's name and symbol.
  public let title: String, axis: String
  /// How the values are laid out.
  public let scale: AxisScale

  /// A figure of fractions along a parameter.
  public init(_ values: [Double], _ fractions: [BasinFractions], title: String, axis: String, scale: AxisScale) {
    self.values = values
    self.fractions = fractions
    self.title = title
    self.axis = axis
    self.scale = scale
  }

  /// The figure.
  public func figure() -> Figure {
    var layers: [PlotLayer] = []
    for (index, outcome) in outcomes.enumerated() {
      let style = LineStyle.numbered(index)
      let shares = fractions.map { $0.share(of: outcome) }
      layers.append(
        .band(
          Band(
            x: values, lower: shares.map(\.interval.lowerBound), upper: shares.map(\.interval.upperBound),
            color: style.color)))
      layers.append(.line(Series(label: name(of: outcome), x: values, y: shares.map(\.value), style: style)))
    }
    return Figure(
      title: title, x: Axis(axis.typeset, scale: scale == .log ? .log : .linear),
      y: Axis("share of starts, with 95 % confidence", range: .between(0, 1)), layers: layers, legend: .beside)
  }

  /// Those that occur, equilibria first.
  public var outcomes: [MapOutcome] {
    var found: [MapOutcome] = []
    for one in fractions.flatMap(\.counts) where !found.contains(one.outcome) { found.append(one.outcome) }
    func order(_ outcome: MapOutcome) -> Double { outcome.code >= 0 ? outcome.code : 1e9 - outcome.code }
    return found.sorted { order($0) < order($1) }
  }

  private func name(of outcome: MapOutcome) -> String {
    if case .knownCycle(let k) = outcome {
      let cycle = fractions.lazy.compactMap { $0.cycles.indices.contains(k) ? $0.cycles[k] : nil }.first
      return "cycle \(k + 1)" + (cycle.map { ": \($0.words)" } ?? "")
    }
    guard case .equilibrium(let k) = outcome else { return outcome.phrase }
    // Where it is at the first value of the parameter at which it is there.
    let place = fractions.lazy.compactMap { $0.attractors.indices.contains(k) ? $0.attractors[k] : nil }.first
    let coordinates = place.map { $0.x + $0.y } ?? []
    return coordinates.count <= 4 && !coordinates.isEmpty
      ? "equilibrium \(k + 1): (\(coordinates.map(\.short).joined(separator: ", ")))" : "equilibrium \(k + 1)"
  }
}

extension MapOutcome {
  /// What runs with this outcome do.
  var phrase: String {
    switch self {
    case .equilibrium(let index): "converge to equilibrium \(index + 1)"
    case .diverged: "diverge"
    case .cycle: "cycle"
    case .knownCycle(let index): "end in cycle \(index + 1)"
    case .periodic(let period): "cycle, back after \(period) steps"
    case .unsettled: "are not settled"
    case .drifting: "drift"
    case .atRest: "are at rest elsewhere"
    case .solverBrokeDown: "where the inner solver breaks down"
    }
  }
}
