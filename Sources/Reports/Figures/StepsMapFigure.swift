import GnuplotScripts
import Maps

/// A map of steps to convergence: dark where it is fast, masked where it was not reached.
public struct StepsMapFigure {
  /// What the figure is called.
  public var title: String
  /// The numbers of steps, NaN where a run did not converge.
  public var map: PlanarMap
  /// The distance that counted as converged, and the most steps that were taken.
  public var within: Double, atMost: Int
  /// The spectral radius in closed form, if it is known.
  public var theory: MapTheory?
  /// Trajectories to mark.
  public var marks: [MapMark] = []

  /// A figure of a map.
  public init(
    title: String, map: PlanarMap, within: Double, atMost: Int, theory: MapTheory? = nil, marks: [MapMark] = []
  ) {
    self.title = title
    self.map = map
    self.within = within
    self.atMost = atMost
    self.theory = theory
    self.marks = marks
  }

  /// The figure; colours by the logarithm where the numbers span more than a factor of 20.
  public func figure() throws -> Figure {
    let frame = MapFrame(title: title, map: map, theory: theory, marks: marks)
    let grid = try frame.grid()
    let range = grid.finiteRange ?? 1...1
    let isWide = range.lowerBound > 0 && range.upperBound > 20 * range.lowerBound
    return try frame.figure([
      .heatMap(
        HeatMap(
          grid, colorLabel: "steps until within \(within.short) of an equilibrium", palette: .viridis,
          scale: isWide ? .log : .linear, maskedLabel: "not there after \(atMost) steps"))
    ])
  }
}
