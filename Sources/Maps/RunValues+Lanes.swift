import GameDynamics

/// Runs side by side, one a lane: most often neighbouring nodes of a row of a map.
extension RunValues<Lanes> {
  /// The numbers of several runs with the same parameters' names, at least one; lanes beyond their end repeat the last.
  init(laneByLane runs: [RunValues<Double>]) throws {
    func lanes(_ number: (RunValues<Double>) throws -> Double) rethrows -> Lanes {
      try Lanes { try number(runs[min($0, runs.count - 1)]) }
    }
    self = runs[0].mapped { Lanes($0) }
    for name in hyperparameters.specs.map(\.name) {
      try hyperparameters.set(name, to: lanes { try $0.hyperparameters.value(name) })
    }
    for name in gameParameters.specs.map(\.name) {
      try gameParameters.set(name, to: lanes { try $0.gameParameters.value(name) })
    }
    for player in Player.allCases {
      for i in start[player].indices { start[player][i] = lanes { $0.start[player][i] } }
    }
  }

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
