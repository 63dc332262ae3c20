import GameDynamics
import GnuplotScripts
import StabilityAnalysis

/// A stability map over two step sizes, with the boundary that was computed and the one that theory gives.
public struct StabilityMapFigure {
  /// What the figure is called.
  public var title: String
  /// The numbers: spectral radii or measured rates.
  public var map: PlanarMap
  /// What the colour bar says.
  public var quantity: String
  /// The theoretical boundary, if one is known.
  public var theory: StabilityTheory.Boundary?
  /// Points to mark, with their labels.
  public var marks: [(label: String, x: Double, y: Double)] = []

  /// A figure of a map.
  public init(
    title: String, map: PlanarMap, quantity: String, theory: StabilityTheory.Boundary? = nil,
    marks: [(label: String, x: Double, y: Double)] = []
  ) {
    self.title = title
    self.map = map
    self.quantity = quantity
    self.theory = theory
    self.marks = marks
  }

  /// The map's numbers as a grid.
  public func grid() throws -> Grid {
    try Grid(x: map.horizontal.values, y: map.vertical.values, z: map.values)
  }

  /// The figure. The colours span at most 0 to 2 around 1, so that the boundary is where they change.
  public func figure() throws -> Figure {
    let grid = try grid()
    let spread = max(0.02, min(1, map.values.reduce(0) { $1.isFinite ? max($0, abs($1 - 1)) : $0 }))
    var layers: [Layer] = [
      .heatMap(
        HeatMap(
          grid, colorLabel: quantity, palette: .diverging(center: 1), range: (1 - spread)...(1 + spread),
          maskedLabel: map.values.contains { !$0.isFinite } ? "not finite" : nil)),
      .contour(
        Contour(grid, at: 1, label: "\(quantity) = 1", style: LineStyle(color: Color.okabeIto[2], width: 4))),
    ]
    let (x, y) = (map.horizontal, map.vertical)
    if let theory, let low = x.values.first, let high = x.values.last, let bottom = y.values.first,
      let top = y.values.last
    {
      layers.append(
        .line(
          Series(label: "theory: \(theory.formula.typeset)", over: low...high, count: 400, style: .theory) { eta in
            let value = theory.stepSizeOfY(eta)
            return value >= bottom && value <= top ? value : .nan
          }))
    }
    for (index, mark) in marks.enumerated() {
      let markers: [LineStyle.Marker] = [.square, .triangle, .disc, .diamond]
      layers.append(
        .marker(
          Marker(
            mark.label, x: mark.x, y: mark.y,
            style: LineStyle(color: .black, marker: markers[index % markers.count], markerSize: 1.5))))
    }
    return Figure(
      title: title, x: Self.axis(x, player: "x"), y: Self.axis(y, player: "y"), layers: layers, aspect: .square,
      size: PictureSize(width: 900, height: 820))
  }

  private static func axis(_ axis: PlanarMap.Axis, player: String) -> Axis {
    Axis(
      "step size of \(player), \(axis.symbol.typeset)",
      range: .between(axis.values.first ?? 0, axis.values.last ?? 1))
  }
}
