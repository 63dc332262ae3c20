import GameDynamics
import RealModule
import SmallGames

/// A game of finitely many actions a player, from its payoffs. Players choose mixed strategies through softmax, the last
/// logit held at 0 (`SoftmaxGame`; with two actions each, `BimatrixGame`), or the probabilities themselves, held in
/// simplices: then f = -pᵀA q and g = -pᵀB q are bilinear.
struct PayoffGame {
  /// What x wins, and what y wins unless it is -x.
  let x: Matrix
  let y: Matrix?
  /// True where the players' numbers are the probabilities.
  let playsProbabilities: Bool

  /// Nil where the document has no payoffs; throws `MatrixGameError` for those of the wrong shape.
  init?(_ document: MatrixGameDocument) throws {
    let keys = MatrixGameDocument.payoffKeys.filter { document.matrices[$0] != nil }
    guard let first = keys.first else { return nil }
    func invalid(_ key: String, _ required: String, _ given: String) -> MatrixGameError {
      .invalid(key: key, line: document.lines[key] ?? 0, required: required, given: given)
    }
    if let other = MatrixGameDocument.matrixKeys.first(where: { document.matrices[$0] != nil }) {
      throw invalid(other, "a file without payoffs", "\(first) too")
    }
    guard let x = document.matrices["payoffs-x"] else {
      throw invalid("payoffs-x", "to be there: rows x's actions, columns y's", "none")
    }
    let most = MatrixGameDocument.maximumActions
    guard (2...most).contains(x.rows), (2...most).contains(x.columns) else {
      throw invalid("payoffs-x", "2 to \(most) actions a player", "\(x.rows) x \(x.columns)")
    }
    self.x = x
    playsProbabilities = document.playsProbabilities ?? false
    y = document.matrices["payoffs-y"]
    if let y, y.rows != x.rows || y.columns != x.columns {
      throw invalid("payoffs-y", "\(x.rows) x \(x.columns) numbers as payoffs-x", "\(y.rows) x \(y.columns)")
    }
  }

  var dimensions: Players<Int> {
    playsProbabilities ? Players(x: x.rows, y: x.columns) : Players(x: x.rows - 1, y: x.columns - 1)
  }

  /// The simplices, where the players' numbers are in them.
  var constraints: Players<ConstraintSet>? {
    playsProbabilities ? dimensions.map { ConstraintSet(.simplex, count: $0) } : nil
  }

  /// All Nash equilibria, extreme ones; nil where there are too many choices to look at.
  var nashEquilibria: BimatrixEquilibria? {
    BimatrixEquilibria(x: x, y: y ?? Self.negated(x))
  }

  private static func negated(_ matrix: Matrix) -> Matrix {
    var result = matrix
    result.entries = matrix.entries.map { -$0 }
    return result
  }

  /// Where runs start: near no equilibrium that symmetry gives, and in the simplices.
  var standardStart: Players<[Double]> {
    guard playsProbabilities else { return dimensions.map { Array(repeating: 0.1, count: $0) } }
    return dimensions.map { count in (0..<count).map { ($0 == 0 ? 2 : 1) / Double(count + 1) } }
  }

  func build<C: GameContinuation>(then next: C) throws -> C.Result {
    typealias F = C.Scalar
    if playsProbabilities {
      func loss(_ payoffs: Matrix) throws -> MatrixQuadraticGame<F>.Loss {
        try .init(
          A: Matrix(rows: x.rows, columns: x.rows), B: Self.negated(payoffs),
          C: Matrix(rows: x.columns, columns: x.columns))
      }
      guard let y else { return try next(MatrixQuadraticGame(zeroSum: loss(x))) }
      return try next(MatrixQuadraticGame(f: loss(x), g: loss(y)))
    }
    guard dimensions == Players(x: 1, y: 1) else {
      guard let y else { return try next(VectorLossGame(SoftmaxGame<F>(zeroSum: x))) }
      return try next(VectorLossGame(SoftmaxGame<F>(a: x, b: y)))
    }
    func four(_ m: Matrix) -> (F, F, F, F) { (F(m[0, 0]), F(m[0, 1]), F(m[1, 0]), F(m[1, 1])) }
    guard let y else { return try next(PlanarLossGame(BimatrixGame(zeroSum: four(x)))) }
    return try next(PlanarLossGame(BimatrixGame(a: four(x), b: four(y))))
  }

  /// The equilibria that are points of the players' numbers: of logits the one in which every action is played.
  var equilibria: [Players<[Double]>] {
    playsProbabilities ? (nashEquilibria?.all ?? []).map(\.strategies) : interiorEquilibrium.map { [$0] } ?? []
  }

  /// The equilibrium in which every action is played, in logits: x's strategy p makes y indifferent, yᵀp = w 1, and y's
  /// strategy q makes x indifferent, x q = v 1. Nil where there is none, or none that is isolated (players with
  /// different numbers of actions, equal rows).
  var interiorEquilibrium: Players<[Double]>? {
    guard x.rows == x.columns else { return nil }
    func indifferent(_ payoff: (Int, Int) -> Double) -> [Double]? {
      let n = x.rows
      // Unknowns: the probabilities and minus the value.
      var system = Matrix(rows: n + 1, columns: n + 1)
      for i in 0..<n {
        for j in 0..<n { system[i, j] = payoff(i, j) }
        (system[i, n], system[n, i]) = (1, 1)
      }
      guard let solution = system.solution(of: Array(repeating: 0, count: n) + [1]) else { return nil }
      let probabilities = solution.prefix(n)
      guard probabilities.allSatisfy({ $0 > 1e-12 }) else { return nil }
      return probabilities.dropLast().map { Double.log($0 / solution[n - 1]) }
    }
    let other = y ?? x
    guard let p = indifferent({ other[$1, $0] }), let q = indifferent({ x[$0, $1] }) else { return nil }
    return Players(x: p, y: q)
  }
}
