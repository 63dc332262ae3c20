import GSLNumerics
import GameDynamics
import GameOptimizers
import SmallGames
import TestSupport
import Testing

/// A step of CGD against the block system that defines it, written down as a matrix and solved by LU.
@Suite struct CompetitiveStepTests {
  typealias V = DenseVector<Double>
  typealias G = MatrixQuadraticGame<Double>

  /// Random coefficients with m + n unknowns.
  func loss(_ m: Int, _ n: Int, _ random: inout SeededRandom) throws -> G.Loss {
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      var result = Matrix(rows: rows, columns: columns)
      result.entries = random.uniforms(rows * columns)
      return result
    }
    return try G.Loss(
      a: random.uniform(), A: matrix(m, m), b: random.uniform(0.5...2), B: matrix(m, n), c: random.uniform(),
      C: matrix(n, n))
  }

  /// The moves that solve [[I, η_x D²_xy f], [η_y D²_yx g, I]] (Δx, Δy) = -(η_x ∂f/∂x, η_y ∂g/∂y).
  func moves(_ game: G, at point: Players<V>, _ eta: Players<Double>) throws -> [Double] {
    let (m, n) = (point.x.dimension, point.y.dimension)
    let model = try game.localModel(at: point)
    var block = Matrix(identity: m + n)
    for j in 0..<n {
      let column = try model.mixedX(times: V((0..<n).map { $0 == j ? 1 : 0 }))
      for i in 0..<m { block[i, m + j] = eta.x * column[i] }
    }
    for j in 0..<m {
      let column = try model.mixedY(times: V((0..<m).map { $0 == j ? 1 : 0 }))
      for i in 0..<n { block[m + i, j] = eta.y * column[i] }
    }
    let right = model.gradients.x.elements.map { -eta.x * $0 } + model.gradients.y.elements.map { -eta.y * $0 }
    return try block.inverse().times(V(right)).elements
  }

  func compare<S: LinearSolver>(_ solver: S, on game: G, _ random: inout SeededRandom, _ note: Comment) throws
  where S.V == V {
    let eta = Players(x: random.uniform(0.05...1), y: random.uniform(0.05...1))
    let optimizer = CGD(stepSizes: eta, solver: solver)
    var point = Players(x: V(random.uniforms(game.f.A.rows)), y: V(random.uniforms(game.f.C.rows)))
    var state = try optimizer.initialState(at: point)
    for _ in 0..<3 {  // the second and third step have a warm start
      let expected = try moves(game, at: point, eta)
      let before = point
      let report = try optimizer.step(&point, &state, in: game)
      #expect(report.solver?.status == .converged, note)
      let moved = try (point.x - before.x).elements + (point.y - before.y).elements
      #expect(difference(moved, expected) < 1e-9, note)
    }
  }

  @Test(arguments: [121, 122, 123] as [UInt64]) func zeroSumGames(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for (m, n) in [(1, 1), (2, 3), (4, 2), (5, 5)] {
      let game = G(zeroSum: try loss(m, n, &random))
      try compare(ConjugateGradient<V>(tolerance: 1e-13), on: game, &random, "CG, seed \(seed), \(m) + \(n)")
      try compare(DenseLU<V>(), on: game, &random, "LU, seed \(seed), \(m) + \(n)")
    }
  }

  @Test(arguments: [124, 125, 126] as [UInt64]) func generalSumGames(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for (m, n) in [(1, 1), (2, 3), (4, 2), (5, 5)] {
      let game = try G(f: loss(m, n, &random), g: loss(m, n, &random))
      try compare(DenseLU<V>(), on: game, &random, "seed \(seed), \(m) + \(n)")
    }
  }

  @Test func conjugateGradientsRefuseAGeneralSumGame() throws {
    var random = SeededRandom(seed: 127)
    let game = try G(f: loss(2, 2, &random), g: loss(2, 2, &random))
    let optimizer = CGD(stepSizes: Players(x: 0.1, y: 0.1), solver: ConjugateGradient<V>())
    var point = Players(x: V([1, 2]), y: V([3, 4]))
    var state = try optimizer.initialState(at: point)
    let error = #expect(throws: OptimizerError.self) { try optimizer.step(&point, &state, in: game) }
    guard case .needsZeroSumGame(optimizer: "CGD", let remedy) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(remedy.contains("dense"))
    #expect(
      error?.description
        == "CGD was required to solve with conjugate gradients, which need a zero-sum game (g = -f), but the game "
        + "given is general-sum; \(remedy)")
    #expect(point == Players(x: V([1, 2]), y: V([3, 4])))
  }
}
