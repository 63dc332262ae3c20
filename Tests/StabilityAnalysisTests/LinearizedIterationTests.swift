import ComplexModule
import GameDynamics
import GameOptimizers
import GSLNumerics
import KrylovEigenvalues
import SmallGames
import StabilityAnalysis
import Testing
import TestSupport

/// The matrix-free Jacobian of the iteration, on vectors that carry a direction, against the dense one on dual numbers.
@Suite struct LinearizedIterationTests {
  /// The zero-sum game with the origin as its equilibrium, third derivatives and sines included.
  struct Curved<F: Field>: VectorLosses {
    var isZeroSum: Bool { true }
    var dimensions: Players<Int> { Players(x: 2, y: 2) }
    func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
      let quadratic = D(0.5) * x[0] * x[0] + D(0.25) * x[1] * x[1] - D(0.5) * y[0] * y[0] - D(0.3) * y[1] * y[1]
      let coupling = x[0] * y[0] + D(0.7) * x[1] * y[1] - D(0.4) * x[0] * y[1]
      let curved = D(0.2) * x[0] * x[0] * y[1] + D(0.1) * D.sin(x[1]) * y[0] * y[0]
      return .zeroSum(quadratic + coupling + curved)
    }
  }

  private struct Dense: OptimizerContinuation {
    typealias V = DenseVector<Dual<Double>>
    let point: Players<[Double]>
    let settlingSteps: Int
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Matrix where O.V == V {
      try IterationJacobian(settlingSteps: settlingSteps).jacobians(
        of: optimizer, on: VectorLossGame(Curved<Dual<Double>>()), at: point)[0]
    }
  }

  private struct MatrixFree: OptimizerContinuation {
    typealias V = DualVector<DenseVector<Double>>
    let point: Players<[Double]>
    let settlingSteps: Int
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Matrix where O.V == V {
      let iteration = try LinearizedIteration(
        of: optimizer, on: VectorLossGame(Curved<Double>()), at: point.map { DenseVector($0) },
        settlingSteps: settlingSteps)
      return try iteration.matrix()
    }
  }

  @Test(arguments: OptimizerCatalogue.all.map(\.card.name))
  func everyOptimizerAtAnEquilibrium(_ name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    guard family.card.isDifferentiableAtEquilibria else {
      #expect(throws: SpectrumError.self) {
        try IterationSpectra(
          of: VectorLossGame(Curved<Double>()), at: Players(x: DenseVector([0, 0]), y: DenseVector([0, 0]))
        ).spectrum(of: family, Parameters(family.card.hyperparameters))
      }
      return
    }
    var h = Parameters<Dual<Double>>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: Dual(0.13), y: Dual(0.21)))
    let origin = Players(x: [0.0, 0], y: [0.0, 0])
    let dense = try family.build(h, then: Dense(point: origin, settlingSteps: 2))
    let free = try family.build(h, then: MatrixFree(point: origin, settlingSteps: 2))
    #expect(difference(dense.entries, free.entries) < 1e-8, "\(name)")
  }

  /// At an equilibrium a step moves nothing, so what an optimizer remembers after its first is what it remembers ever after:
  /// settling longer than `IterationJacobian` does by itself changes nothing.
  @Test(arguments: OptimizerCatalogue.all.map(\.card.name))
  func longerSettlingChangesNothing(_ name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    guard family.card.isDifferentiableAtEquilibria else { return }
    var h = Parameters<Dual<Double>>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: Dual(0.13), y: Dual(0.21)))
    func entries(_ steps: Int) throws -> [Double] {
      try family.build(h, then: Dense(point: Players(x: [0, 0], y: [0, 0]), settlingSteps: steps)).entries
    }
    #expect(difference(try entries(IterationJacobian().settlingSteps), try entries(7)) < 1e-12, "\(name)")
  }

  /// Away from an equilibrium third derivatives enter CGD and its like, by central differences: some ten digits.
  @Test(arguments: OptimizerCatalogue.all.map(\.card.name))
  func everyOptimizerAwayFromEquilibria(_ name: String) throws {
    let family = try OptimizerCatalogue.named(name)
    var h = Parameters<Dual<Double>>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: Dual(0.13), y: Dual(0.21)))
    let point = Players(x: [0.6, -0.4], y: [0.3, 0.5])
    let dense = try family.build(h, then: Dense(point: point, settlingSteps: 0))
    let free = try family.build(h, then: MatrixFree(point: point, settlingSteps: 0))
    // Where nothing has been remembered yet √0 stands in denominators, for both alike.
    guard dense.entries.allSatisfy(\.isFinite) else { return }
    #expect(difference(dense.entries, free.entries) < 1e-7, "\(name)")
  }

  /// Dirac-GAN with R₁: J = [[0, 1/2], [-1/2, γ]], so λ = γ/2 ± √(γ²/4 - 1/4) (Mescheder, Geiger and Nowozin, 2018).
  @Test func theFieldOfTheDiracGAN() throws {
    let game = PlanarLossGame(DiracGAN<Double>(.zeroCentredPenalty, strength: 0.3))
    let spectrum = try LinearizedGame(game, at: Players(x: 0, y: 0)).spectrum()
    let expected = Complex(0.15, (0.25 - 0.0225).squareRoot())
    #expect(spectrum.eigenvalues.count == 2)
    for value in spectrum.eigenvalues {
      #expect(min((value - expected).length, (value - expected.conjugate).length) < 1e-12)
    }
  }

  /// SimGD on it: det = 1 - η_y γ + η_x η_y/4 < 1 and 4 - 2 η_y γ + η_x η_y/4 > 0, by Jury: stable iff η_x < 4γ and
  /// η_y (2γ - η_x/4) < 4. Along η_x = r η_y the first bound is η_y = 4γ/r.
  @Test(arguments: [0.5, 1, 2]) func theBoundaryOfTheDiracGAN(_ ratio: Double) throws {
    let gamma = 0.3
    let spectra = IterationSpectra(
      of: PlanarLossGame(DiracGAN<Double>(.zeroCentredPenalty, strength: gamma)), at: Players(x: 0, y: 0))
    let ray = try StepSizeRay(ratio: ratio, .init(0.01...10, count: 7, precision: 1e-3)) { stepSizes in
      var h = Parameters<Double>(SimGDFamily().card.hyperparameters)
      try h.setStepSizes(stepSizes)
      return try spectra.spectrum(of: SimGDFamily(), h).radius
    }
    let boundary = try #require(ray.boundary)
    #expect(abs(boundary / (4 * gamma / ratio) - 1) < 2e-3)
    #expect(ray.description(x: "η_G", y: "η_D").hasPrefix("stable for η_D below "))
  }

  /// A matrix larger than the dense limit goes through ARPACK: SimGD on a quadratic game of 2 x 30 numbers.
  @Test func aLargerGameIsThatOfItsMatrix() throws {
    var random = SeededRandom(seed: 3)
    let n = 30
    func matrix(_ scale: Double) -> Matrix {
      var m = Matrix(rows: n, columns: n)
      for i in 0..<n { for j in 0..<n { m[i, j] = scale * random.uniform() } }
      return m
    }
    var (a, c) = (matrix(0.05), matrix(0.05))
    for i in 0..<n {
      a[i, i] += 1
      c[i, i] -= 1
    }
    let game = MatrixQuadraticGame<Double>(zeroSum: try .init(A: a, B: matrix(0.3), C: c))
    let origin = Players(
      x: DenseVector([Double](repeating: 0, count: n)), y: DenseVector([Double](repeating: 0, count: n)))
    let field = try GameJacobian.matrix(of: game.localModel(at: origin), at: origin)
    let leading = try LinearizedGame(game, at: origin).spectrum(LeadingEigenvalues(5, tolerance: 1e-10))
    let dense = try field.eigenvalues()
    for value in leading.eigenvalues { #expect((dense.map { ($0 - value).length }.min() ?? 1) < 1e-8) }
    #expect(leading.residual < 1e-8 && leading.direction != nil)
    var h = Parameters<Double>(SimGDFamily().card.hyperparameters)
    try h.setStepSizes(Players(x: 0.2, y: 0.2))
    let radius = try IterationSpectra(of: game, at: origin).spectrum(of: SimGDFamily(), h).radius
    let expected = dense.map { (Complex(1, 0) - Complex(0.2, 0) * $0).length }.max() ?? .nan
    #expect(abs(radius - expected) < 1e-6)
  }

  /// Newton's method from a point nearby, to the origin.
  @Test func newtonFindsTheEquilibrium() throws {
    let found = try NewtonEquilibrium(tolerance: 1e-12).find(
      on: VectorLossGame(Curved<Double>()), from: Players(x: DenseVector([0.3, -0.2]), y: DenseVector([0.1, 0.2])))
    #expect(found.converged && found.point.x.elements.allSatisfy { abs($0) < 1e-11 })
    #expect(zip(found.gradientNorms, found.gradientNorms.dropFirst()).allSatisfy { $0 > $1 })
  }

  /// f = x², g = y² attract: along the path to the origin the field is the path's direction, so c = 1 before, -1 beyond.
  /// The bilinear game rotates: c = 0.
  @Test func pathAngles() throws {
    let attracting = try QuadraticGamePath.angle(a: 1, b: 0, c: -1)
    for (place, cosine) in zip(attracting.places, attracting.cosines) where place != 1 {
      #expect(abs(cosine - (place < 1 ? 1 : -1)) < 1e-12)
    }
    #expect(try QuadraticGamePath.angle(a: 0, b: 1, c: 0).cosines.filter(\.isFinite).allSatisfy { abs($0) < 1e-12 })
  }

  private enum QuadraticGamePath {
    static func angle(a: Double, b: Double, c: Double) throws -> PathAngle {
      var p = Parameters<Double>(QuadraticGameFamily().card.parameters)
      try p.set("a", to: a)
      try p.set("b", to: b)
      try p.set("c", to: c)
      return try QuadraticGameFamily().build(p, then: Along())
    }
    struct Along: GameContinuation {
      typealias Scalar = Double
      func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> PathAngle
      where G.V: CoordinateVector, G.V.Scalar == Double {
        try PathAngle(
          on: game, from: Players(x: G.V(coordinates: [1]), y: G.V(coordinates: [1])),
          to: Players(x: G.V(coordinates: [0]), y: G.V(coordinates: [0])), at: [-0.1, 0, 0.5, 0.9, 1.1])
      }
    }
  }
}
