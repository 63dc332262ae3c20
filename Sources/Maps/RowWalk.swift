import GameDynamics

/// Goes along the rows of a map, from one group of neighbouring nodes to the next, and follows the equilibria.
struct RowWalk {
  /// What all groups share; the quantities of the axes are set by `begin` and `next`.
  let start: RunValues<Lanes>
  /// How many lanes of the present group count. The last group of a row repeats the row's last node; what is computed
  /// twice is dropped.
  private(set) var count = 0
  /// The present group's equilibria.
  private(set) var equilibria: [Players<[Lanes]>]
  /// Whether they differ from group to group.
  let equilibriaVary: Bool

  private let plane: MapPlane
  private let places: PlaneEquilibria
  private var first: Int
  private var follower: PlaneEquilibria.Follower

  /// Before the first row that is begun.
  init(_ plane: MapPlane, _ places: PlaneEquilibria) {
    (self.plane, self.places) = (plane, places)
    first = plane.horizontal.values.count
    start = RunValues<Lanes>(plane)
    equilibriaVary = places.fixed == nil
    equilibria = places.fixed?.map { $0.map { $0.map { Lanes($0) } } } ?? []
    follower = places.follower(ofRow: 0)
  }

  /// Goes before row j, and sets in the group what its nodes share.
  mutating func begin(row j: Int, _ group: inout RunValues<Lanes>) throws {
    first = 0
    try group.set(plane.vertical.quantity, to: Lanes(plane.vertical.values[j]))
    if equilibriaVary { follower = places.follower(ofRow: j) }
  }

  /// Whether the row has another group.
  var hasNext: Bool { first < plane.horizontal.values.count }

  /// Makes the group the next one of the row; false after the last.
  mutating func next(_ group: inout RunValues<Lanes>) throws -> Bool {
    guard hasNext else { return false }
    try group.set(plane.horizontal.quantity, to: Lanes(plane.horizontal.values, from: first))
    count = min(Lanes.laneCount, plane.horizontal.values.count - first)
    first += Lanes.laneCount
    if equilibriaVary { equilibria = try group.equilibria(of: plane.setup.game, &follower) }
    return true
  }
}
