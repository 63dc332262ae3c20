import GSLNumerics
import GameDynamics
import TestSupport
import Testing

@Suite struct DenseLUTests {
  typealias V = DenseVector<Double>

  /// The product with a list of rows over any field.
  static func product<F: Field>(_ rows: [[F]]) -> (DenseVector<F>) throws -> DenseVector<F> {
    { v in DenseVector(try rows.map { try DenseVector($0).dot(v) }) }
  }

  static func positiveDefinite<F: TestField>(_ n: Int, _ random: inout SeededRandom) -> [[F]] {
    let m = (0..<n).map { _ in (0..<n).map { _ in F.random(-1...1, using: &random) } }
    return (0..<n).map { i in
      (0..<n).map { j in zip(m[i], m[j]).reduce(F(i == j ? 1 : 0)) { $0 + $1.0 * $1.1 } }
    }
  }

  static func general<F: TestField>(_ n: Int, _ random: inout SeededRandom) -> [[F]] {
    (0..<n).map { i in (0..<n).map { j in F.random(-1...1, using: &random) + F(i == j ? Double(2 * n) : 0) } }
  }

  @Test(arguments: [81, 82, 83] as [UInt64]) func agreesWithConjugateGradients(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for n in 1...8 {
      let a = Self.product(Self.positiveDefinite(n, &random) as [[Double]])
      let b = V(random.uniforms(n))
      let direct = try DenseLU<V>().solve(a, b)
      let iterative = try ConjugateGradient<V>(tolerance: 1e-13).solve(a, b)
      #expect(direct.report.status == .converged && direct.report.iterations == n)
      #expect(difference(direct.x.elements, iterative.x.elements) < 1e-11, "seed \(seed), n \(n)")
    }
  }

  @Test(arguments: [84, 85] as [UInt64]) func nonsymmetricSystems(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for n in 1...8 {
      let a = Self.product(Self.general(n, &random) as [[Double]])
      let x = V(random.uniforms(n))
      let solution = try DenseLU<V>().solve(a, a(x), from: V(random.uniforms(n)))
      #expect(solution.report.status == .converged && solution.report.relativeResidual < 1e-14)
      #expect(difference(solution.x.elements, x.elements) < 1e-13, "seed \(seed), n \(n)")
    }
    // Indefinite, and in need of pivoting: (x, y) ↦ (y, x).
    let swap = try DenseLU<V>().solve(Self.product([[0, 1], [1, 0]]), V([3, 4]))
    #expect(swap.x == V([4, 3]))
  }

  @Test func zeroRightHandSideAndNoUnknowns() throws {
    let zero = try DenseLU<V>().solve(Self.product([[2, 1], [0, 1]]), V([0, 0]), from: V([5, 5]))
    #expect(zero.x == V([0, 0]) && zero.report.status == .converged && zero.report.relativeResidual == 0)
    let none = try DenseLU<V>().solve({ $0 }, V([]))
    #expect(none.x.dimension == 0 && none.report.status == .converged)
  }

  @Test func singularSystemsBreakDown() throws {
    let solver = DenseLU<V>()
    #expect(try solver.solve(Self.product([[1, 2], [2, 4]]), V([1, 1])).report.status == .brokeDown)
    #expect(try solver.solve(Self.product([[.nan, 0], [0, 1]]), V([1, 1])).report.status == .brokeDown)
    #expect(try solver.solve(Self.product([[1, 0], [0, 1]]), V([.nan, 1])).report.status == .brokeDown)
  }

  /// Lane 3 is singular and lane 5 not finite; the others are solved as if alone.
  @Test func lanesAreSolvedAsIfAlone() throws {
    var random = SeededRandom(seed: 86)
    let n = 4
    var systems = (0..<Lanes.laneCount).map { _ in Self.general(n, &random) as [[Double]] }
    systems[3][2] = systems[3][1]
    systems[5][0][0] = .nan
    let a = Self.product((0..<n).map { i in (0..<n).map { j in Lanes { systems[$0 % systems.count][i][j] } } })
    let b = random.uniforms(n)
    let together = try DenseLU<DenseVector<Lanes>>().solve(a, DenseVector(constants: b))
    for lane in 0..<Lanes.laneCount {
      let alone = try DenseLU<V>().solve(Self.product(systems[lane]), V(b))
      #expect(together.report.brokeDown[lane: lane] == (lane == 3 || lane == 5))
      #expect(together.report.brokeDown[lane: lane] == alone.report.brokeDown)
      #expect(together.report.converged[lane: lane] == alone.report.converged)
      if !alone.report.brokeDown {
        #expect(sameBits(together.x.elements.map { $0[lane: lane] }, alone.x.elements), "lane \(lane)")
      }
    }
  }

  // Duals against Cramer's rule in dual arithmetic, which is exact: x = (b₁d - c₁b₂)/D, y = (a b₂ - b₁ c₂)/D.
  @Test(arguments: [87, 88] as [UInt64]) func duals(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    func compare<F: TestField>(_ field: F.Type) throws {
      let m: [[F]] = Self.general(2, &random)
      let general = DenseVector((0..<2).map { _ in F.random(-1...1, using: &random) })
      for b in [general, general.tangentPart()] {
        let solution = try DenseLU<DenseVector<F>>().solve(Self.product(m), b)
        let determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0]
        let x = (b[0] * m[1][1] - m[0][1] * b[1]) / determinant
        let y = (m[0][0] * b[1] - b[0] * m[1][0]) / determinant
        #expect(difference(try solution.x.numbers(), x.numbers + y.numbers) < 1e-14, "seed \(seed), \(F.self)")
      }
    }
    try compare(Dual<Double>.self)
    try compare(Dual<Lanes>.self)
  }

  @Test func sizeLimit() {
    var asked = 0
    let text = errorText {
      try DenseLU<V>(sizeLimit: 3).solve(
        { v in
          asked += 1
          return v
        }, V([1, 2, 3, 4]))
    }
    #expect(
      text
        == "a dense solve is for at most 3 unknowns, 4 were given (a matrix of 4 x 4); use a matrix-free solver (cgd) "
        + "or raise sizeLimit")
    #expect(asked == 0, "refused before any product is paid for")
  }
}
