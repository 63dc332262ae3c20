import GameDynamics
import Testing

/// Restarted GMRES and conjugate gradients on small dense systems, on numbers, lanes and duals.
@Suite struct LinearSolverTests {
  typealias Point = DenseVector<Double>
  typealias LanePoint = DenseVector<Lanes>

  /// SplitMix64, so that a failure can be replayed.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  func matrix(_ n: Int, seed: UInt64, shift: Double = 0) -> Matrix {
    var generator = Generator(state: seed)
    var result = Matrix(identity: n, times: shift)
    for i in result.entries.indices { result.entries[i] += Double.random(in: -1...1, using: &generator) }
    return result
  }
  func vector(_ n: Int, seed: UInt64) -> [Double] {
    var generator = Generator(state: seed)
    return (0..<n).map { _ in Double.random(in: -1...1, using: &generator) }
  }
  func residual(_ a: Matrix, _ x: Point, _ b: Point) throws -> Double {
    try ((b - a.times(x)).squaredNorm() / b.squaredNorm()).squareRoot()
  }

  @Test(arguments: [(1, 30), (7, 30), (40, 60), (40, 10), (40, 1)])
  func solvesGeneralSystems(n: Int, restart: Int) throws {
    // Diagonally dominant, so that even GMRES(1) gets there.
    let a = matrix(n, seed: 1, shift: 2 * Double(n).squareRoot())
    let b = Point(vector(n, seed: 2))
    let solution = try GMRES<Point>(tolerance: 1e-10, restart: restart).solve({ try a.times($0) }, b)
    #expect(solution.report.status == .converged)
    #expect(try residual(a, solution.x, b) <= 1e-10)
    #expect(abs(try residual(a, solution.x, b) - solution.report.relativeResidual) < 1e-14)
  }

  // An indefinite, far from symmetric matrix: without a restart GMRES ends after n products at the latest.
  @Test func endsAfterAsManyProductsAsUnknowns() throws {
    let a = matrix(12, seed: 3)
    let b = Point(vector(12, seed: 4))
    let solution = try GMRES<Point>(tolerance: 1e-9).solve({ try a.times($0) }, b)
    #expect(solution.report.status == .converged)
    // One more for the true residual.
    #expect(solution.report.iterations <= 13)
  }

  // b is an eigenvector: the Krylov space is one-dimensional and the breakdown a happy one.
  @Test func happyBreakdown() throws {
    let a = try Matrix([[2, 0, 0], [0, 3, 1], [0, -1, 3]])
    let solution = try GMRES<Point>(tolerance: 1e-14).solve({ try a.times($0) }, Point([4, 0, 0]))
    #expect(solution.x == Point([2, 0, 0]))
    #expect(solution.report.status == .converged)
    #expect(solution.report.iterations == 2)
  }

  @Test func zeroRightHandSideIsZeroWithoutAProduct() throws {
    var products = 0
    let apply = { (v: Point) -> Point in
      products += 1
      return v
    }
    let cold = try GMRES<Point>().solve(apply, Point([0, 0]))
    #expect(cold.x == Point([0, 0]) && cold.report.status == .converged && products == 0)
    let warm = try GMRES<Point>().solve(apply, Point([0, 0]), from: Point([1, 2]))
    #expect(warm.x == Point([0, 0]) && warm.report.status == .converged && warm.report.relativeResidual == 0)
  }

  // The cyclic shift of n unknowns is orthogonal, and e₀ stays orthogonal to its images for n - 1 products: GMRES(m) with
  // m < n gets nowhere, with m = n it solves.
  @Test func stagnationIsReported() throws {
    let n = 8
    let shift = { (v: Point) in Point((0..<n).map { v[($0 + 1) % n] }) }
    let b = Point((0..<n).map { $0 == 0 ? 1 : 0 })
    let stuck = try GMRES<Point>(restart: 5).solve(shift, b)
    #expect(stuck.report.status == .stagnated)
    #expect(stuck.report.iterations == 6)
    #expect(stuck.x == Point(Array(repeating: 0, count: n)))
    #expect(stuck.report.relativeResidual == 1)
    #expect(try GMRES<Point>(restart: n).solve(shift, b).report.status == .converged)
  }

  @Test func singularAndNonFiniteOperatorsBreakDown() throws {
    let zero = try GMRES<Point>().solve({ 0 * $0 }, Point([1, 1]))
    #expect(zero.report.status == .brokeDown && zero.x == Point([0, 0]))
    let nan = try GMRES<Point>().solve({ .nan * $0 }, Point([1, 1]))
    #expect(nan.report.status == .brokeDown && nan.x == Point([0, 0]))
    #expect(try GMRES<Point>().solve({ $0 }, Point([.nan, 1])).report.status == .brokeDown)
  }

  @Test func theCapIsReported() throws {
    let a = matrix(40, seed: 5)
    let solution = try GMRES<Point>(tolerance: 1e-12, iterationCap: 7).solve(
      { try a.times($0) }, Point(vector(40, seed: 6)))
    #expect(solution.report.status == .iterationCap)
    #expect(solution.report.relativeResidual < 1)
  }

  @Test func aWarmStartNearTheSolutionSavesIterations() throws {
    let a = matrix(30, seed: 7, shift: 20)
    let b = Point(vector(30, seed: 8))
    let solver = GMRES<Point>(tolerance: 1e-6)
    let cold = try solver.solve({ try a.times($0) }, b)
    let warm = try solver.solve({ try a.times($0) }, b, from: cold.x)
    #expect(warm.report.iterations == 0 && warm.x == cold.x)
  }

  /// A(lane) = A + diag(3 lane), b(lane): lane 2's b is zero, lane 5's operator is zero, lane 6's is not finite.
  func laneSystem(_ a: Matrix, _ n: Int) -> (apply: (LanePoint) throws -> LanePoint, b: LanePoint) {
    let shift = Lanes { Double(3 * $0) }
    let scale = Lanes { $0 == 5 ? 0 : $0 == 6 ? .infinity : 1 }
    let entries = vector(n, seed: 10)
    let b = LanePoint(entries.map { e in Lanes { $0 == 2 ? 0 : e + 0.1 * Double($0) } })
    return ({ v in try scale * (a.times(v) + shift * v) }, b)
  }

  // Every lane must compute what it computes alone, whatever becomes of the others.
  @Test(arguments: [3, 30])
  func lanesEqualRunsAlone(restart: Int) throws {
    let n = 9
    let a = matrix(n, seed: 9, shift: 6)
    let (apply, b) = laneSystem(a, n)
    let start = LanePoint(vector(n, seed: 11).map { Lanes($0) })
    for warm in [false, true] {
      let solver = GMRES<LanePoint>(tolerance: 1e-8, restart: restart, iterationCap: 40)
      let together = try solver.solve(apply, b, from: warm ? start : nil)
      for lane in 0..<Lanes.laneCount {
        let scale = lane == 5 ? 0 : lane == 6 ? Double.infinity : 1
        let alone = try GMRES<Point>(tolerance: 1e-8, restart: restart, iterationCap: 40).solve(
          { v in try scale * (a.times(v) + Double(3 * lane) * v) }, Point(b.elements.map { $0[lane: lane] }),
          from: warm ? Point(start.elements.map { $0[lane: lane] }) : nil)
        #expect(together.x.elements.map { $0[lane: lane] } == alone.x.elements, "lane \(lane), warm \(warm)")
        #expect(together.report.converged[lane: lane] == alone.report.converged)
        #expect(together.report.brokeDown[lane: lane] == alone.report.brokeDown)
        #expect(alone.x.elements.allSatisfy { $0.isFinite })
      }
    }
  }

  // Lane 7's operator fails at its third product: what the first two brought is kept, whatever the other lanes do next.
  @Test func aLaneThatBreaksLateKeepsItsBestIterate() throws {
    let n = 9
    let a = matrix(n, seed: 18, shift: 6)
    let b = LanePoint(vector(n, seed: 19).map { Lanes($0) })
    var calls = 0
    let solver = GMRES<LanePoint>(tolerance: 1e-10)
    let together = try solver.solve(
      { v in
        calls += 1
        let failing = calls == 3
        return try Lanes { failing && $0 == 7 ? .nan : 1 } * a.times(v)
      }, b)
    calls = 0
    let alone = try GMRES<Point>(tolerance: 1e-10).solve(
      { v in
        calls += 1
        return try (calls == 3 ? .nan : 1) * a.times(v)
      }, Point(b.elements.map { $0[lane: 7] }))
    #expect(together.x.elements.map { $0[lane: 7] } == alone.x.elements)
    #expect(together.report.brokeDown[lane: 7] && alone.report.status == .brokeDown)
    #expect(together.report.converged[lane: 0])
    let kept = try residual(a, alone.x, Point(b.elements.map { $0[lane: 7] }))
    #expect(kept > 1e-10 && kept < 1)
  }

  // The same of conjugate gradients, on A = S + diag with S symmetric: a lane whose right-hand side is zero forgets its
  // warm start, and a lane that breaks down keeps its last sound iterate while the others go on.
  @Test func conjugateGradientLanesEqualRunsAlone() throws {
    let n = 9
    let m = matrix(n, seed: 12)
    var s = Matrix(identity: n, times: 8)
    for i in 0..<n { for j in 0..<n { s[i, j] += m[i, j] + m[j, i] } }
    let (apply, b) = laneSystem(s, n)
    let start = LanePoint(vector(n, seed: 13).map { Lanes($0) })
    let together = try ConjugateGradient<LanePoint>(tolerance: 1e-8).solve(apply, b, from: start)
    for lane in 0..<Lanes.laneCount where lane != 6 {
      let scale = lane == 5 ? 0.0 : 1
      let alone = try ConjugateGradient<Point>(tolerance: 1e-8).solve(
        { v in try scale * (s.times(v) + Double(3 * lane) * v) }, Point(b.elements.map { $0[lane: lane] }),
        from: Point(start.elements.map { $0[lane: lane] }))
      #expect(together.x.elements.map { $0[lane: lane] } == alone.x.elements, "lane \(lane)")
      #expect(together.report.converged[lane: lane] == alone.report.converged)
    }
  }

  // d/dt of x(t) = A(t)⁻¹ b(t) is A⁻¹ (b′ - A′ x), here checked by a difference quotient; at b = 0 too.
  @Test(arguments: [0.0, 1.0])
  func duals(scale: Double) throws {
    typealias DualPoint = DenseVector<Dual<Double>>
    let n = 6
    let (a, da) = (matrix(n, seed: 14, shift: 5), matrix(n, seed: 15))
    let (b, db) = (vector(n, seed: 16).map { scale * $0 }, vector(n, seed: 17))
    let epsilon = Dual(0.0, tangent: 1)
    let x = try GMRES<DualPoint>().solve(
      { v in try a.times(v) + epsilon * da.times(v) }, DualPoint(zip(b, db).map { Dual($0, tangent: $1) })
    ).x
    let h = 1e-6
    let solved = { (t: Double) throws -> Point in
      try GMRES<Point>(tolerance: 1e-14).solve(
        { v in try a.times(v) + t * da.times(v) }, Point(zip(b, db).map { $0 + t * $1 })
      ).x
    }
    let difference = try (1 / (2 * h)) * (solved(h) - solved(-h))
    let value = try solved(0)
    for i in 0..<n {
      #expect(abs(x[i].value - value[i]) < 1e-12)
      #expect(abs(x[i].tangent - difference[i]) < 1e-8)
    }
  }

  // A point of a game is a vector: the block system of CGD on xy with step size η has the solution in closed form,
  // [[1, η], [-η, 1]] δ = -η (y, -x).
  @Test func blockSystemsOverBothPlayers() throws {
    let (eta, x, y) = (0.5, 1.0, 2.0)
    let solution = try GMRES<Players<Double>>(tolerance: 1e-14).solve(
      { v in Players(x: v.x + eta * v.y, y: v.y - eta * v.x) }, Players(x: -eta * y, y: eta * x))
    let determinant = 1 + eta * eta
    #expect(abs(solution.x.x - (-eta * y - eta * eta * x) / determinant) < 1e-15)
    #expect(abs(solution.x.y - (eta * x - eta * eta * y) / determinant) < 1e-15)
  }
}
