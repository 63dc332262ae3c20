import GnuplotScripts

extension MapChart {
  /// Lyapunov exponents, natural logarithms a step: blue where runs forget where they started, orange where neighbours
  /// part. Colours are symmetric about 0, at most -1 to 1; where every disturbance dies at once (an exponent of -∞) they say
  /// so.
  static func lyapunov(steps: Int) -> MapChart {
    MapChart(.lyapunovExponent(steps: steps)) {
      "largest Lyapunov exponent: negative at \($0.summary.below) of \($0.nodes) nodes"
        + ($0.summary.neutral == 0 ? "" : ", 0 as far as \(steps) steps can tell at \($0.summary.neutral)")
        + $0.range + $0.without
    } figure: {
      let spread = max(0.02, min(1, $0.map.values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }))
      let grid = try $0.frame.grid()
      return try $0.frame.figure([
        .heatMap(
          HeatMap(
            grid, colorLabel: "largest Lyapunov exponent λ, per step", palette: .diverging(center: 0),
            range: -spread...spread, maskedLabel: "the run overflows at once",
            minusInfinity: .init("λ = −∞: every disturbance dies", color: Color(0x1B0B3B)))),
        // As far above 0 as the exponents of neutral runs (cycles) scatter.
        .contour(
          Contour(
            grid, at: 2 / Double(max(1, steps)), label: "λ = 0, up to 2/steps",
            style: LineStyle(color: Color.okabeIto[2], width: 4))),
      ])
    }
  }
}

extension MapChart.Choice {
  static let lyapunov = Self("lyapunov", "largest Lyapunov exponent along the run from the start", steps: 2000) {
    [.lyapunov(steps: $0.steps)]
  }
}
