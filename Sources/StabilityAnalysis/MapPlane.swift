import GSLNumerics
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
    var corners = MapGroup<Lanes>(self)
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

  /// The groups of neighbouring nodes of a row: each is handed to `body` with how many of its lanes count. What is the
  /// same in the whole row is set once.
  func forEachGroup(ofRow row: Int, _ body: (MapGroup<Lanes>, Int) throws -> Void) throws {
    let width = horizontal.values.count
    var group = MapGroup<Lanes>(self)
    try group.set(vertical.quantity, to: Lanes(vertical.values[row]))
    for first in stride(from: 0, to: width, by: Lanes.laneCount) {
      // The last group of a row repeats the row's last node; what is computed twice is dropped.
      try group.set(horizontal.quantity, to: Lanes(horizontal.values, from: first))
      try body(group, min(Lanes.laneCount, width - first))
    }
  }
}

/// Neighbouring nodes of a row, one a lane; of plain numbers, a single node.
struct MapGroup<S: Field> {
  var hyperparameters: Parameters<S>
  var gameParameters: Parameters<S>
  var start: Players<[S]>

  init(_ plane: MapPlane) {
    hyperparameters = plane.hyperparameters.lifted()
    gameParameters = plane.gameParameters.lifted()
    start = plane.start.map { $0.map { S($0) } }
  }

  mutating func set(_ quantity: MapQuantity, to value: S) throws {
    switch quantity {
    case .hyperparameter(let name): try hyperparameters.set(name, to: value)
    case .bothStepSizes: try hyperparameters.setStepSizes(Players(x: value, y: value))
    case .gameParameter(let name): try gameParameters.set(name, to: value)
    case .start(let player, let index):
      guard start[player].indices.contains(index) else {
        throw MapError.noSuchCoordinate(name: quantity.name, available: start[player].count)
      }
      start[player][index] = value
    }
  }
}

extension MapGroup<Lanes> {
  /// The game's equilibria, per lane: the k-th of each lane in the k-th place, NaN where a lane has no k-th. In order:
  /// the follower goes from lane to lane. Empty when no lane has any.
  func equilibria(of plane: MapPlane, _ follower: inout PlaneEquilibria.Follower) throws -> [Players<[Lanes]>] {
    var perLane: [[Players<[Double]>?]] = []
    for lane in 0..<Lanes.laneCount {
      perLane.append(try follower.equilibria(of: plane.game, gameParameters.mapped { $0[lane: lane] }))
    }
    return (0..<(perLane.map(\.count).max() ?? 0)).map { k in
      func coordinates(_ player: Player) -> [Lanes] {
        (0..<start[player].count).map { i in
          Lanes { lane in k < perLane[lane].count ? perLane[lane][k]?[player][i] ?? .nan : .nan }
        }
      }
      return Players(x: coordinates(.x), y: coordinates(.y))
    }
  }
}
