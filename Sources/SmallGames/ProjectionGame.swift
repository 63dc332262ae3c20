import GameDynamics
import RealModule

/// The model problem of implicit competitive regularization: a generator that can make a pair of numbers from a curved
/// strip alone, and a discriminator that sees one number of the pair a hundred times larger.
///
/// The "distribution" is a pair θ; data are P = (2, 2). The generator maps its weights to a pair within
/// S = {θ : 1/e ≤ θ₁θ₂ ≤ e}, which does not hold P:
///
///     θ(x) = (e^{s+t}, e^{s-t}),  s = ½ tanh n₁, t = n₂,  n = G(x)(1, 1, 1, 1),   G: 4-4-2-2 with biases, softplus
///     min_x max_y  log σ(D_y(ηP)) + log(1 - σ(D_y(ηθ(x)))),  η = diag(η₁₁, η₂₂),  D: 2-4-4-1 with biases, softplus
///
/// No θ in S equals P, so no G is at rest against every D. With η = (100, 1) the discriminator judges the first number a
/// hundred times as finely as the second: the claim is that training then gets θ₁ right and gives θ₂ up, for most of the
/// time, although the game has no equilibrium there.
///
/// Source: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive regularization in GANs", 2019,
/// arXiv:1910.05852, section 4. S, the loss, the activation and the weights' deviation (0.1) are our reconstruction, from
/// the paper's figures; it gives none of them.
public struct ProjectionGame<F: Field>: VectorGradients {
  /// η₁₁ and η₂₂.
  public let scale1: F, scale2: F
  @usableFromInline static var generator: DenseNetwork { ProjectionNetworks.generator }
  @usableFromInline static var discriminator: DenseNetwork { ProjectionNetworks.discriminator }
  /// P, the same number twice.
  public static var target: Double { 2 }

  /// The game with these scales.
  @inlinable
  public init(scale1: F, scale2: F) {
    self.scale1 = scale1
    self.scale2 = scale2
  }

  /// True: y maximises what x minimises.
  @inlinable
  public var isZeroSum: Bool { true }
  /// 36 and 37.
  @inlinable
  public var dimensions: Players<Int> {
    Players(x: Self.generator.weightCount, y: Self.discriminator.weightCount)
  }

  @inlinable
  static func generated<D: Field>(_ x: [D]) -> DenseNetwork.Pass<D> {
    generator.forward(x, Array(repeating: D(1), count: 4))
  }

  @inlinable
  static func pair<D: Field>(_ n: [D]) -> (D, D) {
    let s = D(0.5) * .tanh(n[0])
    return (.exp(s + n[1]), .exp(s - n[1]))
  }

  /// θ(x), what the generator makes.
  @inlinable
  public static func pair<D: Field>(x: [D]) -> (D, D) { pair(generated(x).output) }

  /// (f, -f) at (x, y).
  @inlinable
  public func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
    let (eta1, eta2) = (constant(scale1), constant(scale2))
    let theta = Self.pair(x: x)
    let p = D(Self.target)
    let real = Self.discriminator.forward(y, [eta1 * p, eta2 * p]).output[0]
    let fake = Self.discriminator.forward(y, [eta1 * theta.0, eta2 * theta.1]).output[0]
    return .zeroSum(-(.softplus(-real) + .softplus(fake)))
  }

  /// By one pass backwards: through D at both pairs, and on through θ and G.
  @inlinable
  public func gradients<D: Field>(of loss: Player, x: [D], y: [D], constant: (F) -> D) -> Players<[D]> {
    let (eta1, eta2) = (constant(scale1), constant(scale2))
    let made = Self.generated(x)
    let theta = Self.pair(made.output)
    let p = D(Self.target)
    let real = Self.discriminator.forward(y, [eta1 * p, eta2 * p])
    let fake = Self.discriminator.forward(y, [eta1 * theta.0, eta2 * theta.1])
    let sign = D(loss == .x ? 1 : -1)
    var result = Players(
      x: Array(repeating: D(0), count: x.count), y: Array(repeating: D(0), count: y.count))
    _ = Self.discriminator.backward(y, real, [sign * .sigmoid(-real.output[0])], addingTo: &result.y)
    let seen = Self.discriminator.backward(y, fake, [-sign * .sigmoid(fake.output[0])], addingTo: &result.y)
    // θ₁ = e^{s+t}, θ₂ = e^{s-t}.
    let (first, second) = (eta1 * seen[0] * theta.0, eta2 * seen[1] * theta.1)
    let squashed = D.tanh(made.output[0])
    let slope = D(0.5) * (D(1) - squashed * squashed)
    _ = Self.generator.backward(x, made, [(first + second) * slope, first - second], addingTo: &result.x)
    return result
  }
}

@usableFromInline
enum ProjectionNetworks {
  @usableFromInline static let generator = DenseNetwork([4, 4, 2, 2], .softplus)
  @usableFromInline static let discriminator = DenseNetwork([2, 4, 4, 1], .softplus)
}

/// The catalogue's entry for `ProjectionGame`.
public struct ProjectionGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "projection",
    title: "projection model problem",
    formula: "min_x max_y log σ(D(ηP)) + log(1 - σ(D(ηθ(x)))), P = (2, 2), 1/e ≤ θ₁θ₂ ≤ e, η = diag(η₁₁, η₂₂)",
    source:
      "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 4 "
      + "(loss, activation and initial weights are a reconstruction)",
    parameters: [
      ParameterSpec(
        "scale-1", symbol: "η₁₁", meaning: "how large the discriminator sees θ₁", standard: 100, minimum: 0),
      ParameterSpec(
        "scale-2", symbol: "η₂₂", meaning: "how large the discriminator sees θ₂", standard: 1, minimum: 0),
    ],
    standardStart: Self.start(seed: 0),
    isZeroSum: true)

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// All weights drawn from N(0, 0.1²).
  public static func start(seed: UInt64) -> Players<[Double]> {
    var numbers = SeededNumbers(seed: seed)
    return Players(
      x: numbers.normals(ProjectionNetworks.generator.weightCount).map { 0.1 * $0 },
      y: numbers.normals(ProjectionNetworks.discriminator.weightCount).map { 0.1 * $0 })
  }

  /// Empty: there is no formula.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [] }

  /// Hands `ProjectionGame` with the parameters `p` to `next`.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(
      VectorGradientGame(
        ProjectionGame(scale1: try p.value("scale-1"), scale2: try p.value("scale-2"))))
  }
}
