import GameDynamics
import RealModule

/// A GAN small enough to be a game of 28 numbers: two bias-free networks of one hidden layer of four tanh units learn a
/// mixture of two Gaussians in the plane, on fixed seeded samples.
///
///     min_x max_y  mean log σ(D(rᵢ)) + mean log(1 - σ(D(G(zᵢ))))
///     G(z) = W₂ tanh(W₁ z), x = (W₁ 4 x 2, W₂ 2 x 4);   D(p) = uᵀ tanh(U p), y = (U 4 x 2, u), row by row
///
/// The saturating cross-entropy of the CGD paper's experiment, which has wide networks of ReLUs and fresh samples; here
/// everything is smooth and fixed, so that derivatives, maps and Jacobians make sense. Half of the real samples lie
/// around (1/√2, 1/√2), half around (1, 0), with deviation 0.1.
public struct TwoModeGame<F: Field>: VectorLosses {
  /// The real samples and the noise that the generator is fed, in the plane.
  public let samples: [(Double, Double)], noise: [(Double, Double)]
  @usableFromInline static var hidden: Int { 4 }

  /// The game on these samples.
  @inlinable
  public init(samples: [(Double, Double)], noise: [(Double, Double)]) {
    self.samples = samples
    self.noise = noise
  }

  /// True: y maximises what x minimises.
  @inlinable
  public var isZeroSum: Bool { true }
  /// 16 and 12.
  @inlinable
  public var dimensions: Players<Int> { Players(x: 4 * Self.hidden, y: 3 * Self.hidden) }

  /// The hidden layer tanh(W p) of a network whose weights start the list.
  @inlinable
  static func hiddenLayer<D: Field>(_ weights: [D], _ p: (D, D)) -> [D] {
    (0..<hidden).map { i in .tanh(weights[2 * i] * p.0 + weights[2 * i + 1] * p.1) }
  }

  @inlinable
  static func sum<D: Field>(_ weights: [D], from first: Int, _ values: [D]) -> D {
    var result = D(0)
    for i in values.indices { result = result + weights[first + i] * values[i] }
    return result
  }

  /// (f, g) at (x, y); `constant` takes the parameters to the players' type.
  @inlinable
  public func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
    let h = Self.hidden
    func discriminator(_ p: (D, D)) -> D { Self.sum(y, from: 2 * h, Self.hiddenLayer(y, p)) }
    var (real, fake) = (D(0), D(0))
    for r in samples { real = real + .softplus(-discriminator((D(r.0), D(r.1)))) }
    for z in noise {
      let features = Self.hiddenLayer(x, (D(z.0), D(z.1)))
      fake = fake + .softplus(discriminator((Self.sum(x, from: 2 * h, features), Self.sum(x, from: 3 * h, features))))
    }
    return .zeroSum(
      -(D(1 / Double(max(1, samples.count))) * real + D(1 / Double(max(1, noise.count))) * fake))
  }
}

/// The catalogue's entry for `TwoModeGame`.
public struct TwoModeGameFamily: GameFamily {
  /// Name, parameters and source.
  public let card = GameCard(
    name: "two-modes",
    title: "two-mode Gaussian mixture GAN",
    formula: "min_x max_y mean log σ(D(r)) + mean log(1 - σ(D(G(z)))), G and D networks of 4 tanh units",
    source:
      "Schäfer and Anandkumar, Competitive gradient descent, 2019, arXiv:1905.12103, section 4 (there with wide ReLU "
      + "networks and fresh samples)",
    parameters: [],
    standardStart: Self.start,
    isZeroSum: true)

  static let start: Players<[Double]> = {
    var numbers = SeededNumbers(seed: 2)
    return Players(x: numbers.normals(16).map { 0.8 * $0 }, y: numbers.normals(12).map { 0.8 * $0 })
  }()
  static let data: (samples: [(Double, Double)], noise: [(Double, Double)]) = {
    var numbers = SeededNumbers(seed: 1)
    let modes = [(0.5.squareRoot(), 0.5.squareRoot()), (1.0, 0.0)]
    return (
      (0..<16).map { i in (modes[i % 2].0 + 0.1 * numbers.normal(), modes[i % 2].1 + 0.1 * numbers.normal()) },
      (0..<16).map { _ in (numbers.normal(), numbers.normal()) }
    )
  }()

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// Empty: there is no formula.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [] }

  /// Hands `TwoModeGame` with the parameters `p` to `next`.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try next(VectorLossGame(TwoModeGame<C.Scalar>(samples: Self.data.samples, noise: Self.data.noise)))
  }
}
