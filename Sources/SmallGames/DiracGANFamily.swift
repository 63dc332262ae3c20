import GameDynamics

/// The catalogue's entries for the variants of `DiracGAN`, one per variant.
public struct DiracGANFamily: GameFamily {
  /// Whose losses and penalty are taken.
  public let variant: DiracGANVariant
  /// Name, parameters and source.
  public let card: GameCard

  /// The family of one variant.
  public init(_ variant: DiracGANVariant) {
    self.variant = variant
    let gamma = ParameterSpec("gamma", symbol: "γ", meaning: "strength of the regularizer", standard: 1, minimum: 0)
    var parameters: [ParameterSpec] = []
    let name: String, title: String, formula: String, section: String
    let loss = "f(t) = -log(1 + e⁻ᵗ)"
    switch variant {
    case .minimax:
      (name, title, section) = ("dirac", "Dirac-GAN", "section 2")
      formula = "min_x max_y f(xy) + f(0), \(loss)"
    case .nonSaturating:
      (name, title, section) = ("dirac-ns", "Dirac-GAN, non-saturating", "section 2")
      formula = "min_x -f(-xy), max_y f(xy) + f(0), \(loss)"
    case .wasserstein:
      (name, title, section) = ("dirac-wgan", "Dirac-GAN, Wasserstein", "section 3.1")
      formula = "min_x max_y xy"
    case .clippedWasserstein:
      (name, title, section) = ("dirac-wgan-clip", "Dirac-GAN, Wasserstein with weight clipping", "section 3.1")
      formula = "min_x max_{|y| ≤ c} xy"
      parameters = [ParameterSpec("c", symbol: "c", meaning: "bound on |y|", standard: 1, minimum: 0)]
    case .gradientPenalty:
      (name, title, section) = ("dirac-wgan-gp", "Dirac-GAN, Wasserstein with gradient penalty", "section 3.2")
      formula = "min_x xy, max_y xy - γ/2 (|y| - g₀)²"
      parameters = [
        gamma, ParameterSpec("g0", symbol: "g₀", meaning: "target of the gradient's norm", standard: 1, minimum: 0),
      ]
    case .zeroCentredPenalty:
      (name, title, section) = ("dirac-r1", "Dirac-GAN with zero-centred gradient penalty", "section 4")
      formula = "min_x f(xy) + f(0), max_y f(xy) + f(0) - γ/2 y², \(loss)"
      parameters = [gamma]
    case .instanceNoise:
      (name, title, section) = ("dirac-noise", "Dirac-GAN with instance noise", "section 3.2")
      formula = "min_x max_y E f(y(x + σε)) + E f(-yσε), ε ~ N(0, 1), \(loss)"
      parameters = [ParameterSpec("sigma", symbol: "σ", meaning: "noise", standard: 1, minimum: 0)]
    case .consensus:
      (name, title, section) = ("dirac-consensus", "Dirac-GAN with consensus optimization", "section 3")
      formula = "min_x f(xy) + R, max_y f(xy) - R, R = γ/2 f′(xy)² (x² + y²), \(loss)"
      parameters = [gamma]
    }
    card = GameCard(
      name: name, title: title, formula: formula,
      source:
        "Mescheder, Geiger and Nowozin, Which training methods for GANs do actually converge?, 2018, "
        + "arXiv:1801.04406, \(section)",
      parameters: parameters, standardStart: Players(x: [1.0], y: [0.5]),
      isZeroSum: DiracGAN<Double>(variant).isZeroSum, isQuadratic: variant == .wasserstein)
  }

  /// (0, 0); none with a gradient penalty around g₀ > 0, whose kink at y = 0 keeps the gradient from vanishing, nor
  /// with a discriminator clipped to y = 0.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    if variant == .gradientPenalty, try p.value("g0") != 0 { return [] }
    if variant == .clippedWasserstein, try p.value("c") == 0 { return [] }
    return [Players(x: [0], y: [0])]
  }

  /// Hands `DiracGAN` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    let strength = try p.specs.first.map { try p.value($0.name) } ?? C.Scalar(0)
    let target = variant == .gradientPenalty ? try p.value("g0") : C.Scalar(0)
    return try next(PlanarLossGame(DiracGAN(variant, strength: strength, target: target)))
  }
}
