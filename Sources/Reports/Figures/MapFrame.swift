import GnuplotScripts
import Maps
import RealModule

/// A point of a map that stands for a trajectory: both quantities' values, in the look that the trajectory has elsewhere.
public struct MapMark: Sendable, Equatable {
  /// What the legend says.
  public var label: String
  /// Where it stands.
  public var x: Double, y: Double
  /// The marker and its colour.
  public var style: LineStyle

  /// The mark of the `index`-th trajectory of a figure, counted from 0, with that trajectory's colour and marker.
  public init(_ label: String, x: Double, y: Double, trajectory index: Int) {
    self.init(label, x: x, y: y, style: LineStyle.numbered(index))
    style.markerSize = 1.8
  }

  /// A mark of any look.
  public init(_ label: String, x: Double, y: Double, style: LineStyle) {
    self.label = label
    self.x = x
    self.y = y
    self.style = style
  }
}

/// What the figures of all kinds of maps share: title, axes with symbol and meaning, the boundary that theory gives, and
/// the marks of trajectories.
struct MapFrame {
  let title: String
  let map: PlanarMap
  let theory: MapTheory?
  let theoryLabel: String?
  let marks: [MapMark]

  init(title: String, map: PlanarMap, theory: MapTheory?, theoryLabel: String? = nil, marks: [MapMark]) {
    self.title = title
    self.map = map
    self.theory = theory
    self.theoryLabel = theoryLabel
    self.marks = marks
  }

  /// The level that is drawn as "1". A hair above, since where a method is neutral (AltGD on xy keeps its ellipse) the
  /// radius is 1 up to rounding, and a contour of rounding errors is no boundary.
  static let boundary = 1 + 1e-6

  /// The map's numbers as a grid, each as the figure wants it.
  func grid(_ transform: (Double) -> Double = { $0 }) throws -> Grid {
    try Grid(x: map.horizontal.values, y: map.vertical.values, z: map.values.map(transform))
  }

  /// The figure: `layers`, over them theory and marks.
  func figure(_ all: [PlotLayer]) throws -> Figure {
    var layers = all.filter(Self.isDrawn)
    if let theory {
      // On a grid of its own, finer than most maps, so that it does not share the map's interpolation.
      let fine = try Grid(
        x: Self.refined(map.horizontal), y: Self.refined(map.vertical), theory.spectralRadius)
      let line = PlotLayer.contour(
        Contour(fine, at: Self.boundary, label: theoryLabel ?? "theory: \(theory.formula.typeset)", style: .theory))
      if Self.isDrawn(line) { layers.append(line) }
    }
    for mark in marks {
      // A white disc under it keeps the mark apart from any colour of the map.
      layers.append(
        .marker(
          Marker(
            x: mark.x, y: mark.y,
            style: LineStyle(color: .white, marker: .disc, markerSize: 1.7 * mark.style.markerSize)
          )))
      layers.append(.marker(Marker(mark.label, x: mark.x, y: mark.y, style: mark.style)))
    }
    return Figure(
      title: title, x: Self.axis(map.horizontal), y: Self.axis(map.vertical), layers: layers, legend: .beside,
      aspect: .square, size: PictureSize(width: 900, height: 800))
  }

  /// False for contours whose level the grid does not cross: a legend lists what is drawn.
  private static func isDrawn(_ layer: PlotLayer) -> Bool {
    guard case .contour(let contour) = layer else { return true }
    return contour.levels.contains { !contour.grid.contour(at: $0).isEmpty }
  }

  private static func refined(_ axis: PlanarMap.Axis) -> [Double] { axis.scale.nodes(axis.range, count: 401) }

  /// 1, 2 or 5 times a power of ten, so that three to six ticks fit: their numbers stay apart on a small panel too.
  static func tickDistance(_ values: [Double]) -> Double {
    let span = (values.last ?? 1) - (values.first ?? 0)
    let power = Double.pow(10, Double.log10(span / 3).rounded(.down))
    return [5.0, 2, 1].map { $0 * power }.first { span / $0 >= 2.5 } ?? power
  }

  private static func axis(_ axis: PlanarMap.Axis) -> Axis {
    Axis(
      "\(axis.meaning), \(axis.symbol)".typeset, scale: axis.scale == .log ? .log : .linear,
      range: .between(axis.range.lowerBound, axis.range.upperBound),
      ticks: axis.scale == .log ? .automatic : .every(Self.tickDistance(axis.values)))
  }
}
