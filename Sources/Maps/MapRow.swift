import GameDynamics
import MapKernels

/// One row of a map: the unit of work of threads, files and cancellation. A row depends on nothing but its plane and
/// kind, so that maps do not depend on how rows are dealt out.
struct MapRow {
  let plane: MapPlane
  let kind: MapKind
  /// The compiled kernel, or the general path, which gives the same numbers.
  let kernel: KernelTable.Kernel
  /// Where the equilibria are, which the job has prepared.
  private let places: PlaneEquilibria
  private let walk: RowWalk
  /// The cycles that are told apart, which the job has found; nil where iterations differ.
  private let cycles: [Cycle]?

  init(_ plane: MapPlane, _ kind: MapKind, _ places: PlaneEquilibria, cycles: [Cycle]?, kernels: KernelTable?) {
    self.places = places
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

  /// The values of row j.
  func values(_ j: Int) throws -> [Double] {
    let walk = try walk.before(row: j, of: plane, places)
    func inspected(_ inspect: (MapNodes) throws -> [Double]) throws -> [Double] {
      var group = walk.start
      var result: [Double] = []
      var rest = walk
      while try rest.next(&group) {
        let nodes = MapNodes(setup: plane.setup.with(group), equilibria: rest.equilibria)
        result += try inspect(nodes).prefix(rest.count)
      }
      return result
    }
    switch kind.method {
    case .inspection(let inspect): return try inspected(inspect)
    case .simulation(let simulation):
      let row = SimulatedRow(walk, kind, simulation, of: plane, cycles: cycles)
      try kernel(row)
      return row.values
    }
  }
}
