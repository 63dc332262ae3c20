import GnuplotScripts
import Maps

/// A map of spectral radii or rates, blue where the optimizer converges and orange where it diverges, with the boundary
/// that was computed and the one that theory gives.
public struct StabilityMapFigure {
  /// What the figure is called.
  public var title: String
  /// The numbers: spectral radii or measured rates.
  public var map: PlanarMap
  /// What the colour bar says.
  public var quantity: String
  /// The spectral radius in closed form, if it is known: its contour at 1 is drawn over the map.
  public var theory: MapTheory?
  /// The range of the colours; nil takes the data's, symmetric about 1 and at most 0 to 2.
  public var colours: ClosedRange<Double>?
  /// Trajectories to mark.
  public var marks: [MapMark] = []
  /// After how many steps the rates were measured; nil for exact radii. A cycle's rate is 1 and noise: the contour is then
  /// drawn where the distance shrinks e-fold in the half of the run that is measured, at 1 - 2/steps.
  public var measuredSteps: Int?
  /// The boundary to 1e-10, drawn in the place of a contour of the map; nil draws the contour.
  public var boundary: StabilityBoundary?

  /// A figure of a map.
  public init(
    title: String, map: PlanarMap, quantity: String, theory: MapTheory? = nil, colours: ClosedRange<Double>? = nil,
    marks: [MapMark] = []
  ) {
    self.title = title
    self.map = map
    self.quantity = quantity
    self.theory = theory
    self.colours = colours
    self.marks = marks
  }

  /// The map's numbers as a grid.
  public func grid() throws -> Grid { try frame.grid() }

  private var frame: MapFrame {
    // With colours given the figure is one of many, whose formulas differ and whose legend is shared.
    MapFrame(title: title, map: map, theory: theory, theoryLabel: colours == nil ? nil : "theory", marks: marks)
  }

  /// The figure. The colours span at most 0 to 2 around 1, so that the boundary is where they change.
  public func figure() throws -> Figure {
    let grid = try grid()
    let spread = max(0.02, min(1, map.values.reduce(0) { $1.isFinite ? max($0, abs($1 - 1)) : $0 }))
    let border =
      boundary.map(Self.lines) ?? [
        .contour(
          Contour(
            grid, at: measuredSteps.map { 1 - 2 / Double($0) } ?? MapFrame.boundary, label: "\(quantity) = 1",
            style: LineStyle(color: Color.okabeIto[2], width: 4)))
      ]
    return try frame.figure(
      [
        .heatMap(
          HeatMap(
            grid, colorLabel: quantity, palette: .diverging(center: 1), range: colours ?? (1 - spread)...(1 + spread),
            maskedLabel: "no finite number"))
      ] + border)
  }

  /// The boundary, each kind of bifurcation in a colour of its own.
  private static func lines(of boundary: StabilityBoundary) -> [PlotLayer] {
    // Secondary curves thin, below the boundary.
    let secondary = boundary.secondary.map { piece in
      let (label, color): (String, Color) =
        switch piece.kind {
        case .flip: ("one more outside: flip", Color.okabeIto[2])
        case .neimarkSacker: ("two more outside: a pair", Color.okabeIto[3])
        case .plusOne, .fold: ("one more outside: λ = +1", Color(0x882255))
        }
      return PlotLayer.line(
        Series(
          label: label, x: piece.points.map(\.horizontal), y: piece.points.map(\.vertical),
          style: LineStyle(color: color, dash: .shortDashed, width: 2)))
    }
    return secondary
      + boundary.pieces.map { piece in
        let (label, color): (String, Color) =
          switch piece.kind {
          case .flip: ("ρ = 1: flip, λ = −1", Color.okabeIto[2])
          case .neimarkSacker: ("ρ = 1: Neimark-Sacker (a pair)", Color.okabeIto[3])
          case .plusOne: ("ρ = 1: λ = +1", Color(0x882255))
          case .fold: ("fold: the equilibrium ends", .black)
          }
        return .line(
          Series(
            label: label, x: piece.points.map(\.horizontal), y: piece.points.map(\.vertical),
            style: LineStyle(color: color, width: 4)))
      }
  }
}
