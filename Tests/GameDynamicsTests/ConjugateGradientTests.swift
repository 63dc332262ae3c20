import GameDynamics
import TestSupport
import Testing

@Suite struct ConjugateGradientTests {
  typealias V = DenseVector<Double>

  @Test(arguments: [31, 32, 33, 34] as [UInt64]) func exactInAtMostNSteps(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for n in 1...12 {
      let a = FieldMatrix<Double>.randomPositiveDefinite(n, using: &random)
      let b = V(random.uniforms(n))
      let counter = ProductCounter()
      let solution = try ConjugateGradient<V>(tolerance: 1e-9).solve(counter.counting(a.times), b)
      #expect(solution.report.status == .converged && solution.report.iterations <= n, "seed \(seed), n \(n)")
      #expect(counter.count == solution.report.iterations)
      #expect(difference(solution.x.elements, a.solved(b)) < 1e-7, "seed \(seed), n \(n)")
      let residual = try (b - a.times(solution.x)).squaredNorm()
      #expect(residual <= 1.001e-18 * (try b.squaredNorm()), "seed \(seed), n \(n)")
    }
  }

  // As many steps as distinct eigenvalues: two here, in seven dimensions.
  @Test func distinctEigenvaluesCount() throws {
    let a = FieldMatrix.diagonal([1.0, 5, 5, 1, 1, 5, 1])
    let solution = try ConjugateGradient<V>(tolerance: 1e-12).solve(a.times, V([1, 2, 3, 4, 5, 6, 7]))
    #expect(solution.report.iterations == 2 && solution.report.status == .converged)
  }

  // A = diag(1, 2), b = (1, 1). First step: ⟨r, r⟩ = 2, A·p = (1, 2), α = 2/3, r = (1/3, -1/3): ‖r‖/‖b‖ = 1/3, the
  // second step is exact. A tolerance of 0.2 is below 1/3 and above its square 1/9: only two steps reach it.
  @Test func toleranceIsOfTheNormNotItsSquare() throws {
    let a = FieldMatrix.diagonal([1.0, 2])
    let b = V([1, 1])
    #expect(try ConjugateGradient<V>(tolerance: 0.2).solve(a.times, b).report.iterations == 2)
    let loose = try ConjugateGradient<V>(tolerance: 0.34).solve(a.times, b)
    #expect(loose.report.iterations == 1 && loose.report.status == .converged)
    #expect(abs(loose.report.relativeResidual - 1.0 / 3) < 1e-15)
    #expect(difference(loose.x.elements, [2.0 / 3, 2.0 / 3]) < 1e-15)
    // Scaling A and b changes nothing: the tolerance is relative.
    let small = FieldMatrix.diagonal([1e-60, 2e-60])
    #expect(try ConjugateGradient<V>(tolerance: 0.2).solve(small.times, V([1e-60, 1e-60])).report.iterations == 2)
  }

  @Test func warmStartUsesItsOwnResidual() throws {
    let a = FieldMatrix.diagonal([1.0, 2, 4, 8])
    let b = V([1, 2, 4, 8])  // solution (1, 1, 1, 1)
    let solver = ConjugateGradient<V>(tolerance: 1e-12)
    let counter = ProductCounter()
    let apply = counter.counting(a.times)
    #expect(try solver.solve(apply, b).report.iterations == 4)
    #expect(counter.count == 4)

    // At the solution the residual costs the one product there is.
    counter.count = 0
    let exact = try solver.solve(apply, b, from: V([1, 1, 1, 1]))
    #expect(exact.report.iterations == 0 && exact.report.status == .converged && counter.count == 1)
    #expect(exact.x == V([1, 1, 1, 1]) && exact.report.relativeResidual == 0)

    // Wrong along one eigenvector alone: one step, two products.
    counter.count = 0
    let near = try solver.solve(apply, b, from: V([1, 1, 6, 1]))
    #expect(near.report.iterations == 1 && counter.count == 2 && near.x == V([1, 1, 1, 1]))

    // A poor start still ends at the solution, with the tolerance relative to b, not to the first residual.
    let far = try solver.solve(apply, b, from: V([1e3, -1e3, 1e3, 0]))
    #expect(far.report.status == .converged && difference(far.x.elements, [1, 1, 1, 1]) < 1e-10)
    let alreadyThere = try ConjugateGradient<V>(tolerance: 0.5).solve(apply, b, from: V([1, 1, 1, 1.1]))
    #expect(alreadyThere.report.iterations == 0)
  }

  @Test func zeroRightHandSide() throws {
    let a = FieldMatrix.diagonal([1.0, 2, 4])
    let counter = ProductCounter()
    let cold = try ConjugateGradient<V>().solve(counter.counting(a.times), V([0, 0, 0]))
    #expect(cold.x == V([0, 0, 0]) && cold.report.iterations == 0 && counter.count == 0)
    #expect(cold.report.status == .converged && cold.report.relativeResidual == 0)
    let warm = try ConjugateGradient<V>().solve(a.times, V([0, 0, 0]), from: V([1, -2, 3]))
    #expect(warm.x == V([0, 0, 0]) && warm.report.iterations == 0)
    #expect(warm.report.status == .converged && warm.report.relativeResidual == 0)
  }

  @Test func iterationCapIsReported() throws {
    let a = FieldMatrix.diagonal([1.0, 2, 4, 8, 16])
    let b = V([1, 1, 1, 1, 1])
    let solution = try ConjugateGradient<V>(tolerance: 1e-12, iterationCap: 2).solve(a.times, b)
    #expect(solution.report.status == .iterationCap && solution.report.iterations == 2)
    let residual = try (b - a.times(solution.x)).squaredNorm()
    #expect(abs(residual - solution.report.squaredResidual) < 1e-15)
    #expect(solution.report.squaredRightHandSide == 5)
    #expect(abs(solution.report.relativeResidual - (residual / 5).squareRoot()) < 1e-14)
    // A cap of zero gives the start back.
    let none = try ConjugateGradient<V>(tolerance: 1e-12, iterationCap: 0).solve(a.times, b)
    #expect(none.x == V([0, 0, 0, 0, 0]) && none.report.status == .iterationCap)
    #expect(none.report.relativeResidual == 1)
  }

  @Test func unsuitableOperatorsBreakDown() throws {
    let solver = ConjugateGradient<V>(tolerance: 1e-12)
    // ⟨p, A·p⟩ = 1 - 1 = 0 in the first step: nothing was moved.
    let indefinite = try solver.solve(FieldMatrix.diagonal([1.0, -1]).times, V([1, 1]))
    #expect(indefinite.report.status == .brokeDown && indefinite.x == V([0, 0]))
    let negative = try solver.solve(FieldMatrix.diagonal([-1.0]).times, V([1]))
    #expect(negative.report.status == .brokeDown && negative.x == V([0]))
    // ⟨p, A·p⟩ > 0 at first, and negative in the second step: the first iterate is kept. With A = diag(2, -1) and
    // b = (1, 1): α = 2/1, x = (2, 2), r = (-3, 3), β = 9, p = (6, 12), ⟨p, A·p⟩ = 72 - 144.
    let later = try solver.solve(FieldMatrix.diagonal([2.0, -1]).times, V([1, 1]))
    #expect(later.report.status == .brokeDown && later.x == V([2, 2]) && later.report.iterations == 2)
    for bad in [Double.nan, .infinity] {
      let broken = try solver.solve(FieldMatrix.diagonal([bad, 1]).times, V([1, 1]))
      #expect(broken.report.status == .brokeDown && broken.x == V([0, 0]))
      let badRight = try solver.solve(FieldMatrix.diagonal([1.0, 1]).times, V([bad, 1]))
      #expect(badRight.report.status == .brokeDown && badRight.x == V([0, 0]) && badRight.report.iterations == 0)
    }
    // A warm start where the operator is not finite.
    let warm = try solver.solve(FieldMatrix.diagonal([.nan, 1]).times, V([1, 1]), from: V([3, 4]))
    #expect(warm.report.status == .brokeDown && warm.x == V([3, 4]))
  }

  @Test func errorsOfTheOperatorPass() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) { try ConjugateGradient<V>().solve({ _ in throw Refusal() }, V([1])) }
  }

  /// Eight systems of different difficulty side by side: easy, hard, zero right-hand side, indefinite, ...
  @Test(arguments: [false, true]) func lanesAreSolvedAsIfAlone(warm: Bool) throws {
    let n = 6
    var random = SeededRandom(seed: 35)
    var matrices = (0..<Lanes.laneCount).map { lane -> FieldMatrix<Double> in
      // Lane k has k distinct eigenvalues, or a full matrix.
      lane == 7
        ? .randomPositiveDefinite(n, using: &random) : .diagonal((0..<n).map { Double(1 + $0 % max(lane, 1)) })
    }
    matrices[2] = .diagonal([1, -1, 2, 1, 1, 1])
    var rightHandSides = (0..<Lanes.laneCount).map { _ in random.uniforms(n) }
    rightHandSides[3] = Array(repeating: 0, count: n)
    let starts = (0..<Lanes.laneCount).map { _ in random.uniforms(n) }
    let a = FieldMatrix<Lanes>(
      rows: (0..<n).map { i in (0..<n).map { j in Lanes { matrices[$0 % matrices.count].rows[i][j] } } })
    let b = DenseVector((0..<n).map { i in Lanes { rightHandSides[$0 % rightHandSides.count][i] } })
    let start = DenseVector((0..<n).map { i in Lanes { starts[$0 % starts.count][i] } })
    for cap in [nil, 3] as [Int?] {
      let together = try ConjugateGradient<DenseVector<Lanes>>(tolerance: 1e-10, iterationCap: cap)
        .solve(a.times, b, from: warm ? start : nil)
      var iterations = 0
      for lane in 0..<Lanes.laneCount {
        let alone = try ConjugateGradient<V>(tolerance: 1e-10, iterationCap: cap).solve(
          matrices[lane].times, V(rightHandSides[lane]), from: warm ? V(starts[lane]) : nil)
        #expect(
          together.x.elements.map { $0[lane: lane] } == alone.x.elements, "lane \(lane), cap \(String(describing: cap))"
        )
        #expect(together.report.converged[lane: lane] == alone.report.converged)
        #expect(together.report.brokeDown[lane: lane] == alone.report.brokeDown)
        #expect(together.report.squaredRightHandSide[lane: lane] == alone.report.squaredRightHandSide)
        if !alone.report.brokeDown {
          #expect(together.report.squaredResidual[lane: lane] == alone.report.squaredResidual)
        }
        iterations = max(iterations, alone.report.iterations)
      }
      #expect(together.report.iterations == iterations && together.report.status == .brokeDown)
      #expect(together.report.brokeDown[lane: 2] && together.report.converged[lane: 3])
    }
  }

  @Test func aLaneThatIsNotFiniteHurtsNoOther() throws {
    let sound = FieldMatrix.diagonal([1.0, 2, 3])
    for bad in [Double.nan, .infinity] {
      let a = FieldMatrix<Lanes>(
        rows: (0..<3).map { i in
          (0..<3).map { j in Lanes { $0 == 4 && i == j ? bad : sound.rows[i][j] * Double($0 + 1) } }
        })
      let solution = try ConjugateGradient<DenseVector<Lanes>>(tolerance: 1e-12)
        .solve(a.times, DenseVector([Lanes(1), Lanes(1), Lanes(1)]))
      #expect(solution.report.status == .brokeDown)
      for lane in 0..<Lanes.laneCount {
        #expect(solution.report.brokeDown[lane: lane] == (lane == 4))
        #expect(solution.report.converged[lane: lane] == (lane != 4))
        let x = solution.x.elements.map { $0[lane: lane] * Double(lane + 1) }
        if lane == 4 {
          #expect(x == [0, 0, 0], "the last sound iterate")
          continue
        }
        #expect(difference(x, [1, 0.5, 1.0 / 3]) < 1e-12)
      }
    }
  }

  @Test func sentences() {
    typealias Status = SolverReport<Double>.Status
    #expect(Status.converged.description == "the inner solve reached its tolerance")
    #expect(Status.iterationCap.description.contains("raise the cap or the tolerance"))
    #expect(Status.brokeDown.description.contains("singular, indefinite or not finite"))
  }
}

/// Solves on dual numbers against elimination in dual arithmetic, which is exact.
@Suite struct DualSolveTests {
  @Test(arguments: [41, 42, 43] as [UInt64]) func derivativeOfTheSolution(seed: UInt64) throws {
    try compare(Dual<Double>.self, seed)
    try compare(Dual<Lanes>.self, seed)
  }

  func compare<F: TestField>(_ field: F.Type, _ seed: UInt64) throws {
    typealias W = DenseVector<F>
    var random = SeededRandom(seed: seed)
    for n in 1...6 {
      let a = FieldMatrix<F>.randomPositiveDefinite(n, using: &random)
      let b = W((0..<n).map { _ in F.random(-1...1, using: &random) })
      // Even a loose solver is exact on duals, whatever its warm start.
      for start in [nil, b] {
        let solution = try ConjugateGradient<W>(tolerance: 0.1).solve(a.times, b, from: start)
        #expect(
          difference(try solution.x.numbers(), a.solved(b).flatMap(\.numbers)) < 1e-11,
          "seed \(seed), \(F.self), n \(n)")
        #expect(!solution.report.brokeDown.any)
      }
      // At b = 0 with b′ ≠ 0 the solution is 0 and its derivative A⁻¹b′.
      let onlyTangent = b.tangentPart()
      let solution = try ConjugateGradient<W>(tolerance: 0.1).solve(a.times, onlyTangent)
      #expect(
        difference(try solution.x.numbers(), a.solved(onlyTangent).flatMap(\.numbers)) < 1e-11,
        "seed \(seed), \(F.self), n \(n)")
      #expect(try solution.x.valuePart().squaredNorm() == F(0))
    }
  }

  // A(t) = 2 + t, b(t) = 6 + 5t at t = 0: x = 3, x′ = (b′ - A′x)/A = (5 - 3)/2 = 1.
  @Test func oneUnknown() throws {
    let a = Dual(2.0, tangent: 1)
    let x = try ConjugateGradient<Dual<Double>>().solve({ a * $0 }, Dual(6, tangent: 5)).x
    #expect(difference(x.numbers, [3, 1]) < 1e-15)
  }
}
