import GameDynamics
import MapKernels

/// The simulations of one row of a map, handed to a kernel group after group, and the row's values made of their results.
final class SimulatedRow: SimulationSeries {
  /// A value a node, of the groups that are done.
  @exclusivity(unchecked) private(set) var values: [Double] = []
  let request: SimulationRequest
  let varies: SimulationParts

  private let simulation: MapKind.Simulation
  private let needsEquilibrium: Bool
  private let cycles: [Cycle]?
  private let nodes: Int
  @exclusivity(unchecked) private var walk: RowWalk

  /// The row of a walk that has not begun, for a kind that simulates.
  init(
    _ walk: RowWalk, _ kind: MapKind, _ simulation: MapKind.Simulation, of plane: MapPlane, cycles: [Cycle]?
  ) {
    self.walk = walk
    self.cycles = cycles
    self.simulation = simulation
    needsEquilibrium = kind.equilibria == .required
    varies = SimulationParts(
      (plane.gameVaries ? [.game] : []) + (plane.startVaries ? [.start] : []) as [SimulationParts])
    var request = SimulationRequest(walk.start, steps: 0)
    request.targets = walk.equilibria
    simulation.prepare(&request)
    self.request = request
    nodes = plane.horizontal.values.count
    values.reserveCapacity(nodes)
  }

  func next(_ request: inout SimulationRequest) throws -> Bool {
    while try walk.next(&request.values) {
      guard walk.equilibriaVary else { return true }
      if !needsEquilibrium || !walk.equilibria.isEmpty {
        request.targets = walk.equilibria
        simulation.prepare(&request)
        return true
      }
      values += Array(repeating: .nan, count: walk.count)
    }
    return false
  }

  func take(_ result: SimulationResult) {
    // The walk may be a group ahead, where all groups share the game, and so its equilibria.
    let count = min(Lanes.laneCount, nodes - values.count)
    simulation.read(
      SimulatedNodes(result: result, equilibria: walk.equilibria, cycles: cycles, count: count), &values)
  }
}
