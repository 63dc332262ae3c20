import GameDynamics
import MatrixGameFiles
import TestSupport
import Testing

@Suite struct BimatrixEquilibriaTests {
  func equilibria(_ a: [[Double]], _ b: [[Double]]) throws -> [BimatrixEquilibria.Equilibrium] {
    try #require(BimatrixEquilibria(x: Matrix(a), y: Matrix(b))).all
  }

  // The battle of the sexes: both pure agreements, and p = (3/5, 2/5), q = (2/5, 3/5), where 3q₁ = 2q₂ and 2p₁ = 3p₂.
  @Test func theBattleOfTheSexesHasThree() throws {
    let found = try equilibria([[3, 0], [0, 2]], [[2, 0], [0, 3]])
    #expect(found.count == 3 && found.allSatisfy { !$0.isDegenerate && !$0.isOnASegment })
    #expect(found.first?.strategies == Players(x: [1, 0], y: [1, 0]))
    #expect(found.last?.strategies == Players(x: [0, 1], y: [0, 1]))
    #expect(abs(found[1].strategies.x[0] - 0.6) < 1e-12 && abs(found[1].strategies.y[0] - 0.4) < 1e-12)
    #expect(abs(found[1].payoffs.x - 1.2) < 1e-12 && abs(found[1].payoffs.y - 1.2) < 1e-12)
  }

  // Rock, paper, scissors: the uniform one alone. Matching pennies likewise.
  @Test func zeroSumGamesOfTheBooks() throws {
    let wheel: [[Double]] = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
    let found = try equilibria(wheel, wheel.map { $0.map { -$0 } })
    #expect(found.count == 1 && !found[0].isDegenerate)
    for p in (found.first?.strategies.x ?? []) + (found.first?.strategies.y ?? []) { #expect(abs(p - 1.0 / 3) < 1e-12) }
  }

  // With a second action that pays x the same whatever y does, x = (1, 0) is best beside all mixtures of y's that keep it so:
  // von Stengel's degenerate game, 2007, section 3.6, has a segment. Here: rows equal against y's first action.
  @Test func degenerateGamesSaySo() throws {
    let found = try equilibria([[1, 1], [1, 0]], [[1, 1], [1, 0]])
    #expect(found.count == 3 && found.allSatisfy { $0.isDegenerate } && found.allSatisfy { $0.isOnASegment })
  }

  // The number of equilibria of a nondegenerate game is odd (Lemke and Howson, 1964), and none can win by another action.
  @Test func randomGames() throws {
    var random = SeededRandom(seed: 11)
    for (m, n) in [(2, 3), (3, 3), (4, 3), (4, 4), (5, 5)] {
      func matrix() -> [[Double]] { (0..<m).map { _ in (0..<n).map { _ in random.uniform(-1...1) } } }
      let (a, b) = (matrix(), matrix())
      let found = try equilibria(a, b)
      #expect(found.count % 2 == 1 && found.allSatisfy { !$0.isDegenerate }, "\(m) x \(n): \(found.count)")
      for one in found {
        let (p, q) = (one.strategies.x, one.strategies.y)
        for i in 0..<m { #expect((0..<n).reduce(0) { $0 + a[i][$1] * q[$1] } <= one.payoffs.x + 1e-9) }
        for j in 0..<n { #expect((0..<m).reduce(0) { $0 + b[$1][j] * p[$1] } <= one.payoffs.y + 1e-9) }
      }
    }
  }

  // Nashpy enumerates vertices too, by halfspace intersections of scipy's.
  @Test func nashpyFindsTheSame() throws {
    guard PythonReader.executable != nil else {
      print(PythonReader.skipped)
      return
    }
    var random = SeededRandom(seed: 5)
    for (m, n) in [(2, 2), (3, 4), (4, 4)] {
      func matrix() -> [[Double]] { (0..<m).map { _ in (0..<n).map { _ in random.uniform(-1...1) } } }
      let (a, b) = (matrix(), matrix())
      let program = """
        import sys
        try:
            import nashpy
        except ImportError:
            print("missing"); sys.exit()
        import numpy
        a, b = eval(sys.argv[1]), eval(sys.argv[2])
        found = list(nashpy.Game(numpy.array(a), numpy.array(b)).vertex_enumeration())
        for p, q in sorted(found, key=lambda e: tuple(-v for v in [*e[0], *e[1]])):
            print(*[repr(float(v)) for v in [*p, *q]])
        """
      let text = try PythonReader.run(program, ["\(a)", "\(b)"])
      if text == "missing" {
        print("skipped: no nashpy in the readers' Python")
        return
      }
      let theirs = text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
      let ours = try equilibria(a, b).map { $0.strategies.x + $0.strategies.y }
      #expect(ours.count == theirs.count)
      for mine in ours {
        #expect(theirs.contains { zip($0, mine).allSatisfy { abs($0 - $1) < 1e-7 } }, "\(mine)")
      }
    }
  }

  // In probabilities the equilibria are points, held in simplices.
  @Test func probabilitiesAreHeldInSimplices() throws {
    let family = try MatrixGameFamily(
      yaml: "payoffs-x: [[3, 0], [0, 2]]\npayoffs-y: [[2, 0], [0, 3]]\nstrategies: simplex")
    #expect(family.card.dimensions == Players(x: 2, y: 2) && family.constraints?.x == ConstraintSet(.simplex, count: 2))
    #expect(try family.equilibria(Parameters([])).count == 3)
    let here = try family.look([0.5, 0.5], [0.25, 0.75])
    // pᵀA q = 3/8 + 2·3/8, ∂f/∂x = -Aq.
    #expect(here.losses.x == -9.0 / 8 && here.gradients.x == [-0.75, -1.5])
    #expect(throws: MatrixGameError.self) { try MatrixGameFamily(yaml: "B: [[1]]\nstrategies: simplex") }
    #expect(throws: MatrixGameError.self) { try MatrixGameFamily(yaml: "payoffs-x: [[1, 2], [3, 4]]\nstrategies: x") }
  }
}
