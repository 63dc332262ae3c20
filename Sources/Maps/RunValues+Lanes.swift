import GameDynamics

/// Neighbouring nodes of a row of a map, one a lane.
extension RunValues<Lanes> {
  /// What all nodes of a plane share, the quantities of its axes at their standard values.
  init(_ plane: MapPlane) { self = plane.setup.values.mapped { Lanes($0) } }

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
