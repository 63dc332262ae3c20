import GameDynamics
import StabilityAnalysis

/// Where runs lead: from nodes all over a plane, with the setup of each, or from many starts.
///
/// What is found this way does not depend on the window that a plane shows: runs leave it, and arrive at equilibria
/// outside.
struct RunEnds {
  private let setups: [RunSetup<Double>]

  /// Of a plane.
  init(of plane: MapPlane) throws {
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
  init(of setup: RunSetup<Double>, from starts: [Players<[Double]>]) {
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

  private func ends() throws -> [Players<[Double]>] {
    try setups.compactMap { try $0.build(then: Run(start: $0.start)) }
  }

  /// The end of a run that neither diverges nor breaks down.
  private struct Run: RunContinuation {
    typealias Scalar = Double
    let start: Players<[Double]>

    func callAsFunction<O: Optimizer, G: SecondOrderGame>(_ optimizer: O, on game: G) throws -> Players<[Double]>?
    where O.V == G.V, G.V: CoordinateVector, G.V.Scalar == Double {
      let driver = Driver<G.V>(stepCap: RunEnds.steps, divergenceBound: 1e6)
      let result = try driver.runUnobserved(
        optimizer, on: FixedGame(game), from: start.map { try G.V(coordinates: $0) })
      guard case .stepCapReached = result.outcome else { return nil }
      return try result.point.map { try $0.coordinates() }
    }
  }
}
