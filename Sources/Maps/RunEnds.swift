import GameDynamics
import StabilityAnalysis

/// Where runs of a plane lead: from nodes all over it, with the setup of each.
///
/// What is found this way does not depend on the window that the plane shows: runs leave it, and arrive at equilibria
/// outside.
struct RunEnds {
  private let plane: MapPlane

  init(of plane: MapPlane) { self.plane = plane }

  /// Nodes a side, and steps of a run.
  private static let (places, steps) = (9, 1000)

  /// The isolated equilibria at the ends of runs that are not among those known, each once, ordered by coordinates. Throws
  /// what building and evaluating the game throw.
  func equilibria(but known: [Players<[Double]>]) throws -> [Players<[Double]>] {
    let finder = EquilibriumFinder()
    let (game, parameters) = (plane.setup.game, plane.setup.gameParameters)
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
    func chosen(_ axis: PlanarMap.Axis) -> [Double] {
      let last = axis.values.count - 1
      let count = min(Self.places, axis.values.count)
      return (0..<count).map { axis.values[count == 1 ? 0 : $0 * last / (count - 1)] }
    }
    return try chosen(plane.vertical).flatMap { up in
      try chosen(plane.horizontal).compactMap { across in
        let setup = try plane.setup(at: (across, up))
        return try setup.build(then: Run(start: setup.start))
      }
    }
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
