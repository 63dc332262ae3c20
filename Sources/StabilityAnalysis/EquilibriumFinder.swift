import GSLNumerics
import GameDynamics

/// Finds equilibria of a game: points where both players' own gradients vanish, F(x, y) = (∂f/∂x, ∂g/∂y) = 0.
///
/// By GSL's hybrid of Newton's method and Powell's dogleg, with the game's exact Jacobian from its local model. A root of
/// F is a critical point; whether it is a Nash equilibrium, let alone stable, is for the caller to judge.
public struct EquilibriumFinder: Sendable {
  /// ‖F‖₁ at or below this counts as zero.
  public var tolerance: Double

  /// Stops where ‖F‖₁ is at most `tolerance`.
  public init(tolerance: Double = 1e-12) { self.tolerance = tolerance }

  /// The equilibria that the catalogue knows, else the one that the search finds from `start`, else none.
  ///
  /// Throws what building and evaluating the game throw.
  public func equilibria(
    of game: any GameFamily, _ parameters: Parameters<Double>, from start: Players<[Double]>? = nil
  ) throws -> [Players<[Double]>] {
    let known = try game.equilibria(parameters)
    if !known.isEmpty { return known }
    return try search(game, parameters, from: start ?? game.card.standardStart).map { [$0] } ?? []
  }

  /// All equilibria that searches from many points find, each once (within 1e-6 of its size), ordered by coordinates.
  public func equilibria(
    of game: any GameFamily, _ parameters: Parameters<Double>, fromAll starts: [Players<[Double]>]
  ) throws -> [Players<[Double]>] {
    var found: [Players<[Double]>] = []
    func squaredDistance(_ a: Players<[Double]>, _ b: Players<[Double]>) -> Double {
      zip(a.x + a.y, b.x + b.y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    for start in starts {
      guard let point = try search(game, parameters, from: start) else { continue }
      let size = 1 + (point.x + point.y).reduce(0) { max($0, abs($1)) }
      if !found.contains(where: { squaredDistance($0, point) <= 1e-12 * size * size }) { found.append(point) }
    }
    return found.sorted { ($0.x + $0.y).lexicographicallyPrecedes($1.x + $1.y) }
  }

  /// The equilibrium that the search finds from a point, to about the precision of numbers; nil when it finds none.
  public func search(
    _ game: any GameFamily, _ parameters: Parameters<Double>, from start: Players<[Double]>
  ) throws -> Players<[Double]>? {
    if game.constraints != nil {
      let search = Search(
        tolerance: tolerance, field: { try game.build(parameters, then: EquilibriumField(of: game, at: $0)) },
        jacobian: { try EquilibriumField<Dual<Double>>.jacobian(of: game, parameters, at: $0) })
      return try search.root(from: start)
    }
    return try game.build(parameters, then: WithGame(tolerance: tolerance, start: start))
  }

  private struct WithGame: GameContinuation {
    typealias Scalar = Double
    let tolerance: Double
    let start: Players<[Double]>

    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Players<[Double]>?
    where G.V: CoordinateVector, G.V.Scalar == Double {
      let m = start.x.count
      func point(_ u: [Double]) throws -> Players<G.V> {
        Players(x: try G.V(coordinates: Array(u.prefix(m))), y: try G.V(coordinates: Array(u.dropFirst(m))))
      }
      return try Search(tolerance: tolerance) { u in
        let gradients = try game.gradients(at: point(u))
        return try gradients.x.coordinates() + gradients.y.coordinates()
      } jacobian: { u in
        try GameJacobian.matrix(of: game.localModel(at: point(u)), at: point(u))
      }.root(from: start)
    }
  }

  /// The search for a zero of a field.
  private struct Search {
    let tolerance: Double
    let field: ([Double]) throws -> [Double]
    let jacobian: ([Double]) throws -> Matrix

    func root(from start: Players<[Double]>) throws -> Players<[Double]>? {
      let m = start.x.count
      let root =
        try MultivariateRootFinder(tolerance: tolerance).root(
          from: start.x + start.y, value: field, jacobian: jacobian)
        ?? shortestSteps(from: start.x + start.y, field, jacobian)
      guard let root, let sharpened = try sharpened(root, field, jacobian) else { return nil }
      return Players(x: Array(sharpened.prefix(m)), y: Array(sharpened.dropFirst(m)))
    }

    /// Where equilibria form lines the Jacobian is singular on all of them, and sometimes everywhere: of all steps that
    /// solve Newton's equation best, the shortest is taken, halved until it helps.
    private func shortestSteps(
      from start: [Double], _ field: ([Double]) throws -> [Double], _ jacobian: ([Double]) throws -> Matrix
    ) throws -> [Double]? {
      func size(_ u: [Double]) -> Double { u.reduce(0) { $0 + abs($1) } }
      var place = start
      for _ in 0..<100 {
        let value = try field(place)
        if size(value) <= tolerance { return place }
        let matrix = try jacobian(place)
        guard value.allSatisfy(\.isFinite), matrix.entries.allSatisfy(\.isFinite) else { return nil }
        let step = try SingularValues(of: matrix).leastSquares(value)
        var share = 1.0
        var next = zip(place, step).map { $0 - $1 }
        while share > 1e-3, !(try size(field(next)) < size(value)) {
          share /= 2
          next = zip(place, step).map { $0 - share * $1 }
        }
        if share <= 1e-3 { return nil }
        place = next
      }
      return nil
    }

    /// A root after more steps of Newton's, as long as each halves the gradients: one at an ordinary root, many at a
    /// multiple one. Nil where the first is so long that no root is near: F(x) = e^x falls below any tolerance and has
    /// none. On lines of equilibria a long step says nothing; there the shortest of the steps must end in a root outright.
    private func sharpened(
      _ root: [Double], _ field: ([Double]) throws -> [Double], _ jacobian: ([Double]) throws -> Matrix
    ) throws -> [Double]? {
      func size(_ u: [Double]) -> Double { u.reduce(0) { $0 + abs($1) } }
      var place = root
      for round in 0..<60 {
        let value = try field(place)
        if size(value) == 0 { break }
        let matrix = try jacobian(place)
        guard matrix.entries.allSatisfy(\.isFinite) else { return round == 0 ? nil : place }
        let singular = try SingularValues(of: matrix)
        let step = singular.leastSquares(value, relative: 1e-15)
        if round == 0, size(step) > 1e-3 * (1 + size(root)) {
          let short = zip(root, singular.leastSquares(value, relative: 1e-6)).map { $0 - $1 }
          return try size(field(short)) <= 1e-3 * size(value) ? short : nil
        }
        let next = zip(place, step).map { $0 - $1 }
        let left = try size(field(next))
        if left < size(value) { place = next }
        if !(left < 0.5 * size(value)) { break }
      }
      return place
    }
  }
}
