import GameDynamics
import MapKernels

/// What is mapped: an optimizer on a game, over a plane of two quantities, everything else fixed.
///
/// Any two of the optimizer's hyperparameters, the game's parameters and the coordinates of the start may be the axes.
public struct MapPlane: Sendable {
  /// The optimizer.
  public let optimizer: any OptimizerFamily
  /// The optimizer's hyperparameters; those on an axis are replaced.
  public private(set) var hyperparameters: Parameters<Double>
  /// The game.
  public let game: any GameFamily
  /// The game's parameters; those on an axis are replaced.
  public private(set) var gameParameters: Parameters<Double>
  /// Where simulations start; coordinates on an axis are replaced.
  public private(set) var start: Players<[Double]>
  /// Which equilibria the map is measured against.
  public var equilibria = MapEquilibria.knownOrFound
  /// The quantity along a row, and the one across rows.
  public private(set) var horizontal: PlanarMap.Axis, vertical: PlanarMap.Axis

  /// A plane. Throws `MapError.noSuchCoordinate`, `.sameQuantityTwice`, and `ParameterError` for a parameter that there
  /// is not or that an axis takes out of its bounds.
  public init(
    optimizer: any OptimizerFamily, hyperparameters: Parameters<Double>, game: any GameFamily,
    gameParameters: Parameters<Double>, start: Players<[Double]>? = nil, horizontal: PlanarMap.Axis,
    vertical: PlanarMap.Axis
  ) throws {
    self.optimizer = optimizer
    self.hyperparameters = hyperparameters
    self.game = game
    self.gameParameters = gameParameters
    self.start = start ?? game.card.standardStart
    self.horizontal = horizontal
    self.vertical = vertical
    guard !horizontal.quantity.overlaps(vertical.quantity) else {
      throw MapError.sameQuantityTwice(name: horizontal.name, other: vertical.name)
    }
    // The corners hold the extremes of every parameter: what is accepted there is accepted everywhere.
    var corners = SimulationGroup<Lanes>(self)
    for axis in [horizontal, vertical] {
      for value in [axis.values.first, axis.values.last].compactMap({ $0 }) {
        try corners.set(axis.quantity, to: Lanes(value))
      }
    }
  }

  /// The equilibria at the plane's own parameters, which are those of every node unless a parameter of the game is on an
  /// axis; empty where none is known or found. Throws `MapError.noEquilibriumNear`, and what building the game throws.
  public func equilibriaOfItsParameters() throws -> [Players<[Double]>] {
    try PlaneEquilibria(self).fixed ?? []
  }

  /// An equal plane for a thread of its own: see `Parameters.unshared`.
  func unshared() -> MapPlane {
    var copy = self
    copy.hyperparameters = hyperparameters.unshared()
    copy.gameParameters = gameParameters.unshared()
    copy.start = start.map { $0.map { $0 } }
    copy.horizontal = horizontal.unshared()
    copy.vertical = vertical.unshared()
    return copy
  }

  /// True when a parameter of the game is on an axis, so that equilibria differ from node to node.
  public var gameVaries: Bool {
    [horizontal, vertical].contains { if case .gameParameter = $0.quantity { true } else { false } }
  }
}
