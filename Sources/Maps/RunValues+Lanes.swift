import GameDynamics
import MapKernels

/// A group is neighbouring nodes of a row of a map, one a lane; of plain numbers, a single node.
extension SimulationGroup {
  /// What all nodes of a plane share, the quantities of its axes at their standard values.
  init(_ plane: MapPlane) {
    self.init(
      hyperparameters: plane.hyperparameters.lifted(), gameParameters: plane.gameParameters.lifted(),
      start: plane.start.map { $0.map { S($0) } })
  }

  /// Sets what an axis varies. Throws `ParameterError` and `MapError.noSuchCoordinate`.
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

extension SimulationGroup<Lanes> {
  /// The game's equilibria, per lane: the k-th of each lane in the k-th place, NaN where a lane has no k-th. In order:
  /// the follower goes from lane to lane. Empty when no lane has any.
  func equilibria(of game: any GameFamily, _ follower: inout PlaneEquilibria.Follower) throws -> [Players<[Lanes]>] {
    var perLane: [[Players<[Double]>?]] = []
    for lane in 0..<Lanes.laneCount {
      perLane.append(try follower.equilibria(of: game, gameParameters.mapped { $0[lane: lane] }))
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
