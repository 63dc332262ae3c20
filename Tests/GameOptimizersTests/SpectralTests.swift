import Foundation
import GSLNumerics
import GameDynamics
import GameOptimizers
import SmallGames
import StabilityAnalysis
import Testing

/// Every linear method's iteration on a small game is a linear map whose eigenvalues are known in closed form.
@Suite struct SpectralTests {
  func jacobian(
    _ optimizer: String, _ hyperparameters: [String: Double] = [:], on game: any GameFamily = BilinearGameFamily(),
    _ gameParameters: [String: Double] = [:], x: Double, y: Double
  ) throws -> Matrix {
    let family = try OptimizerCatalogue.named(optimizer)
    var h = Parameters<Double>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: x, y: y))
    for (name, value) in hyperparameters { try h.set(name, to: value) }
    var p = Parameters<Double>(game.card.parameters)
    for (name, value) in gameParameters { try p.set(name, to: value) }
    return try IterationJacobian().jacobian(
      of: RunSetup(family, h, on: game, p),
      at: Players(x: [0], y: [0]))
  }
  func radius(_ optimizer: String, _ h: [String: Double] = [:], eta: Double) throws -> Double {
    try jacobian(optimizer, h, x: eta, y: eta).spectralRadius()
  }

  // On xy the gradient field is J = [[0, 1], [-1, 0]] with eigenvalues ±i. OGDA: λ² - (1 - 2iη)λ - iη = 0, whose
  // discriminant is (1 - 2iη)² + 4iη = 1 - 4η² = s²; so λ = ½(1 + s) - iη and |λ|² = ½(1 + s). Extrapolation from the
  // past is the same recursion in the extrapolated points.
  @Test(arguments: [0.05, 0.1, 0.3, 0.45])
  func optimism(eta: Double) throws {
    let expected = (0.5 * (1 + (1 - 4 * eta * eta).squareRoot())).squareRoot()
    #expect(abs(try radius("ogda", eta: eta) - expected) < 1e-12)
    #expect(abs(try radius("past-extragradient", eta: eta) - expected) < 1e-12)
    #expect(abs(try radius("ogda", ["optimism": 0], eta: eta) - (1 + eta * eta).squareRoot()) < 1e-12)
  }

  // Extragradient: I - ηJ(I - ηJ) = I - ηJ + η²J², eigenvalues 1 - η² ∓ iη. LCGD and LOLA on xy: x - η(y + ηx).
  // SGA: Aᵀξ = (x, y); consensus: Jᵀξ = (x, y) too; so x - η(y + λx), eigenvalues 1 - ηλ ∓ iη.
  @Test(arguments: [0.1, 0.5, 0.9])
  func rotationCorrected(eta: Double) throws {
    func expected(_ lambda: Double) -> Double { ((1 - eta * lambda) * (1 - eta * lambda) + eta * eta).squareRoot() }
    for name in ["extragradient", "lcgd", "lola"] {
      #expect(abs(try radius(name, eta: eta) - expected(eta)) < 1e-12, "\(name)")
    }
    for lambda in [0.3, 1.0] {
      for name in ["sga", "sga-aligned", "consensus"] {
        #expect(abs(try radius(name, ["strength": lambda], eta: eta) - expected(lambda)) < 1e-12, "\(name)")
      }
    }
  }

  // CGD and the proximal point: (I + ηJ)⁻¹, 1/√(1 + η²). ICR(α): x ← (x - ηy)/(1 + αη²), √(1 + η²)/(1 + αη²).
  @Test(arguments: [0.1, 1.0, 5.0])
  func implicitMethods(eta: Double) throws {
    let implicit = 1 / (1 + eta * eta).squareRoot()
    for name in ["cgd", "cgd-gmres", "cgd-dense", "proximal-point"] {
      #expect(abs(try radius(name, eta: eta) - implicit) < 1e-12, "\(name)")
    }
    for alpha in [0, 0.5, 1, 2] {
      let expected = (1 + eta * eta).squareRoot() / (1 + alpha * eta * eta)
      #expect(abs(try radius("icr", ["alpha": alpha], eta: eta) - expected) < 1e-12)
    }
  }

  // Alternating gradient descent with momentum β on xy: (λ - 1)²(λ - β)² + η²λ³ = 0 (the
  // characteristic polynomial of Gidel et al. 2018, arXiv:1807.04740). Simultaneous: ((λ - 1)(λ - β))² + η²λ² = 0.
  @Test(arguments: [-0.5, -0.2, 0.5])
  func momentumOnTheBilinearGame(beta: Double) throws {
    let eta = 0.2
    for (name, power) in [("negative-momentum", 3), ("heavy-ball", 2)] {
      let eigenvalues = try jacobian(name, ["momentum": beta], x: eta, y: eta).eigenvalues()
      #expect(eigenvalues.count == 4)
      for e in eigenvalues {
        let factor = (e - 1) * (e - .init(beta))
        let power = power == 3 ? e * e * e : e * e
        #expect((factor * factor + .init(eta * eta) * power).length < 1e-12, "\(name)")
      }
    }
    // It converges with negative momentum and diverges with positive.
    let radius = try jacobian("negative-momentum", ["momentum": beta], x: eta, y: eta).spectralRadius()
    #expect(beta < 0 ? radius < 1 : radius > 1)
    #expect(try jacobian("heavy-ball", ["momentum": beta], x: eta, y: eta).spectralRadius() > 1)
  }

  // Two separate minimisations of curvature h = 2 (a = 1, b = 0, c = -1). Nesterov: λ² - (1 + μ)(1 - ηh)λ + μ(1 - ηh);
  // with ηh = 0.1 and μ = 0.5 it is λ² - 1.35λ + 0.45 with roots 0.75 and 0.6. Heavy ball: λ² - (1 + μ - ηh)λ + μ; with
  // ηh = 0.1 and μ = 0.9 the roots are complex of modulus √0.9.
  @Test func momentumOnMinimisation() throws {
    let separate = ["a": 1.0, "b": 0.0, "c": -1.0]
    func radius(_ name: String, _ momentum: Double) throws -> Double {
      try jacobian(name, ["momentum": momentum], on: QuadraticGameFamily(), separate, x: 0.05, y: 0.05)
        .spectralRadius()
    }
    #expect(abs(try radius("nesterov", 0.5) - 0.75) < 1e-12)
    #expect(abs(try radius("heavy-ball", 0.9) - 0.9.squareRoot()) < 1e-12)
  }

  // Lookahead of a linear map M is (1 - α)I + αM^k. SimGD on xy: eigenvalues r e^{±iθ}, r = √(1 + η²), θ = atan η.
  @Test(arguments: [(1, 0.5), (5, 0.5), (10, 0.3), (5, 1.0)])
  func lookahead(k: Int, alpha: Double) throws {
    let eta = 0.3
    let (r, theta) = (pow(1 + eta * eta, 0.5 * Double(k)), atan(eta) * Double(k))
    let expected = hypot(1 - alpha + alpha * r * cos(theta), alpha * r * sin(theta))
    let h = ["lookahead-steps": Double(k), "lookahead-averaging": alpha]
    #expect(abs(try radius("lookahead", h, eta: eta) - expected) < 1e-12)
  }

  // Follow-the-ridge on x² + xy - y²: in x and the distance to the ridge y = x/2 it is triangular, with the eigenvalues
  // 1 - η_x(2a - b²/2c) = 1 - 2.5 η_x and 1 + 2c η_y = 1 - 2 η_y.
  @Test func followTheRidge() throws {
    let eigenvalues = try jacobian(
      "follow-the-ridge", on: QuadraticGameFamily(), ["a": 1, "b": 1, "c": -1], x: 0.1, y: 0.2
    ).eigenvalues()
    #expect(abs(eigenvalues[0].real - 0.75) < 1e-12 && abs(eigenvalues[1].real - 0.6) < 1e-12)
  }

  // On the bilinear game there is no ridge.
  @Test func followTheRidgeBreaksDownWithoutCurvature() throws {
    var point = Players(x: 1.0, y: 1.0)
    var state = NoState<Double>()
    let optimizer = FollowTheRidge(stepSizes: Players(x: 0.1, y: 0.1), solver: GMRES<Double>())
    let report = try optimizer.step(&point, &state, in: QuadraticGame(a: 0, b: 1, c: 0))
    #expect(report.solver?.status == .brokeDown)
    #expect(point == Players(x: 0.9, y: 1.1))
  }
}
