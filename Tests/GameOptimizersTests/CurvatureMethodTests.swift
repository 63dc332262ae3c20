import GSLNumerics
import GameDynamics
import GameOptimizers
import SmallGames
import TestSupport
import Testing

/// Methods with second derivatives on random quadratic games, general-sum and zero-sum, against the defining equations
/// written out with dense matrices that come from the gradients alone.
@Suite struct CurvatureMethodTests {
  typealias V = DenseVector<Double>
  let eta = Players(x: 0.07, y: 0.11)

  struct Sample {
    let game: MatrixQuadraticGame<Double>
    let point: Players<V>
    let j: Matrix
    var xi: [Double]
    init(seed: UInt64, isZeroSum: Bool) throws {
      var generator = SeededRandom(seed: seed)
      game = try generator.game(isZeroSum: isZeroSum)
      point = Players(x: generator.vector(3), y: generator.vector(2))
      j = try jacobian(of: game, 3, 2)
      xi = try game.gradients(at: point).coordinates()
    }
  }

  func moved<O: Optimizer>(_ optimizer: O, _ sample: Sample) throws -> Players<V> where O.V == V {
    var (point, state) = (sample.point, try optimizer.initialState(at: sample.point))
    _ = try optimizer.step(&point, &state, in: sample.game)
    return point
  }
  func descended(_ sample: Sample, _ direction: [Double]) throws -> Players<V> {
    var result = sample.point
    try result.add(sample.point.replacingCoordinates(with: direction), times: eta.map { -$0 })
    return result
  }

  // Aᵀξ = ½(Jᵀ - J)ξ with the whole J; alignment by the sign of ⟨ξ, Jᵀξ⟩⟨Aᵀξ, Jᵀξ⟩/d + 0.1.
  @Test(arguments: [UInt64](1...8), [true, false])
  func symplecticGradientAdjustment(seed: UInt64, isZeroSum: Bool) throws {
    let sample = try Sample(seed: seed, isZeroSum: isZeroSum)
    let xi = V(sample.xi)
    let transposed = try sample.j.transposedTimes(xi)
    let adjustment = try 0.5 * (transposed - sample.j.times(xi))
    let plain = try moved(SGA<V>(stepSizes: eta, strength: 0.8, aligns: false), sample)
    #expect(try distance(plain, descended(sample, (xi + 0.8 * adjustment).elements)) < 1e-13)
    let sign = try xi.dot(transposed) * adjustment.dot(transposed) / 5 + 0.1 < 0 ? -1.0 : 1
    let aligned = try moved(SGA<V>(stepSizes: eta, strength: 0.8, aligns: true), sample)
    #expect(try distance(aligned, descended(sample, (xi + (0.8 * sign) * adjustment).elements)) < 1e-13)
  }

  // The samples above must have met both signs.
  @Test func bothSignsOfAlignmentOccur() throws {
    let signs = try (1...8).map { seed -> Bool in
      let sample = try Sample(seed: UInt64(seed), isZeroSum: false)
      let xi = V(sample.xi)
      let transposed = try sample.j.transposedTimes(xi)
      let adjustment = try 0.5 * (transposed - sample.j.times(xi))
      return try xi.dot(transposed) * adjustment.dot(transposed) / 5 + 0.1 < 0
    }
    #expect(Set(signs).count == 2)
  }

  // ξ + γ∇½‖ξ‖², the gradient of the Hamiltonian by central differences of ‖ξ‖² (exact for a quadratic).
  @Test(arguments: [UInt64](1...4))
  func consensus(seed: UInt64) throws {
    let sample = try Sample(seed: seed, isZeroSum: false)
    var expected = sample.xi
    for i in expected.indices {
      func hamiltonian(_ h: Double) throws -> Double {
        var c = try sample.point.coordinates()
        c[i] += h
        return 0.5 * (try sample.game.gradients(at: sample.point.replacingCoordinates(with: c)).squaredNorm())
      }
      expected[i] += 0.3 * (try hamiltonian(0.5) - hamiltonian(-0.5))
    }
    let point = try moved(ConsensusOptimization<V>(stepSizes: eta, strength: 0.3), sample)
    #expect(try distance(point, descended(sample, expected)) < 1e-12)
  }

  // LOLA: the gradient of f(x, y) - η_y⟨∂f/∂y, ∂g/∂y⟩ in x by central differences, with ∂f/∂y held fixed (the source) or
  // not (κ = 1); and of y likewise. Exact for a quadratic game but for rounding.
  @Test(arguments: [UInt64](1...4), [0.0, 1.0])
  func lola(seed: UInt64, kappa: Double) throws {
    let sample = try Sample(seed: seed, isZeroSum: false)
    func expected(_ p: Player) throws -> V {
      let q = p.opponent
      let fixed = try sample.game.localModel(at: sample.point).gradient(of: p, in: q)
      return V(
        try sample.point[p].elements.indices.map { i in
          func surrogate(_ h: Double) throws -> Double {
            var point = sample.point
            point[p][i] += h
            let model = try sample.game.localModel(at: point)
            let cross = kappa == 0 ? fixed : try model.gradient(of: p, in: q)
            return try sample.game.losses(at: point)[p] - eta[q] * cross.dot(model.gradients[q])
          }
          return try surrogate(0.5) - surrogate(-0.5)
        })
    }
    let point = try moved(LOLA<V>(stepSizes: eta, lookAhead: kappa), sample)
    #expect(
      try distance(point, descended(sample, expected(.x).elements + expected(.y).elements)) < 1e-12)
  }

  // In zero-sum games LOLA without its look-ahead term is LCGD, and so is SGA with λ = η where both step sizes are one.
  @Test func linearisedMethodsAgreeOnZeroSumGames() throws {
    let sample = try Sample(seed: 5, isZeroSum: true)
    #expect(try distance(moved(LOLA<V>(stepSizes: eta), sample), moved(LCGD<V>(stepSizes: eta), sample)) < 1e-14)
    let one = Players(x: 0.07, y: 0.07)
    #expect(
      try distance(
        moved(SGA<V>(stepSizes: one, strength: 0.07, aligns: false), sample), moved(LCGD<V>(stepSizes: one), sample))
        < 1e-14)
  }

  /// How far moves are from Δx = -η_x(∂f/∂x + D²_xy f Δy), Δy = -η_y(∂g/∂y + D²_yx g Δx), step sizes elementwise.
  func competitiveResidual(_ sample: Sample, from: Players<V>, to: Players<V>, _ steps: Players<V>) throws -> Double {
    let move = try to - from
    let xi = try sample.game.gradients(at: from)
    let zero = try move.zero
    let other = Players(
      x: try sample.j.times(V(Players(x: zero.x, y: move.y).coordinates())),
      y: try sample.j.times(V(Players(x: move.x, y: zero.y).coordinates())))
    let x = try move.x + steps.x.multiplied(elementwise: xi.x + V(Array(other.x.elements.prefix(3))))
    let y = try move.y + steps.y.multiplied(elementwise: xi.y + V(Array(other.y.elements.suffix(2))))
    return try Players(x: x, y: y).squaredNorm().squareRoot()
  }

  // With large step sizes too; the general-sum system must stay solvable, so only its residual counts.
  @Test(arguments: [UInt64](1...4), [0.1, 3.0])
  func competitiveMovesSolveTheirEquations(seed: UInt64, scale: Double) throws {
    for isZeroSum in [true, false] {
      let sample = try Sample(seed: seed, isZeroSum: isZeroSum)
      let sizes = Players(x: scale, y: 2 * scale)
      let steps = Players(x: V([scale, scale, scale]), y: V([2 * scale, 2 * scale]))
      var ends = [
        try moved(CGD(stepSizes: sizes, solver: GMRES<V>(tolerance: 1e-13)), sample),
        try moved(CGD(stepSizes: sizes, solver: DenseLU<V>()), sample),
        try moved(ICR(stepSizes: sizes, alpha: 1, solver: GMRES<V>(tolerance: 1e-13)), sample),
      ]
      if isZeroSum {
        ends.append(try moved(CGD(stepSizes: sizes, solver: ConjugateGradient<V>(tolerance: 1e-13)), sample))
      }
      for end in ends {
        let size = try distance(sample.point, end)
        #expect(try competitiveResidual(sample, from: sample.point, to: end, steps) < 1e-10 * (1 + size))
      }
    }
  }

  // ICR(α): each player's own move against an opponent of step size αη, from CGD itself with that step size.
  @Test(arguments: [0.0, 0.5, 2.0])
  func icr(alpha: Double) throws {
    let sample = try Sample(seed: 6, isZeroSum: true)
    let solver = GMRES<V>(tolerance: 1e-13)
    let point = try moved(ICR(stepSizes: eta, alpha: alpha, solver: solver), sample)
    let forX = try moved(CGD(stepSizes: Players(x: eta.x, y: alpha * eta.y), solver: solver), sample)
    let forY = try moved(CGD(stepSizes: Players(x: alpha * eta.x, y: eta.y), solver: solver), sample)
    #expect(try distance(point, Players(x: forX.x, y: forY.y)) < 1e-12)
  }

  /// ACGD's step sizes written out: η√(1 - βᵗ)/(√v + ε).
  func adaptiveSteps(_ moments: Players<V>, t: Int) -> Players<V> {
    var correction = 1.0
    for _ in 0..<t { correction *= 0.99 }
    func steps(_ v: V, _ eta: Double) -> V {
      V(v.elements.map { eta * (1 - correction).squareRoot() / ($0.squareRoot() + 1e-5) })
    }
    return Players(x: steps(moments.x, eta.x), y: steps(moments.y, eta.y))
  }

  // The moves of ACGD solve the block system with both players' step-size vectors, whichever side is solved for.
  @Test(arguments: [UInt64](1...4), [true, false])
  func acgdSolvesTheBlockSystem(seed: UInt64, isZeroSum: Bool) throws {
    let sample = try Sample(seed: seed, isZeroSum: isZeroSum)
    let gmres = ACGD(stepSizes: eta, solver: GMRES<V>(tolerance: 1e-13))
    let cg = ACGD(stepSizes: eta, solver: ConjugateGradient<V>(tolerance: 1e-13))
    var (point, state) = (sample.point, try gmres.initialState(at: sample.point))
    var (other, otherState) = (sample.point, try cg.initialState(at: sample.point))
    var moments = try sample.point.zero
    for t in 1...6 {
      let from = point
      let xi = try sample.game.gradients(at: from)
      moments = try 0.99 * moments + 0.01 * xi.multiplied(elementwise: xi)
      let report = try gmres.step(&point, &state, in: sample.game)
      #expect(report.solver?.status == .converged)
      let residual = try competitiveResidual(sample, from: from, to: point, adaptiveSteps(moments, t: t))
      #expect(residual < 1e-11, "step \(t)")
      if isZeroSum {
        _ = try cg.step(&other, &otherState, in: sample.game)
        #expect(try distance(point, other) < 1e-11, "step \(t)")
      }
    }
  }

  // A solver that is given no iteration shows what exact solves hide. Step 1 solves for x, as the authors' package does,
  // from nothing: x stays and y makes its plain step -η_y g_y, which leaves it the scaled move s = -√η_y g_y. Step 2
  // solves for y and starts at that s, with its own η_y: Δy = √η_y s.
  @Test func acgdAlternatesAndStartsWarm() throws {
    let sample = try Sample(seed: 9, isZeroSum: true)
    let optimizer = ACGD(stepSizes: eta, solver: GMRES<V>(iterationCap: 0))
    var (point, state) = (sample.point, try optimizer.initialState(at: sample.point))
    let g1 = try sample.game.gradients(at: point)
    _ = try optimizer.step(&point, &state, in: sample.game)
    #expect(point.x == sample.point.x)
    var moments = try 0.01 * g1.multiplied(elementwise: g1)
    let steps1 = adaptiveSteps(moments, t: 1)
    let move1 = try steps1.y.multiplied(elementwise: g1.y)
    #expect(try (point.y + move1 - sample.point.y).squaredNorm() < 1e-28)
    let middle = point
    let g2 = try sample.game.gradients(at: point)
    _ = try optimizer.step(&point, &state, in: sample.game)
    moments = try 0.99 * moments + 0.01 * g2.multiplied(elementwise: g2)
    let steps2 = adaptiveSteps(moments, t: 2)
    let s = try steps1.y.squareRoots().multiplied(elementwise: g1.y).negated()
    let move2 = try steps2.y.squareRoots().multiplied(elementwise: s)
    #expect(try (point.y - middle.y - move2).squaredNorm() < 1e-28)
    // And x answers to it.
    let slope = try g2.x + sample.game.localModel(at: middle).mixedX(times: move2)
    #expect(try (point.x - middle.x + steps2.x.multiplied(elementwise: slope)).squaredNorm() < 1e-28)
  }

  @Test func conjugateGradientsRefuseGeneralSumGames() throws {
    let sample = try Sample(seed: 1, isZeroSum: false)
    let solver = ConjugateGradient<V>()
    #expect(throws: OptimizerError.self) { try moved(CGD(stepSizes: eta, solver: solver), sample) }
    #expect(throws: OptimizerError.self) { try moved(ACGD(stepSizes: eta, solver: solver), sample) }
    #expect(throws: OptimizerError.self) { try moved(ICR(stepSizes: eta, alpha: 1, solver: solver), sample) }
    #expect(throws: OptimizerError.self) {
      try moved(OneSidedCGD(stepSizes: eta, mover: .x, solver: solver), sample)
    }
  }

  // One-sided CGD's first move is the mover's part of ACGD's, and the opponent stays.
  @Test(arguments: Player.allCases)
  func oneSided(mover: Player) throws {
    let sample = try Sample(seed: 7, isZeroSum: true)
    let solver = GMRES<V>(tolerance: 1e-13)
    let both = try moved(ACGD(stepSizes: eta, solver: solver), sample)
    let one = try moved(OneSidedCGD(stepSizes: eta, mover: mover, solver: solver), sample)
    #expect(try (one[mover] - both[mover]).squaredNorm() < 1e-22)
    #expect(one[mover.opponent] == sample.point[mover.opponent])
  }

  // The proximal point satisfies ω⁺ = ω - ηξ(ω⁺): one Newton iteration on a quadratic game, a few on a quartic one.
  @Test func proximalPoint() throws {
    let sample = try Sample(seed: 8, isZeroSum: false)
    let optimizer = ProximalPoint<V, GMRES<Players<V>>>(stepSizes: eta, solver: GMRES(tolerance: 1e-13))
    var (point, state) = (sample.point, NoState<V>())
    let report = try optimizer.step(&point, &state, in: sample.game)
    #expect(report.solver?.iterations == 1)
    var implicit = sample.point
    try implicit.add(sample.game.gradients(at: point), times: eta.map { -$0 })
    #expect(try distance(point, implicit) < 1e-13)

    let nonlinear = ProximalPoint<Double, GMRES<Players<Double>>>(
      stepSizes: Players(x: 0.8, y: 0.5), solver: GMRES(tolerance: 1e-13), tolerance: 1e-14)
    let start = Players(x: 1.5, y: -2.0)
    var (p, none) = (start, NoState<Double>())
    let newton = try nonlinear.step(&p, &none, in: QuarticGame<Double>())
    #expect(newton.solver?.status == .converged)
    let field = try QuarticGame<Double>().gradients(at: p)
    #expect(abs(p.x - (start.x - 0.8 * field.x)) < 1e-13 && abs(p.y - (start.y - 0.5 * field.y)) < 1e-13)
  }
}
