import GnuplotScripts

extension MapChart {
  /// Distances to the equilibrium after a number of steps, on a logarithmic scale, divergence masked. Distances below
  /// 1e-16 are rounding errors, drawn as that.
  static func distance(steps: Int, divergenceBound: Double) -> MapChart {
    MapChart(.finalDistance(steps: steps)) {
      "distance to the equilibrium after \(steps) steps: finite at \($0.summary.finite) of \($0.nodes) nodes\($0.range)"
    } figure: {
      let bound = divergenceBound * $0.startSize
      let grid = try $0.frame.grid { $0 <= bound ? max($0, 1e-16) : .nan }
      return try $0.frame.figure([
        .heatMap(
          HeatMap(
            grid, colorLabel: "distance to the equilibrium after \(steps) steps", palette: .viridis, scale: .log,
            maskedLabel: "diverged: above \(bound.short)"))
      ])
    }
  }
}

extension MapChart.Choice {
  static let distance = Self(
    "distance", "distance to the equilibrium after --steps", steps: 200, takes: [.divergenceBound]
  ) { [.distance(steps: $0.steps, divergenceBound: $0.divergenceBound)] }
}
