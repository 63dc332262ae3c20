import GameDynamics
import RealModule
import SmallGames
import TestSupport
import Testing

/// Particle games: what moves a particle, what the discriminator learns, and their errors.
@Suite struct ParticleGameTests {
  typealias V = DenseVector<Double>

  func moments(_ scaling: FunctionalScaling, data: [[Double]] = [[-1], [2], [0.5]]) throws
    -> VectorGradientGame<ParticleGame<Double, PolynomialDiscriminator, FunctionalScaling>>
  {
    VectorGradientGame(
      try ParticleGame(
        particles: 2, discriminator: PolynomialDiscriminator(degree: 2), scaling: scaling, data: data))
  }

  let point = Players(x: V([0.3, -1.2]), y: V([0.1, -0.4, 0.7]))

  // D = 0.1 - 0.4x + 0.7x², D′ = -0.4 + 1.4x: at 0.3 D = 0.043, D′ = 0.02; at -1.2 D = 1.588, D′ = -2.08.
  @Test func aParticleFollowsTheScaledGradient() throws {
    let logits = [0.043, 1.588]
    let slopes = [0.02, -2.08]
    for scaling in FunctionalScaling.allCases {
      let gradient = try moments(scaling).gradients(at: point).x.elements
      let expected = zip(logits, slopes).map { d, slope in
        let p = 1 / (1 + Double.exp(-d))
        let s = scaling == .cfg ? 1 : scaling == .gan0 ? p : 1 - p
        return -s * slope
      }
      #expect(difference(gradient, expected) < 1e-14, "\(scaling)")
    }
  }

  // g = n mean log(1 + e^-D(r)) + Σ log(1 + e^D(x)), n = 2.
  @Test func theDiscriminatorLearnsByLogisticRegression() throws {
    func d(_ x: Double) -> Double { 0.1 - 0.4 * x + 0.7 * x * x }
    let real = [-1, 2, 0.5].reduce(0) { $0 + Double.log(1 + Double.exp(-d($1))) } / 3
    let fake = [0.3, -1.2].reduce(0) { $0 + Double.log(1 + Double.exp(d($1))) }
    for scaling in FunctionalScaling.allCases {
      let losses = try moments(scaling).losses(at: point)
      #expect(abs(losses.y - (2 * real + fake)) < 1e-14)
      #expect(try moments(scaling).isZeroSum == (scaling == .gan0))
    }
    #expect(try moments(.gan0).losses(at: point).x == -moments(.gan0).losses(at: point).y)
    // ψ = -D and log(1 + e^-D).
    #expect(abs(try moments(.cfg).losses(at: point).x + d(0.3) + d(-1.2)) < 1e-14)
    let trick = Double.log(1 + Double.exp(-d(0.3))) + Double.log(1 + Double.exp(-d(-1.2)))
    #expect(abs(try moments(.gan1).losses(at: point).x - trick) < 1e-14)
  }

  // N(1, 4) with the particles -1 and 3, of mean 1 and variance 4: D = 0 everywhere, whatever s. Moved to y = (0, 0) the
  // density is N(0, 1): D(x) = -ln 2 - (x - 1)²/8 + x²/2, D′(3) = -½ + 3 = 2.5.
  @Test func theExactRatioOfNormalDensities() throws {
    let density = NormalDensity(mean: 1.0, deviation: 2)
    let game = VectorLossGame(DensityRatioGame(particles: 2, density: density, scaling: FunctionalScaling.cfg))
    let fitted = density.fit([-1.0, 3])
    #expect(difference(fitted, [1, Double.log(2)]) < 1e-15)
    for x in [-2.0, 0.4, 5] { #expect(abs(density.logRatio(fitted, at: [x]) { $0 }) < 1e-15) }
    let gradients = try game.gradients(at: Players(x: V([-1, 3]), y: V([0, 0])))
    #expect(difference(gradients.x[1], -2.5) < 1e-15)
    // ∂g/∂y = y - T(x).
    #expect(difference(gradients.y.elements, [-1, -Double.log(2)]) < 1e-15)
  }

  // One kernel at 0.5 of bandwidth 0.4 and one mode at 0 of deviation 0.3, smoothed to 0.5:
  // D(x) = ln N(x; 0, 0.25) - ln N(x; 0.5, 0.16).
  @Test func theExactRatioByKernels() throws {
    let density = try KernelDensity(modes: [[0.0]], deviation: 0.3, bandwidth: 0.4)
    let x = 0.9
    let expected = -x * x / 0.5 + 0.4 * 0.4 / 0.32 - 0.5 * Double.log(0.25 / 0.16)
    #expect(abs(density.logRatio([0.5], at: [x]) { $0 } - expected) < 1e-14)
    // Two kernels far apart do not underflow: at 0 the mean of e^-312.5 and e^-2812.5 is ½ e^-312.5.
    let far = density.logRatio([10.0, 30], at: [0]) { $0 }
    #expect(abs(far - (312.5 + Double.log(2) - 0.5 * Double.log(0.25 / 0.16))) < 1e-10)
  }

  /// The gradients of every discriminator against central differences of its logit.
  @Test func discriminatorsKnowTheirGradients() throws {
    func check(_ d: some ParticleDiscriminator) {
      var random = SeededRandom(seed: 4)
      let (y, x) = (random.uniforms(d.parameterCount), random.uniforms(d.coordinates))
      var inY = y.map { _ in 0.0 }
      let inX = d.backward(y, at: x, slope: { 1 + $0 }, addingTo: &inY)
      let w = 1 + d.logit(y, at: x)
      func moved(_ v: [Double], _ i: Int, _ h: Double) -> [Double] {
        var v = v
        v[i] += h
        return v
      }
      let h = 1e-5
      for i in x.indices {
        let slope = (d.logit(y, at: moved(x, i, h)) - d.logit(y, at: moved(x, i, -h))) / (2 * h)
        #expect(abs(inX[i] - w * slope) < 1e-9, "\(d)")
      }
      for i in y.indices {
        let slope = (d.logit(moved(y, i, h), at: x) - d.logit(moved(y, i, -h), at: x)) / (2 * h)
        #expect(abs(inY[i] - w * slope) < 1e-9, "\(d)")
      }
    }
    check(PolynomialDiscriminator(degree: 4))
    check(PolynomialDiscriminator(degree: 3, hasConstant: false))
    check(try BumpDiscriminator(centres: [[0, 1], [-0.5, 0.3], [0.8, 0.8]], width: 0.7))
    check(try NetworkDiscriminator(DenseNetwork([2, 4, 3, 1], .tanh)))
  }

  @Test func wrongShapesAreErrors() throws {
    let network = try NetworkDiscriminator(DenseNetwork([2, 3, 1], .tanh))
    func game(_ data: [[Double]], _ weights: [Double]? = nil) throws {
      _ = try ParticleGame(
        particles: 2, discriminator: network, scaling: FunctionalScaling.cfg, data: data, weights: weights)
    }
    #expect(throws: VectorError.self) { try game([[1]]) }
    #expect(throws: VectorError.self) { try game([]) }
    #expect(throws: VectorError.self) { try game([[1, 2]], [0.5, 0.5]) }
    #expect(throws: VectorError.self) { try NetworkDiscriminator(DenseNetwork([2, 3], .tanh)) }
    #expect(throws: VectorError.self) { try BumpDiscriminator(centres: [], width: 1) }
    #expect(throws: VectorError.self) { try BumpDiscriminator(centres: [[1], [1, 2]], width: 1) }
    #expect(throws: VectorError.self) { try KernelDensity<Double>(modes: [], deviation: 1, bandwidth: 1) }
  }
}
