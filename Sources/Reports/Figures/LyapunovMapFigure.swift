import GnuplotScripts
import Maps

/// A map of Lyapunov exponents: blue where runs forget where they started, orange where neighbours part.
public struct LyapunovMapFigure {
  /// What the figure is called.
  public var title: String
  /// The exponents, natural logarithms a step.
  public var map: PlanarMap
  /// The steps over which they were measured, which bound their error by a multiple of 1/steps.
  public var steps: Int
  /// The spectral radius in closed form, if it is known: in a linear iteration the exponent is its logarithm.
  public var theory: MapTheory?
  /// Trajectories to mark.
  public var marks: [MapMark] = []

  /// A figure of a map.
  public init(title: String, map: PlanarMap, steps: Int, theory: MapTheory? = nil, marks: [MapMark] = []) {
    self.title = title
    self.map = map
    self.steps = steps
    self.theory = theory
    self.marks = marks
  }

  /// The figure: colours symmetric about 0, at most -1 to 1, and the contour of 0. Where every disturbance dies at once
  /// (an exponent of -∞) the strongest blue is drawn.
  public func figure() throws -> Figure {
    let frame = MapFrame(title: title, map: map, theory: theory, marks: marks)
    let spread = max(0.02, min(1, map.values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }))
    let grid = try frame.grid { $0 == -.infinity ? -spread : $0 }
    return try frame.figure([
      .heatMap(
        HeatMap(
          grid, colorLabel: "largest Lyapunov exponent λ, per step", palette: .diverging(center: 0),
          range: -spread...spread, maskedLabel: "the run overflows at once")),
      // As far above 0 as the exponents of neutral runs (cycles) scatter.
      .contour(
        Contour(
          grid, at: 2 / Double(max(1, steps)), label: "λ = 0, up to 2/steps",
          style: LineStyle(color: Color.okabeIto[2], width: 4))),
    ])
  }
}
