import GnuplotScripts

extension MapChart {
  /// Steps to convergence: dark where it is fast, masked where it was not reached; colours by the logarithm where the
  /// numbers span more than a factor of 20.
  static func steps(within: Double, atMost: Int) -> MapChart {
    MapChart(.stepsToConvergence(within: within, atMost: atMost)) {
      "steps to convergence: \($0.summary.finite) of \($0.nodes) nodes come within \(within) in at most \(atMost) steps"
        + $0.range
    } figure: {
      let grid = try $0.frame.grid()
      let range = grid.finiteRange ?? 1...1
      let isWide = range.lowerBound > 0 && range.upperBound > 20 * range.lowerBound
      return try $0.frame.figure([
        .heatMap(
          HeatMap(
            grid, colorLabel: "steps until within \(within.short) of an equilibrium", palette: .viridis,
            scale: isWide ? .log : .linear, maskedLabel: "not there after \(atMost) steps"))
      ])
    }
  }
}

extension MapChart.Choice {
  static let steps = Self("steps", "steps until within --within of an equilibrium", steps: 2000, takes: [.within]) {
    [.steps(within: $0.within, atMost: $0.steps)]
  }
}
