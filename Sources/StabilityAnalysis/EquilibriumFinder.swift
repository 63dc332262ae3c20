import GSLNumerics
import GameDynamics

/// Finds equilibria of a game: points where both players' own gradients vanish, F(x, y) = (∂f/∂x, ∂g/∂y) = 0.
///
/// By GSL's hybrid of Newton's method and Powell's dogleg, with the game's exact Jacobian from its local model. A root of
/// F is a critical point; whether it is a Nash equilibrium, let alone stable, is for the caller to judge.
public struct EquilibriumFinder: Sendable {
  /// ‖F‖₁ at or below this counts as zero.
  public var tolerance: Double

  /// A finder.
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

  /// The equilibrium that the search finds from a point; nil when it finds none.
  public func search(
    _ game: any GameFamily, _ parameters: Parameters<Double>, from start: Players<[Double]>
  ) throws -> Players<[Double]>? {
    try game.build(parameters, then: Search(tolerance: tolerance, start: start))
  }

  private struct Search: GameContinuation {
    typealias Scalar = Double
    let tolerance: Double
    let start: Players<[Double]>

    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Players<[Double]>?
    where G.V: CoordinateVector, G.V.Scalar == Double {
      let m = start.x.count
      func point(_ u: [Double]) throws -> Players<G.V> {
        Players(x: try G.V(coordinates: Array(u.prefix(m))), y: try G.V(coordinates: Array(u.dropFirst(m))))
      }
      let root = try MultivariateRootFinder(tolerance: tolerance).root(from: start.x + start.y) { u in
        let gradients = try game.gradients(at: point(u))
        return try gradients.x.coordinates() + gradients.y.coordinates()
      } jacobian: { u in
        try GameJacobian.matrix(of: game.localModel(at: point(u)), at: point(u))
      }
      return root.map { Players(x: Array($0.prefix(m)), y: Array($0.dropFirst(m))) }
    }
  }
}

/// The Jacobian of the field (∂f/∂x, ∂g/∂y): the blocks D²_xx f, D²_xy f, D²_yx g, D²_yy g.
public enum GameJacobian {
  /// The matrix, column by column from the local model's products. Cost: two products per coordinate.
  public static func matrix<M: LocalModel>(of model: M, at point: Players<M.V>) throws -> Matrix
  where M.V.Scalar == Double {
    let (m, n) = (point.x.dimension, point.y.dimension)
    var result = Matrix(rows: m + n, columns: m + n)
    for column in 0..<m + n {
      let player: Player = column < m ? .x : .y
      let like = point[player]
      var unit = [Double](repeating: 0, count: like.dimension)
      unit[column < m ? column : column - m] = 1
      let direction = try like.replacingCoordinates(with: unit)
      let ofX = try model.hessianProduct(of: .x, rows: .x, columns: player, times: direction).coordinates()
      let ofY = try model.hessianProduct(of: .y, rows: .y, columns: player, times: direction).coordinates()
      for (row, value) in (ofX + ofY).enumerated() { result[row, column] = value }
    }
    return result
  }
}
