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
  /// Half the side of the square that is shown, around the equilibrium or the origin; nil for a square around all the motion
  /// and the equilibrium, of runs that diverge only what is near where they start.
  public var extent: Double?
  /// An equilibrium that was found, in the middle of the picture; nil for the first that the catalogue knows.
  public var equilibrium: Players<[Double]>?
  /// Whether every step is marked with a dot.
  public var marksSteps = true

  /// A phase plane.
  public init(
    title: String, game: any GameFamily, parameters: Parameters<Double>,
    trajectories: [(label: String, trajectory: Trajectory)], extent: Double? = nil
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
    let (centre, extent) = window(around: equilibria.first)
    let (left, right) = (centre.x - extent, centre.x + extent)
    let (bottom, top) = (centre.y - extent, centre.y + extent)
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
      let shown = Self.drawn(trajectory.points, around: centre, within: 10 * extent)
      var style = LineStyle.numbered(index)
      style.width = 1.5
      style.markerSize = 0.5
      let series = Series(label: label, x: shown.map(\.x), y: shown.map(\.y), style: style)
      layers.append(marksSteps ? .linePoints(series) : .line(series))
    }
    if let start = trajectories.first?.trajectory.points.first {
      layers.append(
        .marker(
          Marker("start", x: start.x[0], y: start.y[0], style: LineStyle(color: .black, marker: .box, markerSize: 1.4)))
      )
    }
    for (index, point) in equilibria.enumerated()
    where abs(point.x[0] - centre.x) <= extent && abs(point.y[0] - centre.y) <= extent {
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

extension PhasePlane {
  /// The middle and half the side of the square that is shown.
  private func window(around equilibrium: Players<[Double]>?) -> (centre: Players<Double>, extent: Double) {
    if let extent { return (equilibrium?.map { $0[0] } ?? Players(x: 0, y: 0), extent) }
    let starts = trajectories.compactMap(\.trajectory.points.first)
    var shown = starts + (equilibrium.map { [$0] } ?? [])
    func distance(_ a: Players<[Double]>, _ b: Players<[Double]>) -> Double {
      max(abs(a.x[0] - b.x[0]), abs(a.y[0] - b.y[0]))
    }
    // An equilibrium far away from motion that stays small would press it into a dot.
    let motion = trajectories.map { run in
      run.trajectory.points.prefix(100).map { distance($0, run.trajectory.points[0]) }
    }
    let moved = motion.joined().filter(\.isFinite).max() ?? 0
    if let equilibrium, let start = starts.first, distance(start, equilibrium) > 1e3 * moved, moved > 0 {
      shown = starts
    }
    let reach = starts.reduce(0) { reach, start in max(reach, shown.reduce(0) { max($0, distance($1, start)) }) }
    for (_, trajectory) in trajectories {
      guard let start = trajectory.points.first else { continue }
      let near = 3 * (reach > 0 ? reach : max(abs(start.x[0]), abs(start.y[0]), 1))
      switch trajectory.motion {
      case .diverges, .drifts: shown += trajectory.points.prefix { distance($0, start) <= near }
      default: shown += trajectory.points
      }
    }
    let xs = shown.map { $0.x[0] }.filter(\.isFinite)
    let ys = shown.map { $0.y[0] }.filter(\.isFinite)
    guard let left = xs.min(), let right = xs.max(), let bottom = ys.min(), let top = ys.max() else {
      return (Players(x: 0, y: 0), 1)
    }
    let centre = Players(x: (left + right) / 2, y: (bottom + top) / 2)
    return (centre, max(0.58 * max(right - left, top - bottom), 1e-3, 1e-6 * max(abs(centre.x), abs(centre.y))))
  }

  /// The points up to where a run leaves a square, and the place where it does: gnuplot clips at the picture's border, and what
  /// goes much further never comes back into its scale.
  private static func drawn(
    _ points: [Players<[Double]>], around centre: Players<Double>, within reach: Double
  ) -> [Players<Double>] {
    var result: [Players<Double>] = []
    for point in points {
      let place = point.map { $0[0] }
      let off = max(abs(place.x - centre.x), abs(place.y - centre.y))
      if off <= reach {
        result.append(place)
        continue
      }
      if let last = result.last, place.x.isFinite, place.y.isFinite {
        // The share of the last step after which the square is left.
        func share(_ from: Double, _ to: Double) -> Double {
          abs(to) <= reach ? 1 : ((to < 0 ? -reach : reach) - from) / (to - from)
        }
        let t = min(share(last.x - centre.x, place.x - centre.x), share(last.y - centre.y, place.y - centre.y))
        result.append(Players(x: last.x + t * (place.x - last.x), y: last.y + t * (place.y - last.y)))
      }
      break
    }
    return result
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
