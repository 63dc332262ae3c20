import GameDynamics
import MapKernels

/// What a thread does with the rows of a map, the unit of work of files and cancellation. A row depends on nothing but its plane
/// and kind, so that maps do not depend on how rows are dealt out.
struct MapRows {
  private let plane: MapPlane
  private let kind: MapKind
  private let walk: RowWalk
  /// The cycles that are told apart, which the job has found; nil where iterations differ.
  private let cycles: [Cycle]?
  /// The compiled kernel, or the general path, which gives the same numbers.
  private let kernel: KernelTable.Kernel

  /// Of a plane of the thread's own. `places` are the equilibria, which the job has prepared.
  init(_ plane: MapPlane, _ kind: MapKind, _ places: PlaneEquilibria, cycles: [Cycle]?, kernels: KernelTable?) {
    self.cycles = cycles
    walk = RowWalk(plane, places)
    self.plane = plane
    self.kind = kind
    if let compiled = kernels?.kernel(plane.setup.optimizer, plane.setup.game) {
      kernel = compiled
    } else {
      kernel = { series in try KernelTable.generalKernel(series, plane.setup.optimizer, plane.setup.game) }
    }
  }

  /// Computes rows until the queue has no more.
  func workThrough(_ queue: RowQueue) throws {
    switch kind.method {
    case .inspection(let inspect):
      while let row = queue.next() { queue.complete(try values(row, inspect)) }
    case .simulation(let simulation):
      try kernel(SimulatedRows(of: queue, walk, kind, simulation, of: plane, cycles: cycles))
    }
  }

  private func values(_ row: Int, _ inspect: (MapNodes) throws -> [Double]) throws -> [Double] {
    var group = walk.start
    var walk = walk
    try walk.begin(row: row, &group)
    var result: [Double] = []
    var nodes = MapNodes(setup: plane.setup, groups: [])
    // How many of the lanes are nodes: the last ones of a row repeat its last node.
    var count = 0
    while try walk.next(&group) {
      nodes.groups.append(.init(values: group, equilibria: walk.equilibria))
      count += walk.count
      guard nodes.groups.count == Self.groupsAtOnce || !walk.hasNext else { continue }
      result += try inspect(nodes).prefix(count)
      nodes.groups.removeAll(keepingCapacity: true)
      count = 0
    }
    return result
  }

  /// How many groups are looked at together.
  private static let groupsAtOnce = 4
}
