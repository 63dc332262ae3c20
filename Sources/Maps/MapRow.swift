import GSLNumerics
import GameDynamics
import MapKernels
import RealModule
import StabilityAnalysis

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

  init(_ plane: MapPlane, _ kind: MapKind, _ places: PlaneEquilibria, kernels: KernelTable?) {
    self.places = places
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
    switch kind {
    case .spectralRadius:
      return try values(walk) { group, equilibria in
        guard let place = equilibria.first else { return Array(repeating: .nan, count: Lanes.laneCount) }
        return try spectralRadii(group, at: place)
      }
    case .lyapunovExponent(let steps):
      return try values(walk) { group, _ in
        try LyapunovExponent(steps: max(1, steps)).exponents(of: plane.setup.with(group))
      }
    case .convergenceRate, .stepsToConvergence, .finalDistance, .outcome:
      let row = SimulatedRow(walk, kind, of: plane)
      try kernel(row)
      return row.values
    }
  }

  /// The values of a row from those of its groups, a number a lane.
  private func values(
    _ start: RowWalk, _ ofGroup: (RunValues<Lanes>, [Players<[Lanes]>]) throws -> [Double]
  ) throws -> [Double] {
    var walk = start
    var group = walk.start
    var result: [Double] = []
    while try walk.next(&group) { result += try ofGroup(group, walk.equilibria).prefix(walk.count) }
    return result
  }

  private func spectralRadii(_ group: RunValues<Lanes>, at place: Players<[Lanes]>) throws -> [Double] {
    let coordinates = place.x + place.y
    let exists = (0..<Lanes.laneCount).map { lane in coordinates.allSatisfy { $0[lane: lane].isFinite } }
    guard exists.contains(true) else { return Array(repeating: .nan, count: Lanes.laneCount) }
    // Inner solvers see all lanes: where there is no equilibrium a number stands in, and the answer is masked.
    let sound = place.map { $0.map { c in Lanes { exists[$0] ? c[lane: $0] : 0 } } }
    return try IterationJacobian().jacobians(of: plane.setup.with(group), at: sound).enumerated().map { lane, matrix in
      exists[lane] && matrix.entries.allSatisfy(\.isFinite) ? try matrix.spectralRadius() : .nan
    }
  }
}
