import GameDynamics

/// All Nash equilibria of a game of finitely many actions a player, by enumerating the vertices of both best-response polytopes.
///
/// With payoffs A to x (rows) and B to y made positive, P = {p ≥ 0, Bᵀp ≤ 1} and Q = {q ≥ 0, Aq ≤ 1}. A vertex has the
/// labels of its tight inequalities: the actions that its player does not use, and those of the opponent that answer it
/// best. Two vertices, not both 0, that have all labels between them are an equilibrium, scaled to sum 1.
///
/// The equilibria found are the extreme ones. Where the game is degenerate others lie between them: all mixtures of those that share
/// one player's strategy. A degenerate vertex has more labels than its strategy has actions.
///
/// Cost: a system of m, and one of n, linear equations for every choice of m (n) of the m + n inequalities.
///
/// Source: B. von Stengel, "Equilibrium computation for two-player games in strategic and extensive form", in N. Nisan et
/// al. (eds.), Algorithmic Game Theory, 2007, algorithm 3.5.
public struct BimatrixEquilibria: Sendable {
  /// The equilibria, by x's strategy, then y's.
  public let all: [Equilibrium]

  /// One equilibrium.
  public struct Equilibrium: Sendable, Equatable {
    /// The probabilities of the actions.
    public let strategies: Players<[Double]>
    /// What each player wins.
    public let payoffs: Players<Double>
    /// True where a strategy has more best answers than the game's number of actions allows in general: a small change of the payoffs may
    /// split the equilibrium, or end it.
    public let isDegenerate: Bool
    /// True where another extreme equilibrium shares a strategy: all mixtures of the two are equilibria too.
    public internal(set) var isOnASegment = false
  }

  /// So many choices of inequalities are looked at for a player, at most: 10 actions a player are 184,756.
  public static let mostChoices = 400_000

  /// The equilibria of payoffs of the same shape; nil where there are more choices than `mostChoices`.
  public init?(x: Matrix, y: Matrix) {
    let (m, n) = (x.rows, x.columns)
    guard Self.choices(of: m, from: m + n) <= Self.mostChoices else { return nil }
    func positive(_ matrix: Matrix) -> Matrix {
      var copy = matrix
      let least = matrix.entries.min() ?? 0
      let spread = max((matrix.entries.max() ?? 0) - least, 1e-300)
      // Scaled too, so that one tolerance is right for all.
      copy.entries = matrix.entries.map { ($0 - least) / spread + 1 }
      return copy
    }
    let mine = Self.vertices(ofPayoffs: positive(y).transposed, first: 0, other: m)
    let theirs = Self.vertices(ofPayoffs: positive(x), first: m, other: 0)
    var found: [Equilibrium] = []
    for p in mine {
      for q in theirs where p.labels.union(q.labels).count == m + n {
        func payoff(_ matrix: Matrix) -> Double {
          (0..<m).reduce(0) { sum, i in
            sum + p.strategy[i] * (0..<n).reduce(0) { $0 + matrix[i, $1] * q.strategy[$1] }
          }
        }
        found.append(
          Equilibrium(
            strategies: Players(x: p.strategy, y: q.strategy), payoffs: Players(x: payoff(x), y: payoff(y)),
            isDegenerate: p.labels.count > m || q.labels.count > n))
      }
    }
    for i in found.indices {
      found[i].isOnASegment = found.indices.contains { j in
        i != j
          && (found[i].strategies.x == found[j].strategies.x || found[i].strategies.y == found[j].strategies.y)
      }
    }
    all = found.sorted {
      ($1.strategies.x + $1.strategies.y).lexicographicallyPrecedes($0.strategies.x + $0.strategies.y)
    }
  }

  private struct Vertex {
    let strategy: [Double]
    let labels: Set<Int>
  }

  /// The vertices but 0 of {v ≥ 0, M v ≤ 1}: v_i = 0 has label first + i, row j of M label other + j.
  private static func vertices(ofPayoffs matrix: Matrix, first: Int, other: Int) -> [Vertex] {
    let (rows, n) = (matrix.rows, matrix.columns)
    var found: [Set<Int>: Vertex] = [:]
    forEachChoice(of: n, from: n + rows) { tight in
      // Of the n variables those that are zero drop out; the rest solves as many rows.
      let zero = Set(tight.filter { $0 < n })
      let equations = tight.filter { $0 >= n }.map { $0 - n }
      let free = (0..<n).filter { !zero.contains($0) }
      guard !free.isEmpty, free.count == equations.count else { return }
      var system = Matrix(rows: free.count, columns: free.count)
      for (i, row) in equations.enumerated() {
        for (j, column) in free.enumerated() { system[i, j] = matrix[row, column] }
      }
      guard let solution = system.solution(of: free.map { _ in 1 }), solution.allSatisfy({ $0 > -1e-10 }) else {
        return
      }
      var v = [Double](repeating: 0, count: n)
      for (column, value) in zip(free, solution) { v[column] = max(0, value) }
      let values = (0..<rows).map { row in (0..<n).reduce(0) { $0 + matrix[row, $1] * v[$1] } }
      guard values.allSatisfy({ $0 <= 1 + 1e-9 }) else { return }
      let labels = Set((0..<n).filter { v[$0] <= 1e-9 }.map { first + $0 })
        .union((0..<rows).filter { values[$0] >= 1 - 1e-9 }.map { other + $0 })
      let total = v.reduce(0, +)
      guard found[labels] == nil, total > 0 else { return }
      found[labels] = Vertex(strategy: v.map { $0 / total }, labels: labels)
    }
    return Array(found.values)
  }

  private static func choices(of k: Int, from n: Int) -> Int {
    var result = 1.0
    for i in 0..<k { result *= Double(n - i) / Double(i + 1) }
    return result < 1e15 ? Int(result.rounded()) : .max
  }

  /// Every choice of k of 0..<n, ascending.
  private static func forEachChoice(of k: Int, from n: Int, _ body: ([Int]) -> Void) {
    var choice = Array(0..<k)
    while true {
      body(choice)
      guard let place = choice.indices.last(where: { choice[$0] < n - k + $0 }) else { return }
      choice[place] += 1
      for next in (place + 1)..<max(k, place + 1) { choice[next] = choice[next - 1] + 1 }
    }
  }
}
