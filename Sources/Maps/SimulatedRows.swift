import GameDynamics
import MapKernels

/// The simulations of the rows of a map that a thread works on, handed to a kernel group after group, and the rows' values made
/// of their results. One series, whatever the number of rows: where the game is the same all over the map, a thread makes it
/// once.
final class SimulatedRows: SimulationSeries {
  let request: SimulationRequest
  let varies: SimulationParts

  private let queue: RowQueue
  private let simulation: MapKind.Simulation
  private let needsEquilibrium: Bool
  private let startSize: Double
  private let nodes: SimulatedNodes
  private let width: Int
  @exclusivity(unchecked) private var walk: RowWalk
  /// The values of the first row that is not complete, of the groups that are done.
  @exclusivity(unchecked) private var values: [Double] = []

  /// The rows of a queue, for a kind that simulates.
  init(
    of queue: RowQueue, _ walk: RowWalk, _ kind: MapKind, _ simulation: MapKind.Simulation, of plane: MapPlane,
    cycles: [Cycle]?
  ) {
    self.queue = queue
    self.walk = walk
    self.simulation = simulation
    needsEquilibrium = kind.equilibria == .required
    startSize = plane.startSize
    varies = SimulationParts(
      (plane.gameVaries ? [.game] : []) + (plane.startVaries ? [.start] : []) as [SimulationParts])
    var request = SimulationRequest(walk.start, steps: 0)
    request.targets = walk.equilibria
    simulation.prepare(&request, startSize: startSize)
    self.request = request
    nodes = SimulatedNodes(before: request, equilibria: walk.equilibria, cycles: cycles)
    width = plane.horizontal.values.count
    values.reserveCapacity(width)
  }

  func next(_ request: inout SimulationRequest) throws -> Bool {
    while true {
      while try walk.next(&request.values) {
        guard walk.equilibriaVary else { return true }
        if !needsEquilibrium || !walk.equilibria.isEmpty {
          request.targets = walk.equilibria
          simulation.prepare(&request, startSize: startSize)
          return true
        }
        values += Array(repeating: .nan, count: walk.count)
        completeRow()
      }
      guard let row = queue.next() else { return false }
      try walk.begin(row: row, &request.values)
    }
  }

  func take(_ result: SimulationResult) {
    // The walk may be a group ahead, where all groups share the game, and so its equilibria.
    if walk.equilibriaVary { nodes.equilibria = walk.equilibria }
    nodes.result = result
    nodes.count = min(Lanes.laneCount, width - values.count)
    simulation.read(nodes, &values)
    completeRow()
  }

  private func completeRow() {
    guard values.count == width else { return }
    queue.complete(values)
    values = []
    values.reserveCapacity(width)
  }
}
