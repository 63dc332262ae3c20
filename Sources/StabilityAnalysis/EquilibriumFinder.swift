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

  /// The equilibrium that the search finds from a point, to about the precision of numbers; nil when it finds none.
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
      func field(_ u: [Double]) throws -> [Double] {
        let gradients = try game.gradients(at: point(u))
        return try gradients.x.coordinates() + gradients.y.coordinates()
      }
      func jacobian(_ u: [Double]) throws -> Matrix {
        try GameJacobian.matrix(of: game.localModel(at: point(u)), at: point(u))
      }
      let root = try MultivariateRootFinder(tolerance: tolerance).root(
        from: start.x + start.y, value: field, jacobian: jacobian)
      guard let root, let sharpened = try sharpened(root, field, jacobian) else { return nil }
      return Players(x: Array(sharpened.prefix(m)), y: Array(sharpened.dropFirst(m)))
    }

    /// A root after one more step of Newton's, if that brings it nearer; nil where the step is so long that no root is
    /// near: F(x) = e^x falls below any tolerance and has none. Where the Jacobian is singular there is no step to tell.
    private func sharpened(
      _ root: [Double], _ field: ([Double]) throws -> [Double], _ jacobian: ([Double]) throws -> Matrix
    ) throws -> [Double]? {
      let value = try field(root)
      guard let inverse = try? jacobian(root).inverse() else { return root }
      let step = root.indices.map { i in
        value.indices.reduce(0) { $0 + inverse[i, $1] * value[$1] }
      }
      guard step.allSatisfy(\.isFinite) else { return root }
      func size(_ u: [Double]) -> Double { u.reduce(0) { $0 + abs($1) } }
      guard size(step) <= 1e-3 * (1 + size(root)) else { return nil }
      let next = zip(root, step).map { $0 - $1 }
      return try size(field(next)) < size(value) ? next : root
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
