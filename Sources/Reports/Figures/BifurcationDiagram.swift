import GameDynamics
import GnuplotScripts
import StabilityAnalysis

/// A bifurcation diagram: where an equilibrium is, and the cycles of period two that leave it, against the parameter. What
/// attracts is drawn solid, what repels dashed, what is neutral dotted.
public struct BifurcationDiagram {
  /// The branch of equilibria.
  public let branch: EquilibriumBranch
  /// The cycles that are born on it.
  public let cycles: [PeriodTwoBranch]
  /// What the figure is called, and what the parameter is called.
  public let title: String, symbol: String
  /// How the parameter's axis is laid out.
  public let scale: AxisScale

  /// A diagram of a branch and its cycles.
  public init(
    _ branch: EquilibriumBranch, cycles: [PeriodTwoBranch], title: String, symbol: String, scale: AxisScale = .linear
  ) {
    self.branch = branch
    self.cycles = cycles
    self.title = title
    self.symbol = symbol
    self.scale = scale
  }

  /// The two coordinates that move most, one a panel; nil where none moves.
  public func sheet() -> Sheet? {
    let shown = coordinates
    guard !shown.isEmpty else { return nil }
    return Sheet(
      title: title, columns: shown.count, panels: shown.map(panel),
      size: PictureSize(width: shown.count == 1 ? 900 : 1300, height: 650))
  }

  private var places: [Players<[Double]>] {
    branch.equilibria + cycles.flatMap { $0.cycles.flatMap { [$0.first, $0.second] } }
  }

  private var coordinates: [(player: Player, index: Int)] {
    guard let first = branch.equilibria.first else { return [] }
    func spread(_ player: Player, _ index: Int) -> Double {
      let values = places.map { $0[player][index] }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
    let all = Player.allCases.flatMap { player in first[player].indices.map { (player: player, index: $0) } }
    let sizes = all.map { spread($0.player, $0.index) }
    let most = sizes.max() ?? 0
    let chosen = all.indices.filter { sizes[$0] > 1e-9 && sizes[$0] > 1e-6 * most }
      .sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }.prefix(2)
    return chosen.sorted().map { all[$0] }
  }

  private func panel(_ player: Player, _ index: Int) -> Figure {
    let isAlone = branch.equilibria.first?[player].count == 1
    var layers = lines(
      branch.values, branch.equilibria.map { $0[player][index] }, branch.counts, "equilibrium", Color.okabeIto[0])
    for cycle in cycles {
      layers += lines(
        cycle.values, cycle.cycles.map { $0.first[player][index] }, cycle.counts, "cycle of period two",
        Color.okabeIto[1])
      layers += lines(
        cycle.values, cycle.cycles.map { $0.second[player][index] }, cycle.counts, "cycle of period two",
        Color.okabeIto[1])
    }
    for (crossings, suffix) in [(branch.crossings, "")] + cycles.map({ ($0.crossings, " of the cycle") }) {
      for crossing in crossings {
        layers.append(
          .marker(
            Marker(
              crossing.kind.rawValue + suffix, x: crossing.value, y: crossing.equilibrium[player][index],
              style: LineStyle(
                color: suffix.isEmpty ? .black : Color.okabeIto[1], marker: Self.marker(crossing.kind), markerSize: 1.6)
            )))
      }
    }
    return Figure(
      title: "", x: Axis(symbol.typeset, scale: scale == .log ? .log : .linear),
      y: Axis(isAlone ? "\(player.rawValue)" : "\(player.rawValue)_{\(index + 1)}"),
      layers: layers)
  }

  /// One line for each kind of stability, broken where it is another.
  private func lines(
    _ values: [Double], _ heights: [Double], _ counts: [Spectrum.Count], _ name: String, _ color: Color
  ) -> [PlotLayer] {
    let kinds: [(label: String, dash: LineStyle.Dash, isKind: (Spectrum.Count) -> Bool)] = [
      ("stable", .solid, { $0.outside == 0 && $0.on == 0 }), ("unstable", .dashed, { $0.outside > 0 }),
      ("neutral", .dotted, { $0.outside == 0 && $0.on > 0 }),
    ]
    return kinds.compactMap { kind in
      // A node that happens to lie on a bifurcation is no stretch.
      guard zip(counts, counts.dropFirst()).contains(where: { kind.isKind($0) && kind.isKind($1) }) else { return nil }
      var (x, y): ([Double], [Double]) = ([], [])
      for k in values.indices {
        // A stretch goes on to the first node of the next.
        if kind.isKind(counts[k]) || k > 0 && kind.isKind(counts[k - 1]) {
          x.append(values[k])
          y.append(heights[k])
        }
        if !kind.isKind(counts[k]), x.last?.isNaN == false {
          x.append(.nan)
          y.append(.nan)
        }
      }
      guard x.contains(where: { !$0.isNaN }) else { return nil }
      return .line(
        Series(
          label: "\(name), \(kind.label)", x: x, y: y,
          style: LineStyle(color: color, dash: kind.dash, width: kind.dash == .solid ? 2.5 : 1.75)))
    }
  }

  private static func marker(_ kind: EquilibriumBranch.Kind) -> LineStyle.Marker {
    switch kind {
    case .fold: .square
    case .flip: .disc
    case .neimarkSacker: .diamond
    case .transcritical: .cross
    case .pitchfork: .triangle
    case .branchPoint: .circle
    }
  }
}
