import GameDynamics
import SmallGames

/// A game whose matrices a user has written in a YAML file: quadratic,
///
///     f = xᵀA x + xᵀB y + yᵀC y,   g = -f, or xᵀA′x + xᵀB′y + yᵀC′y where any of A', B', C' is given
///
/// or in mixed strategies, with the payoffs of both players (`PayoffGame`). Of a quadratic game B is required and says
/// how many numbers each player has; a matrix that is left out is zero. Any text can be given: what is wrong with it is
/// a `MatrixGameError` that names the line, the key, what was required and what was given.
public struct MatrixGameFamily: GameFamily {
  /// Name and the matrices' shapes.
  public let card: GameCard
  /// Simplices, where players of a game of payoffs choose probabilities; nil for all other games.
  public let constraints: Players<ConstraintSet>?
  private let content: Content

  private enum Content {
    case quadratic(QuadraticMatrices)
    case payoffs(PayoffGame)
  }

  /// The game written in this YAML text.
  public init(yaml: String) throws {
    let document = try MatrixGameDocument(yaml: yaml)
    let dimensions: Players<Int>
    let (name, title, formula): (String, String, String)
    let isZeroSum: Bool
    if let payoffs = try PayoffGame(document) {
      content = .payoffs(payoffs)
      dimensions = payoffs.dimensions
      constraints = payoffs.constraints
      let (m, n) = (payoffs.x.rows, payoffs.x.columns)
      (name, title) = ("payoffs", "\(m) x \(n) actions, \(payoffs.playsProbabilities ? "mixed" : "softmax") strategies")
      isZeroSum = payoffs.y == nil
      formula =
        payoffs.playsProbabilities
        ? (isZeroSum ? "max_x min_y xᵀA y" : "max_x xᵀA y, max_y xᵀB y") + ", x and y in simplices"
        : (isZeroSum ? "max_x min_y pᵀA q" : "max_x pᵀA q, max_y pᵀB q") + ", p = softmax(x, 0), q = softmax(y, 0)"
    } else {
      if let line = document.lines["strategies"], document.playsProbabilities != nil {
        throw MatrixGameError.invalid(
          key: "strategies", line: line, required: "payoffs-x", given: "a quadratic game")
      }
      constraints = nil
      let matrices = try QuadraticMatrices(document)
      content = .quadratic(matrices)
      dimensions = Players(x: matrices.f.B.rows, y: matrices.f.B.columns)
      (name, title) = ("matrix", "quadratic game in \(dimensions.x) + \(dimensions.y) dimensions")
      isZeroSum = matrices.g == nil
      formula =
        isZeroSum ? "min_x max_y xᵀA x + xᵀB y + yᵀC y" : "min_x xᵀA x + xᵀB y + yᵀC y, min_y xᵀA′x + xᵀB′y + yᵀC′y"
    }
    let standard =
      if case .payoffs(let payoffs) = content { payoffs.standardStart } else {
        dimensions.map { Array(repeating: 1.0, count: $0) }
      }
    let start = document.start ?? standard
    for player in Player.allCases where start[player].count != dimensions[player] {
      throw MatrixGameError.invalid(
        key: "start.\(player)", line: document.lines["start"] ?? 0, required: "\(dimensions[player]) numbers",
        given: "\(start[player].count)")
    }
    card = GameCard(
      name: name, title: document.title ?? title, formula: formula, source: "matrices given by the user",
      parameters: [], standardStart: start, isZeroSum: isZeroSum, isQuadratic: name == "matrix", sharesName: true)
  }

  /// All Nash equilibria of a game of payoffs, extreme ones, in probabilities; nil for a quadratic game, and where there are
  /// more than `BimatrixEquilibria.mostChoices` choices to look at.
  public var nashEquilibria: BimatrixEquilibria? {
    if case .payoffs(let payoffs) = content { payoffs.nashEquilibria } else { nil }
  }

  /// Of a quadratic game the origin, where it is isolated; of payoffs in probabilities all extreme Nash equilibria, of payoffs
  /// in logits the equilibrium in which every action is played, where there is one and it is isolated.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    switch content {
    case .quadratic(let matrices): return matrices.equilibria
    case .payoffs(let payoffs): return payoffs.equilibria
    }
  }

  /// Hands `MatrixQuadraticGame` with the parameters `p` to `next`.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    switch content {
    case .quadratic(let matrices):
      let f = try MatrixQuadraticGame<C.Scalar>.Loss(A: matrices.f.A, B: matrices.f.B, C: matrices.f.C)
      guard let g = matrices.g else { return try next(MatrixQuadraticGame(zeroSum: f)) }
      return try next(MatrixQuadraticGame(f: f, g: .init(A: g.A, B: g.B, C: g.C)))
    case .payoffs(let payoffs): return try payoffs.build(then: next)
    }
  }
}
