import GameDynamics
import GnuplotScripts
import RealModule
import StabilityAnalysis

/// A stability map over two step sizes, with the boundary that was computed and the one that theory gives.
public struct StabilityMapFigure {
  /// What the figure is called.
  public var title: String
  /// The numbers: spectral radii or measured rates.
  public var map: PlanarMap
  /// What the colour bar says.
  public var quantity: String
  /// The spectral radius in closed form, if it is known: its contour at 1 is drawn over the map.
  public var theory: StabilityTheory.Law?
  /// The range of the colours; nil takes the data's, symmetric about 1 and at most 0 to 2.
  public var colours: ClosedRange<Double>?
  /// Points to mark, with their labels.
  public var marks: [(label: String, x: Double, y: Double)] = []

  /// A figure of a map.
  public init(
    title: String, map: PlanarMap, quantity: String, theory: StabilityTheory.Law? = nil,
    colours: ClosedRange<Double>? = nil,
    marks: [(label: String, x: Double, y: Double)] = []
  ) {
    self.title = title
    self.map = map
    self.quantity = quantity
    self.theory = theory
    self.colours = colours
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
          grid, colorLabel: quantity, palette: .diverging(center: 1), range: colours ?? (1 - spread)...(1 + spread),
          maskedLabel: map.values.contains { !$0.isFinite } ? "not finite" : nil)),
      .contour(
        Contour(grid, at: Self.boundary, label: "\(quantity) = 1", style: LineStyle(color: Color.okabeIto[2], width: 4))
      ),
    ]
    let (x, y) = (map.horizontal, map.vertical)
    if let theory {
      // On a grid of its own, finer than most maps, so that it does not share the map's interpolation.
      let fine = try Grid(x: Self.refined(x.values), y: Self.refined(y.values)) { x, y in
        theory.spectralRadius(Players(x: x, y: y))
      }
      layers.append(
        .contour(
          Contour(
            fine, at: Self.boundary, label: colours == nil ? "theory: \(theory.formula.typeset)" : "theory",
            style: .theory)))
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

  /// The level that is drawn as "1". A hair above, since where a method is neutral (AltGD on xy keeps its ellipse) the
  /// radius is 1 up to rounding, and a contour of rounding errors is no boundary.
  private static let boundary = 1 + 1e-6

  private static func refined(_ values: [Double]) -> [Double] {
    guard let low = values.first, let high = values.last else { return values }
    return (0...400).map { low + (high - low) * Double($0) / 400 }
  }

  /// 1, 2 or 5 times a power of ten, so that three to six ticks fit: their numbers stay apart on a small panel too.
  private static func tickDistance(_ values: [Double]) -> Double {
    let span = (values.last ?? 1) - (values.first ?? 0)
    let power = Double.pow(10, Double.log10(span / 3).rounded(.down))
    return [5.0, 2, 1].map { $0 * power }.first { span / $0 >= 2.5 } ?? power
  }

  private static func axis(_ axis: PlanarMap.Axis, player: String) -> Axis {
    Axis(
      "step size of \(player), \(axis.symbol.typeset)",
      range: .between(axis.values.first ?? 0, axis.values.last ?? 1), ticks: .every(Self.tickDistance(axis.values)))
  }
}
