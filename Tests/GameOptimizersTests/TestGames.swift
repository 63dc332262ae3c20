import GameDynamics
import SmallGames
import TestSupport

/// f = x⁴/4 + xy - y⁴/4, g = -f: a nonlinear zero-sum game of two numbers over any field, equilibrium (0, 0).
struct QuarticGame<F: Field>: SecondOrderGame {
  typealias V = F
  var isZeroSum: Bool { true }
  func losses(at p: Players<F>) -> Players<F> {
    let f = F(0.25) * (p.x * p.x * p.x * p.x - p.y * p.y * p.y * p.y) + p.x * p.y
    return Players(x: f, y: -f)
  }
  func gradient(_ player: Player, at p: Players<F>) -> F {
    player == .x ? p.x * p.x * p.x + p.y : p.y * p.y * p.y - p.x
  }
  func localModel(at p: Players<F>) -> Model {
    Model(point: p, gradients: Players(x: gradient(.x, at: p), y: gradient(.y, at: p)))
  }
  struct Model: LocalModel {
    typealias V = F
    let point: Players<F>
    let gradients: Players<F>
    func gradient(of loss: Player, in variable: Player) -> F {
      loss == variable ? gradients[variable] : -gradients[variable]
    }
    func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: F) -> F {
      let entry = rows != columns ? F(1) : F(rows == .x ? 3 : -3) * point[rows] * point[rows]
      return (loss == .x ? entry : -entry) * v
    }
  }
}

extension SeededRandom {
  mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for i in result.entries.indices { result.entries[i] = Double.random(in: -1...1, using: &self) }
    return result
  }
  mutating func vector(_ n: Int) -> DenseVector<Double> {
    DenseVector((0..<n).map { _ in Double.random(in: -1...1, using: &self) })
  }
  /// A quadratic game in 3 + 2 dimensions with random matrices, general-sum or zero-sum.
  mutating func game(isZeroSum: Bool) throws -> MatrixQuadraticGame<Double> {
    func loss() throws -> MatrixQuadraticGame<Double>.Loss {
      try .init(A: matrix(3, 3), B: matrix(3, 2), C: matrix(2, 2))
    }
    return isZeroSum ? MatrixQuadraticGame(zeroSum: try loss()) : try MatrixQuadraticGame(f: loss(), g: loss())
  }
}

/// J by columns from the gradients alone: for a quadratic game with its equilibrium at 0 it is ξ(e_j).
func jacobian<G: Game>(of game: G, _ m: Int, _ n: Int) throws -> Matrix where G.V == DenseVector<Double> {
  var result = Matrix(rows: m + n, columns: m + n)
  for j in 0..<(m + n) {
    var unit = Players(x: DenseVector(Array(repeating: 0.0, count: m)), y: DenseVector(Array(repeating: 0.0, count: n)))
    if j < m { unit.x[j] = 1 } else { unit.y[j - m] = 1 }
    for (i, entry) in try game.gradients(at: unit).coordinates().enumerated() { result[i, j] = entry }
  }
  return result
}

func distance(_ a: Players<DenseVector<Double>>, _ b: Players<DenseVector<Double>>) throws -> Double {
  try a.squaredDistance(to: b).squareRoot()
}
