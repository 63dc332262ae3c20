extension MapChart {
  /// The spectral radius.
  static let spectral = MapChart(.spectralRadius) {
    "spectral radius ρ: \($0.converging("ρ = 1 as far as rounding can tell"))\($0.range)\($0.without)"
  } figure: {
    var figure = StabilityMapFigure(
      title: $0.title, map: $0.map, quantity: "spectral radius ρ", theory: $0.theory, marks: $0.marks)
    figure.boundary = $0.boundary
    return try figure.figure()
  }

  /// The measured rate.
  static func rate(steps: Int) -> MapChart {
    MapChart(.convergenceRate(steps: steps), arrival: 1 - 2 / Double(steps)) {
      "measured rate a step: \($0.converging("1 as far as \(steps) steps can tell"))\($0.range)\($0.without)"
    } figure: {
      try StabilityMapFigure(
        title: $0.title, map: $0.map, quantity: "measured rate a step", theory: $0.theory, marks: $0.marks
      ).figure()
    }
  }
}

extension MapChart.Choice {
  static let spectral = Self(
    "spectral", "spectral radius of the iteration's exact Jacobian at the equilibrium", steps: nil
  ) { _ in [.spectral] }

  static let rate = Self(
    "rate", "factor a step by which the distance to the equilibrium changes, measured by running", steps: 1000
  ) { [.rate(steps: $0.steps)] }

  static let both = Self("both", "spectral and rate, and their greatest difference", steps: 1000) {
    [.spectral, .rate(steps: $0.steps)]
  }
}
