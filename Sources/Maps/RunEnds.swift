import GameDynamics
import MapKernels
import StabilityAnalysis

/// Where runs lead: from nodes all over a plane, with the setup of each, or from many starts.
///
/// What is found this way does not depend on the window that a plane shows: runs leave it, and arrive at equilibria
/// outside.
struct RunEnds {
  private let setups: [RunSetup<Double>]
  private let kernels: KernelTable?

  /// Of a plane whose nodes all have one game.
  init(of plane: MapPlane, kernels: KernelTable?) throws {
    self.kernels = kernels
    func chosen(_ axis: PlanarMap.Axis) -> [Double] {
      let last = axis.values.count - 1
      let count = min(Self.places, axis.values.count)
      return (0..<count).map { axis.values[count == 1 ? 0 : $0 * last / (count - 1)] }
    }
    setups = try chosen(plane.vertical).flatMap { up in
      try chosen(plane.horizontal).map { across in try plane.setup(at: (across, up)) }
    }
  }

  /// Of one setup from several starts.
  init(of setup: RunSetup<Double>, from starts: [Players<[Double]>], kernels: KernelTable?) {
    self.kernels = kernels
    setups = starts.map { start in
      var copy = setup
      copy.start = start
      return copy
    }
  }

  /// Nodes a side, and steps of a run.
  private static let (places, steps) = (9, 1000)

  /// The isolated equilibria at the ends of runs that are not among those known, each once, ordered by coordinates. Throws
  /// what building and evaluating the game throw.
  func equilibria(but known: [Players<[Double]>]) throws -> [Players<[Double]>] {
    let finder = EquilibriumFinder()
    guard let (game, parameters) = setups.first.map({ ($0.game, $0.gameParameters) }) else { return [] }
    var found: [Players<[Double]>] = []
    for end in try ends() {
      let size = 1 + (end.x + end.y).reduce(0) { max($0, abs($1)) }
      func isNear(_ other: Players<[Double]>, _ bound: Double) -> Bool {
        zip(end.x + end.y, other.x + other.y).allSatisfy { abs($0 - $1) <= bound * size }
      }
      guard !(known + found).contains(where: { isNear($0, 1e-6) }) else { continue }
      guard let point = try finder.search(game, parameters, from: end), isNear(point, 1e-6),
        try finder.isolation(of: point, game, parameters) == .isolated
      else { continue }
      found.append(point)
    }
    return found.sorted { ($0.x + $0.y).lexicographicallyPrecedes($1.x + $1.y) }
  }

  /// The ends of the runs that neither diverge nor break down. By the maps' kernels: run after run it took longer than many
  /// a map.
  private func ends() throws -> [Players<[Double]>] {
    guard let first = setups.first else { return [] }
    let series = try EndSeries(setups.map(\.values))
    if let kernel = kernels?.kernel(first.optimizer, first.game) {
      try kernel(series)
    } else {
      try KernelTable.generalKernel(series, first.optimizer, first.game)
    }
    return series.ends
  }

  /// Runs of one game, handed to a kernel group after group.
  private final class EndSeries: SimulationSeries {
    private(set) var ends: [Players<[Double]>] = []
    let request: SimulationRequest
    var varies: SimulationParts { .start }
    private let runs: [RunValues<Double>]
    private var asked = 0, done = 0

    init(_ runs: [RunValues<Double>]) throws {
      self.runs = runs
      request = SimulationRequest(try RunValues(laneByLane: runs), steps: RunEnds.steps, divergenceBound: 1e6)
    }

    func next(_ request: inout SimulationRequest) throws -> Bool {
      guard asked < runs.count else { return false }
      request.values = try RunValues(laneByLane: Array(runs.dropFirst(asked)))
      asked += Lanes.laneCount
      return true
    }

    func take(_ result: SimulationResult) {
      for lane in 0..<min(Lanes.laneCount, runs.count - done) {
        if case .stepCapReached = result.outcomes[lane] { ends.append(result.point.map { $0.map { $0[lane: lane] } }) }
      }
      done += Lanes.laneCount
    }
  }
}
