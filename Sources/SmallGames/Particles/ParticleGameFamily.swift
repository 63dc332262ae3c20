import GameDynamics

/// The catalogue's entries of particle games: a scene, and the scaling s of the functional gradient.
///
///     ParticleGameFamily(.line, .cfg)                                  // the catalogue's particles-line
///     try ParticleGameFamily(.ring, TypedScaling("d (1 - d)"))         // a scaling that is typed: GameExpressions
public struct ParticleGameFamily<Scaling: GradientScaling>: GameFamily {
  /// Particles, target and discriminator.
  public let scene: ParticleScene
  /// s.
  public let scaling: Scaling
  /// Name, parameters and source.
  public let card: GameCard

  /// The family of a scene and a scaling.
  public init(_ scene: ParticleScene, _ scaling: Scaling) {
    self.scene = scene
    self.scaling = scaling
    let isZeroSum = scene.learnsByRegression && scaling.isMinimax
    let judge =
      scene.learnsByRegression ? "n mean softplus(-D(r)) + Σ softplus(D(xᵢ))" : "½‖y - the particles' fit‖²"
    let goal =
      isZeroSum ? "min_x max_y -(\(judge))" : "min_x Σ ψ(D(xᵢ)), min_y \(judge), ψ′ = -s, s = \(scaling.formula)"
    card = GameCard(
      name: (["particles", scene.rawValue] + (scaling.name.isEmpty ? [] : [scaling.name])).joined(separator: "-"),
      title: "particles: \(scene.title), s = \(scaling.formula)",
      formula: "\(goal); \(scene.discriminator)",
      source:
        "Johnson and Zhang, Composite functional gradient learning of generative adversarial models, 2018, "
        + "arXiv:1801.06309, algorithms 1 and 2 (the generator's samples as particles)",
      parameters: scene.parameters, standardStart: scene.standardStart, isZeroSum: isZeroSum,
      sharesName: !(scaling is FunctionalScaling))
  }

  /// Those of the scene, whatever s is: where D is flat.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { try scene.equilibria(p) }

  /// Hands the game with the parameters `p` to `next`.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    switch scene {
    case .line: return try regression(PolynomialDiscriminator(degree: 1, hasConstant: false), p, next)
    case .moments: return try regression(PolynomialDiscriminator(degree: 2), p, next)
    case .ring: return try regression(NetworkDiscriminator(ParticleScene.network), p, next)
    case .exact:
      return try exact(NormalDensity(mean: p.value("mu"), deviation: p.value("sigma")), next)
    case .kernel:
      let a = try p.value("a")
      return try exact(
        KernelDensity(modes: [[-a], [a]], deviation: p.value("sigma"), bandwidth: p.value("h")), next)
    }
  }

  private func regression<C: GameContinuation>(
    _ discriminator: some ParticleDiscriminator, _ p: Parameters<C.Scalar>, _ next: C
  ) throws -> C.Result {
    let data = try scene.data(p)
    return try next(
      VectorGradientGame(
        ParticleGame(
          particles: scene.particles, discriminator: discriminator, scaling: scaling, data: data.places,
          weights: data.weights)))
  }

  private func exact<C: GameContinuation, Density: ParticleDensity>(_ density: Density, _ next: C) throws -> C.Result
  where Density.F == C.Scalar {
    try next(
      VectorLossGame(DensityRatioGame(particles: scene.particles, density: density, scaling: scaling)))
  }
}
