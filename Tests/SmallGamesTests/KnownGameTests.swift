import GameDynamics
import RealModule
import SmallGames
import Testing

/// The Jacobian of (∂f/∂x, ∂g/∂y) of a game of two numbers.
struct PlanarJacobian: GameContinuation {
  typealias Scalar = Double
  let point: Players<Double>

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> [Double]
  where G.V: CoordinateVector, G.V.Scalar == Double {
    let model = try game.localModel(at: point.map { try G.V(constants: [$0]) })
    let one = try G.V(constants: [1])
    return try [
      model.ownX(times: one), model.mixedX(times: one), model.mixedY(times: one), model.ownY(times: one),
    ].map { try $0.coordinates()[0] }
  }
}

@Suite struct KnownGameTests {
  func evaluate(_ name: String, _ settings: [String: Double] = [:], at x: [Double], _ y: [Double]) throws
    -> (losses: Players<Double>, gradients: Players<[Double]>)
  {
    let family = try GameCatalogue.named(name)
    var p = Parameters<Double>(family.card.parameters)
    for (key, value) in settings { try p.set(key, to: value) }
    return try family.build(p, then: Evaluation(point: Players(x: x, y: y)))
  }

  /// Trace and determinant of the gradient flow's Jacobian -J at a point: real part and modulus of its eigenvalues.
  func flow(_ name: String, _ settings: [String: Double] = [:], at point: Players<Double> = Players(x: 0, y: 0)) throws
    -> (trace: Double, determinant: Double)
  {
    let family = try GameCatalogue.named(name)
    var p = Parameters<Double>(family.card.parameters)
    for (key, value) in settings { try p.set(key, to: value) }
    let j = try family.build(p, then: PlanarJacobian(point: point))
    return (-(j[0] + j[3]), j[0] * j[3] - j[1] * j[2])
  }

  // Eigenvalues at (0, 0) from Mescheder et al. 2018; trace = their sum, determinant = their product:
  // ±i/2: 0, 1/4. ±i: 0, 1. -γ/2 ± √(γ²/4 - 1/4): -γ, 1/4. f″(0)σ² ± √(f″(0)²σ⁴ - 1/4): -σ²/2, 1/4.
  // -γ/4 ± i/2: -γ/2, γ²/16 + 1/4.
  @Test(
    arguments: [
      ("dirac", [:], 0.0, 0.25), ("dirac-ns", [:], 0, 0.25), ("dirac-wgan", [:], 0, 1), ("dirac-wgan-clip", [:], 0, 1),
      ("dirac-r1", ["gamma": 0.6], -0.6, 0.25), ("dirac-noise", ["sigma": 1.2], -0.72, 0.25),
      ("dirac-consensus", ["gamma": 0.8], -0.4, 0.29),
    ] as [(String, [String: Double], Double, Double)])
  func diracEigenvalues(name: String, settings: [String: Double], trace: Double, determinant: Double) throws {
    let result = try flow(name, settings)
    #expect(abs(result.trace - trace) < 1e-14)
    #expect(abs(result.determinant - determinant) < 1e-14)
  }

  // At (1, 2): f(2) + f(0) = -log(1 + e⁻²) - log 2 = -0.126928011… - 0.693147180…; ∂f/∂x = y sigmoid(-2) =
  // 2 · 0.119202922… = 0.238405844…; ∂g/∂y = -x sigmoid(-2). Non-saturating: log(1 + e²) = 2.126928011…,
  // ∂f/∂x = y sigmoid(2) = 1.761594156….
  @Test func diracValues() throws {
    let minimax = try evaluate("dirac", at: [1], [2])
    #expect(abs(minimax.losses.x + 0.820075191602918) < 1e-14)
    #expect(abs(minimax.gradients.x[0] - 0.238405844044235) < 1e-14)
    #expect(abs(minimax.gradients.y[0] + 0.119202922022118) < 1e-14)
    let saturating = try evaluate("dirac-ns", at: [1], [2])
    #expect(abs(saturating.losses.x - 2.126928011042972) < 1e-14)
    #expect(abs(saturating.gradients.x[0] - 1.761594155955765) < 1e-14)
    #expect(saturating.losses.y == -minimax.losses.x)
  }

  // WGAN-GP at (0.3, -2), γ = 0.5, g₀ = 1: f = -0.6, g = 0.6 + 0.25 · 1² = 0.85; ∂g/∂y = -0.3 - 0.5 · (2 - 1) = -0.8.
  @Test func gradientPenalty() throws {
    let result = try evaluate("dirac-wgan-gp", ["gamma": 0.5], at: [0.3], [-2])
    #expect(abs(result.losses.x + 0.6) < 1e-15)
    #expect(abs(result.losses.y - 0.85) < 1e-15)
    #expect(result.gradients.x == [-2])
    #expect(abs(result.gradients.y[0] + 0.8) < 1e-15)
  }

  // c = 1. Inside the box it is xy. At y = 1.5 x sees 1; y's descent direction +x is blocked where it points outward
  // (x = 2) and free where it points back (x = -2).
  @Test func weightClipping() throws {
    #expect(try evaluate("dirac-wgan-clip", at: [2], [0.5]).gradients == Players(x: [0.5], y: [-2]))
    #expect(try evaluate("dirac-wgan-clip", at: [2], [1.5]).gradients == Players(x: [1], y: [0]))
    #expect(try evaluate("dirac-wgan-clip", at: [-2], [1.5]).gradients == Players(x: [1], y: [2]))
    #expect(try evaluate("dirac-wgan-clip", at: [-2], [-1.5]).gradients == Players(x: [-1], y: [0]))
    #expect(try evaluate("dirac-wgan-clip", at: [2], [-1.5]).gradients == Players(x: [-1], y: [-2]))
  }

  // Two independent moments of the five-point rule: with f(t) replaced by its Taylor series, the coefficient of y⁴ in
  // E f(yσε) is f⁗(0)/24 · 3σ⁴ with f⁗(0) = 1/8: at x = 0 the loss is 2 (f(0) - σ²y²/8 + σ⁴y⁴/64 + O(y⁶)).
  @Test func instanceNoiseMoments() throws {
    let y = 0.05
    let loss = try evaluate("dirac-noise", ["sigma": 1], at: [0], [y]).losses.x
    let series = 2 * (-Double.log(2) - y * y / 8 + y * y * y * y / 64)
    #expect(abs(loss - series) < 1e-9)
  }

  // a = 10, b = 1, c = (1, 2): q₁ = (10 - 2 + 2)/3 = 10/3, q₂ = (10 - 4 + 1)/3 = 7/3. At (1, 1): f = 1 + 1 - 9 = -7.
  @Test func cournot() throws {
    let family = try GameCatalogue.named("cournot")
    let equilibrium = try family.equilibria(Parameters(family.card.parameters))[0]
    #expect(abs(equilibrium.x[0] - 10.0 / 3) < 1e-14)
    #expect(abs(equilibrium.y[0] - 7.0 / 3) < 1e-14)
    let here = try evaluate("cournot", at: [1], [1])
    #expect(here.losses == Players(x: -7, y: -6))
    #expect(here.gradients == Players(x: [-6], y: [-5]))
  }

  // Equal gains G: T²k - T - Z = 0 with k = 2/(GQ); GQ = 2000, Z = 100: T = 500(1 + √1.4) = 1091.607978…,
  // x = y = (T - Z)/2 = 495.8039891….
  @Test func kellyAuction() throws {
    let family = try GameCatalogue.named("kelly-auction")
    var p = Parameters<Double>(family.card.parameters)
    try p.set("gain-x", to: 2)
    try p.set("gain-y", to: 2)
    let equilibrium = try family.equilibria(p)[0]
    #expect(abs(equilibrium.x[0] - 495.803989154981) < 1e-9)
    #expect(abs(equilibrium.y[0] - 495.803989154981) < 1e-9)
    // At (100, 300) with G₁ = 1.8: 100 - 1.8 · 1000 · 100/500 = -260.
    #expect(abs(try evaluate("kelly-auction", at: [100], [300]).losses.x + 260) < 1e-12)
  }

  // -tanh(1/2) tanh(1/2) = -0.213552…; J at (0, 0) = [[0, -1/4], [1/4, 0]].
  @Test func matchingPennies() throws {
    let t = Double.tanh(0.5)
    #expect(abs(try evaluate("matching-pennies", at: [1], [1]).losses.x + t * t) < 1e-15)
    let result = try flow("matching-pennies")
    #expect(result.trace == 0)
    #expect(abs(result.determinant - 1.0 / 16) < 1e-16)
  }

  // Battle of the sexes: q = 2/(3 + 2) = 2/5, p = 3/(2 + 3) = 3/5: logits log(3/2), log(2/3). Payoff there: 6/5 to
  // both.
  @Test func bimatrix() throws {
    let family = try GameCatalogue.named("bimatrix")
    let equilibrium = try family.equilibria(Parameters(family.card.parameters))[0]
    #expect(abs(equilibrium.x[0] - Double.log(1.5)) < 1e-15)
    #expect(abs(equilibrium.y[0] + Double.log(1.5)) < 1e-15)
    let losses = try evaluate("bimatrix", at: equilibrium.x, equilibrium.y).losses
    #expect(abs(losses.x + 1.2) < 1e-15)
    #expect(abs(losses.y + 1.2) < 1e-15)
  }

  // Uniform strategies: value 0 (ε/3 with a tie's payment ε). Pure-ish strategies rock (logit 50) against scissors
  // (both logits -50): rock beats scissors, x gets 1.
  @Test func rockPaperScissors() throws {
    #expect(try evaluate("rock-paper-scissors", at: [0, 0], [0, 0]).losses.x == 0)
    #expect(abs(try evaluate("rock-paper-scissors", ["tie": 0.3], at: [0, 0], [0, 0]).losses.x + 0.1) < 1e-15)
    #expect(abs(try evaluate("rock-paper-scissors", at: [50, 0], [-50, -50]).losses.x + 1) < 1e-12)
    #expect(abs(try evaluate("rock-paper-scissors", at: [1000, 0], [-1000, -1000]).losses.x + 1) < 1e-12)
  }

  @Test func softmaxGamesRefuseWrongShapes() throws {
    let game = VectorLossGame(SoftmaxGame<Double>(zeroSum: Matrix(identity: 3)))
    #expect(throws: VectorError.wrongDimension(required: 2, given: 3)) {
      try game.losses(at: Players(x: DenseVector([0, 0, 0]), y: DenseVector([0, 0])))
    }
    #expect(throws: VectorError.self) {
      try SoftmaxGame<Double>(a: Matrix(identity: 3), b: Matrix(rows: 3, columns: 2))
    }
  }

  // x - (y/2 - 2y³ + y⁵) = 0 and y - 0.45 + x/2 - 2x³ + x⁵ = 0 near (0.08, 0.4); the value of arXiv:2006.09065 and its
  // successors: (0.0780267, 0.411934). The equilibrium attracts the gradient flow, but the trace there is only
  // -(φ″(x) + φ″(y)).
  @Test func forsaken() throws {
    let family = try GameCatalogue.named("forsaken")
    let equilibrium = try family.equilibria(Parameters(family.card.parameters))[0]
    #expect(abs(equilibrium.x[0] - 0.0780267) < 1e-6)
    #expect(abs(equilibrium.y[0] - 0.411934) < 1e-6)
    // f(1, 1) = 0.55 + φ(1) - φ(1).
    #expect(abs(try evaluate("forsaken", at: [1], [1]).losses.x - 0.55) < 1e-15)
    func curvature(_ z: Double) -> Double { 0.5 - 6 * z * z + 5 * z * z * z * z }
    let result = try flow("forsaken", at: Players(x: equilibrium.x[0], y: equilibrium.y[0]))
    #expect(abs(result.trace + curvature(equilibrium.x[0]) + curvature(equilibrium.y[0])) < 1e-12)
  }

  // ψ′(z) of the global game: 2z/3 - 4z³/3 + 4z⁵/7.
  @Test func globalForsaken() throws {
    let z = 0.7
    let slope = 2 * z / 3 - 4 * z * z * z / 3 + 4 * z * z * z * z * z / 7
    #expect(abs(try evaluate("global-forsaken", at: [z], [0]).gradients.x[0] - slope) < 1e-15)
    #expect(abs(try evaluate("global-forsaken", at: [0], [z]).gradients.y[0] - slope) < 1e-15)
  }

  // On the circles r = 1 and r = ρ the gradient is the pure rotation (-y, x); elsewhere radial part a r h(r²).
  @Test func polar() throws {
    for r in [1.0, 0.75] {
      for angle in [0.3, 2.0, 4.5] {
        let (x, y) = (r * Double.cos(angle), r * Double.sin(angle))
        let gradients = try evaluate("polar", at: [x], [y]).gradients
        #expect(abs(gradients.x[0] + y) < 1e-14)
        #expect(abs(gradients.y[0] - x) < 1e-14)
      }
    }
    // At (2, 0): ψ = 2 · 3 · (4 - 9/16) = 20.625; as the source writes it, x (-1 + x²)(-9 + 16 x²)/16 = 2 · 3 · 55/16.
    #expect(abs(try evaluate("polar", at: [2], [0]).gradients.x[0] - 20.625) < 1e-12)
  }

  // 0.25 · 0.5 = 0.125 with ε = 0; with ε = 0.01: + 0.01 (0.125 - 0.015625). The origin repels: trace ε.
  @Test func almostBilinear() throws {
    #expect(abs(try evaluate("almost-bilinear", at: [0.25], [0.5]).losses.x - 0.12609375) < 1e-16)
    #expect(abs(try flow("almost-bilinear").trace - 0.01) < 1e-16)
  }

  // x²y at (3, 2): 18, gradients (12, -9). Quartic at (1, 2), k = 1: (1 - 16)/4 = -3.75, gradients (1, 8).
  @Test func degenerate() throws {
    let cubic = try evaluate("degenerate", at: [3], [2])
    #expect(cubic.losses.x == 18)
    #expect(cubic.gradients == Players(x: [12], y: [-9]))
    let quartic = try evaluate("quartic", at: [1], [2])
    #expect(quartic.losses.x == -3.75)
    #expect(quartic.gradients == Players(x: [1], y: [8]))
    #expect(try flow("quartic") == (0, 0))
  }

  // Own curvatures at the origin are -1 for both players: trace 2 of the flow; the interaction gives determinant 1 + 1.
  @Test(arguments: ["strict-maximum", "market"])
  func strictMaxima(name: String) throws {
    let result = try flow(name)
    #expect(result.trace == 2)
    #expect(result.determinant == 2)
  }

  // At (1, 1): strict maximum: 1. Market: 1/6 - 1/2 + 1 + 0 = 2/3 and 1/6 - 1/2 - 1 = -4/3.
  @Test func letcherValues() throws {
    #expect(try evaluate("strict-maximum", at: [1], [1]).losses == Players(x: 1, y: -1))
    let market = try evaluate("market", at: [1], [1]).losses
    #expect(abs(market.x - 2.0 / 3) < 1e-15)
    #expect(abs(market.y + 4.0 / 3) < 1e-15)
  }

  // d = 1: Σ = s, f = w (s - v²): gradients (-2wv, v² - s).
  @Test func covarianceOfANumber() throws {
    let game = try CovarianceGame<Double>(covariance: Matrix([[4.0]]))
    let p = Players(x: DenseVector([3.0]), y: DenseVector([0.5]))
    #expect(try game.losses(at: p).x == -2.5)
    #expect(try game.gradients(at: p).map(\.elements) == Players(x: [-3], y: [5]))
    #expect(throws: VectorError.self) { try CovarianceGame<Double>(covariance: Matrix(rows: 2, columns: 3)) }
    #expect(throws: VectorError.self) { try game.gradients(at: Players(x: DenseVector([1, 2]), y: p.y)) }
  }

  // V with VVᵀ = Σ and W = 0 is an equilibrium; so is VQ. Checked in 20 dimensions, the paper's smallest size.
  @Test func covarianceInTwentyDimensions() throws {
    let family = CovarianceGameFamily(dimension: 20, seed: 3)
    #expect(family.card.dimensions == Players(x: 400, y: 400))
    var factor = Matrix(rows: 20, columns: 20)
    // A Cholesky factor of Σ.
    for i in 0..<20 {
      for j in 0...i {
        let rest = (0..<j).reduce(family.covariance[i, j]) { $0 - factor[i, $1] * factor[j, $1] }
        factor[i, j] = i == j ? rest.squareRoot() : rest / factor[j, j]
      }
    }
    let zeros = [Double](repeating: 0, count: 400)
    let gradients = try family.build(
      Parameters<Double>([]), then: Evaluation(point: Players(x: factor.entries, y: zeros))
    ).gradients
    #expect((gradients.x + gradients.y).allSatisfy { abs($0) < 1e-10 })
  }

  // One sample (a, b) = ((1, 2), 3), λ = γ = 4, x = (1, 0), y = (1, -1): residual (1 + 1) - 3 = -1: ½ + 1 - 2 = -½.
  @Test func robustRegression() throws {
    let game = try VectorLossGame(
      RobustRegressionGame<Double>(inputs: [[1, 2]], answers: [3], penalty: 4, cost: 4))
    #expect(try game.losses(at: Players(x: DenseVector([1, 0]), y: DenseVector([1, -1]))).x == -0.5)
  }

  // A discriminator with u = 0 answers 0 everywhere: the loss is 2 log ½.
  @Test func twoModes() throws {
    let start = TwoModeGameFamily().card.standardStart
    let y = Array(start.y.prefix(8)) + [0, 0, 0, 0]
    #expect(abs(try evaluate("two-modes", at: start.x, y).losses.x + 2 * Double.log(2)) < 1e-14)
  }
}
