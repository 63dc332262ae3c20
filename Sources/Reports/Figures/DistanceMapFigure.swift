import GnuplotScripts
import Maps

/// A map of distances to the equilibrium after a number of steps, on a logarithmic scale, divergence masked.
public struct DistanceMapFigure {
  /// What the figure is called.
  public var title: String
  /// The distances.
  public var map: PlanarMap
  /// After how many steps they were measured.
  public var steps: Int
  /// A distance above this counts as diverged.
  public var divergenceBound: Double
  /// The spectral radius in closed form, if it is known.
  public var theory: MapTheory?
  /// Trajectories to mark.
  public var marks: [MapMark] = []

  /// A figure of a map.
  public init(
    title: String, map: PlanarMap, steps: Int, divergenceBound: Double, theory: MapTheory? = nil, marks: [MapMark] = []
  ) {
    self.title = title
    self.map = map
    self.steps = steps
    self.divergenceBound = divergenceBound
    self.theory = theory
    self.marks = marks
  }

  /// Distances below this are rounding errors, drawn as this.
  static let least = 1e-16

  /// The figure.
  public func figure() throws -> Figure {
    let frame = MapFrame(title: title, map: map, theory: theory, marks: marks)
    let grid = try frame.grid { $0 <= divergenceBound ? max($0, Self.least) : .nan }
    return try frame.figure([
      .heatMap(
        HeatMap(
          grid, colorLabel: "distance to the equilibrium after \(steps) steps", palette: .viridis, scale: .log,
          maskedLabel: "diverged: above \(divergenceBound.short)"))
    ])
  }
}
