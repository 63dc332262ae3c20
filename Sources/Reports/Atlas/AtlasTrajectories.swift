import GameDynamics
import GnuplotScripts
import Maps
import RealModule
import StabilityAnalysis

/// Two trajectories of a page of the atlas: a slow y, and equal step sizes (in the quadratic game those that converge
/// and diverge in Schäfer, Zheng and Anandkumar, arXiv:1910.05852, to two digits).
struct AtlasTrajectories {
  /// The trajectories' places on the map.
  let marks: [MapMark]
  private let plane: MapPlane
  private let shown: [(label: String, trajectory: Trajectory)]

  /// How far along the range of step sizes the two pairs lie.
  private static let places = [Players(x: 0.6, y: 0.07), Players(x: 0.2, y: 0.2)]
  private static let steps = 150

  /// The trajectories of a plane of step sizes; nil where the game is not one of two numbers.
  init?(_ plane: MapPlane) throws {
    guard plane.setup.game.card.dimensions == Players(x: 1, y: 1) else { return nil }
    self.plane = plane
    var marks: [MapMark] = []
    var shown: [(label: String, trajectory: Trajectory)] = []
    for (index, place) in Self.places.enumerated() {
      let sizes = place.map { Self.rounded(plane.horizontal.value(at: $0)) }
      let label = "η_{x} = \(sizes.x.short), η_{y} = \(sizes.y.short)"
      shown.append((label, try Trajectory(plane.setup(at: (sizes.x, sizes.y)), steps: Self.steps)))
      marks.append(MapMark(label, x: sizes.x, y: sizes.y, trajectory: index))
    }
    (self.marks, self.shown) = (marks, shown)
  }

  /// The phase plane around the equilibrium and the start.
  func figure(title: String) throws -> Figure {
    let centre = try plane.equilibriaOfItsParameters().first ?? Players(x: [0], y: [0])
    let extent = max(abs(plane.setup.start.x[0] - centre.x[0]), abs(plane.setup.start.y[0] - centre.y[0]), 1e-3)
    var figure = try PhasePlane(
      title: title, game: plane.setup.game, parameters: plane.setup.gameParameters, trajectories: shown,
      extent: 2 * extent
    ).figure()
    figure.legend = .hidden
    // Few ticks, whose numbers stay apart on a small panel.
    figure.x.ticks = .every(extent)
    figure.y.ticks = .every(extent)
    return figure
  }

  /// To two significant digits.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0 else { return value }
    let unit = Double.pow(10, Double.log10(value).rounded(.down) - 1)
    return (value / unit).rounded() * unit
  }
}
