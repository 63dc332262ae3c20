import GameDynamics
import GnuplotScripts
import StabilityAnalysis

/// Trajectories of a game of two numbers over its gradient field.
public struct PhasePlane {
  /// What the figure is called.
  public var title: String
  /// The game whose field is drawn.
  public var game: any GameFamily
  /// Its parameters.
  public var parameters: Parameters<Double>
  /// The trajectories and their labels.
  public var trajectories: [(label: String, trajectory: Trajectory)]
  /// Half the side of the square that is shown, around the equilibrium or the origin.
  public var extent: Double
  /// An equilibrium that was found, in the middle of the picture; nil for the first that the catalogue knows.
  public var equilibrium: Players<[Double]>?
  /// Whether every step is marked with a dot.
  public var marksSteps = true

  /// A phase plane.
  public init(
    title: String, game: any GameFamily, parameters: Parameters<Double>,
    trajectories: [(label: String, trajectory: Trajectory)], extent: Double
  ) {
    self.title = title
    self.game = game
    self.parameters = parameters
    self.trajectories = trajectories
    self.extent = extent
  }

  /// The figure: arrows of equal length along (-∂f/∂x, -∂g/∂y), the trajectories up to where they leave the square, start
  /// and equilibria marked.
  public func figure() throws -> Figure {
    var equilibria = try game.equilibria(parameters)
    if let equilibrium { equilibria = [equilibrium] + equilibria.filter { $0 != equilibrium } }
    let centre = equilibria.first ?? Players(x: [0], y: [0])
    let (left, right) = (centre.x[0] - extent, centre.x[0] + extent)
    let (bottom, top) = (centre.y[0] - extent, centre.y[0] + extent)
    let nodes = 17
    func axis(_ low: Double, _ high: Double) -> [Double] {
      (0..<nodes).map { low + (high - low) * (Double($0) + 0.5) / Double(nodes) }
    }
    var layers: [PlotLayer] = [
      .arrows(
        try VectorField(
          label: game.card.isZeroSum ? "(−∂f/∂x, ∂f/∂y)" : "−(∂f/∂x, ∂g/∂y)", x: axis(left, right),
          y: axis(bottom, top), length: .equal, color: .grey
        ) { x, y in
          let gradient = try GradientField.gradients(of: game, parameters, at: Players(x: [x], y: [y]))
          return (-gradient.x[0], -gradient.y[0])
        })
    ]
    for (index, (label, trajectory)) in trajectories.enumerated() {
      // gnuplot clips at the border; what goes much further never comes back into the picture's scale.
      let shown = trajectory.points.prefix {
        abs($0.x[0] - centre.x[0]) <= 10 * extent && abs($0.y[0] - centre.y[0]) <= 10 * extent
      }
      var style = LineStyle.numbered(index)
      style.width = 1.5
      style.markerSize = 0.5
      let series = Series(label: label, x: shown.map { $0.x[0] }, y: shown.map { $0.y[0] }, style: style)
      layers.append(marksSteps ? .linePoints(series) : .line(series))
    }
    if let start = trajectories.first?.trajectory.points.first {
      layers.append(
        .marker(
          Marker("start", x: start.x[0], y: start.y[0], style: LineStyle(color: .black, marker: .box, markerSize: 1.4)))
      )
    }
    for (index, point) in equilibria.enumerated() {
      layers.append(
        .marker(
          Marker(
            index == 0 ? "equilibrium" : nil, x: point.x[0], y: point.y[0],
            style: LineStyle(color: .black, marker: .star, markerSize: 1.8))))
    }
    // Where only f is said there is no g to speak of.
    let goal = game.card.isZeroSum ? "maximises f" : "minimises g"
    let ticks = Axis.Ticks.every(MapFrame.tickDistance([left, right]))
    return Figure(
      title: title, x: Axis("x, which minimises f", range: .between(left, right), ticks: ticks),
      y: Axis("y, which \(goal)", range: .between(bottom, top), ticks: ticks), layers: layers, legend: .right,
      aspect: .equalUnits)
  }
}

/// The players' own gradients of a game of the catalogue, at any point.
enum GradientField {
  static func gradients(
    of game: any GameFamily, _ parameters: Parameters<Double>, at point: Players<[Double]>
  ) throws -> Players<[Double]> {
    try game.build(parameters, then: AtPoint(point: point))
  }

  private struct AtPoint: GameContinuation {
    typealias Scalar = Double
    let point: Players<[Double]>
    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Players<[Double]>
    where G.V: CoordinateVector, G.V.Scalar == Double {
      try game.gradients(at: point.map { try G.V(coordinates: $0) }).map { try $0.coordinates() }
    }
  }
}
