import GameDynamics
import RealModule

/// The two Gaussians of the CGD paper's GAN experiment: half of the mass around (1/√2, 1/√2), half around (1, 0), with
/// deviation 0.1 a coordinate.
public enum TwoModes {
  /// The modes.
  public static let modes: [[Double]] = [[.sqrt(0.5), .sqrt(0.5)], [1, 0]]
  /// The deviation of both coordinates.
  public static let deviation = 0.1

  /// A minibatch of points and of standard normal noise, of a stream of its own for each seed and step.
  public static func batch(_ count: Int, latent: Int, seed: UInt64, step: Int) -> (
    samples: [[Double]], noise: [[Double]]
  ) {
    var numbers = SeededNumbers(seed: Draw(seed: seed, step: step).number(for: 1))
    let samples = (0..<count).map { _ in
      let mode = modes[Int(numbers.next() & 1)]
      return mode.map { $0 + deviation * numbers.normal() }
    }
    return (samples, (0..<count).map { _ in numbers.normals(latent) })
  }

  /// Weights drawn from N(0, 2/n), n being the inputs of their layer; biases are 0.
  public static func weights(of network: DenseNetwork, seed: UInt64) -> [Double] {
    var numbers = SeededNumbers(seed: seed)
    return zip(network.widths, network.widths.dropFirst()).flatMap { inputs, outputs in
      numbers.normals(inputs * outputs).map { $0 * (2 / Double(inputs)).squareRoot() }
        + Array(repeating: 0, count: network.hasBiases ? outputs : 0)
    }
  }
}

/// The catalogue's entry: a GAN small enough to be a game of 28 numbers. Two bias-free networks of one hidden layer of four
/// tanh units learn the two modes, on fixed seeded samples.
///
///     G(z) = W₂ tanh(W₁ z), x = (W₁ 4 x 2, W₂ 2 x 4);   D(p) = uᵀ tanh(U p), y = (U 4 x 2, u), row by row
///
/// The paper has wide networks of ReLUs and fresh samples; here everything is smooth and fixed, so that derivatives, maps
/// and Jacobians make sense.
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

  static let networks = Players(
    x: DenseNetwork([2, 4, 2], .tanh, hasBiases: false), y: DenseNetwork([2, 4, 1], .tanh, hasBiases: false))
  static let start: Players<[Double]> = {
    var numbers = SeededNumbers(seed: 2)
    return Players(x: numbers.normals(16).map { 0.8 * $0 }, y: numbers.normals(12).map { 0.8 * $0 })
  }()
  static let data: (samples: [[Double]], noise: [[Double]]) = {
    var numbers = SeededNumbers(seed: 1)
    return (
      (0..<16).map { i in TwoModes.modes[i % 2].map { $0 + TwoModes.deviation * numbers.normal() } },
      (0..<16).map { _ in numbers.normals(2) }
    )
  }()

  /// Nothing is left to choose: `build` is given the parameters.
  public init() {}

  /// Empty: there is no formula.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] { [] }

  /// Hands the game to `next`.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    func constants(_ points: [[Double]]) -> [[C.Scalar]] { points.map { $0.map { C.Scalar($0) } } }
    return try next(
      VectorGradientGame(
        MixtureGAN(
          networks: Self.networks, samples: constants(Self.data.samples), noise: constants(Self.data.noise))))
  }
}
