import GameDynamics

/// Goes along a row of a map, from one group of neighbouring nodes to the next, and follows the equilibria.
struct RowWalk {
  /// What all groups share; the quantity along the row is set by `next`.
  private(set) var start: RunValues<Lanes>
  /// How many lanes of the present group count. The last group of a row repeats the row's last node; what is computed
  /// twice is dropped.
  private(set) var count = 0
  /// The present group's equilibria.
  private(set) var equilibria: [Players<[Lanes]>]
  /// Whether they differ from group to group.
  let equilibriaVary: Bool

  // Not the plane as a whole: a walk is copied for every row.
  private let game: any GameFamily
  private let quantity: RunQuantity
  private let values: [Double]
  private var first = 0
  private var follower: PlaneEquilibria.Follower

  /// Of no row yet: what all rows share.
  init(_ plane: MapPlane, _ places: PlaneEquilibria) {
    game = plane.setup.game
    quantity = plane.horizontal.quantity
    values = plane.horizontal.values
    start = RunValues<Lanes>(plane)
    equilibriaVary = places.fixed == nil
    equilibria = places.fixed?.map { $0.map { $0.map { Lanes($0) } } } ?? []
    follower = places.follower(ofRow: 0)
  }

  /// Before the first group of row j.
  func before(row j: Int, of plane: MapPlane, _ places: PlaneEquilibria) throws -> RowWalk {
    var walk = self
    try walk.start.set(plane.vertical.quantity, to: Lanes(plane.vertical.values[j]))
    if equilibriaVary { walk.follower = places.follower(ofRow: j) }
    return walk
  }

  /// Makes the group the next one; false after the last.
  mutating func next(_ group: inout RunValues<Lanes>) throws -> Bool {
    guard first < values.count else { return false }
    try group.set(quantity, to: Lanes(values, from: first))
    count = min(Lanes.laneCount, values.count - first)
    first += Lanes.laneCount
    if equilibriaVary { equilibria = try group.equilibria(of: game, &follower) }
    return true
  }
}
