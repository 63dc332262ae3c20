import GameDynamics
import RealModule

/// What particles are to become, how many there are, and what judges them: all of a catalogue's particle game but s.
@frozen
public enum ParticleScene: String, Sendable, CaseIterable {
  /// One particle, the target N(μ, σ²), and D(x) = y x: the smallest game, of two numbers.
  case line
  /// Two particles, the target N(μ, σ²), and logistic regression on 1, x, x², which holds the exact ln(p*/p).
  case moments
  /// Two particles, the target N(μ, σ²), and the exact D for the normal density of the particles' mean and variance.
  case exact
  /// Four particles, two normal modes, and the exact D by a kernel estimate of the particles' density.
  case kernel
  /// Eight particles in the plane, four modes on a circle, and D a network of five tanh units.
  case ring

  /// The name's second word is the case's own.
  var title: String {
    switch self {
    case .line: "one particle and a linear discriminator"
    case .moments: "two particles and logistic regression on 1, x, x²"
    case .exact: "two particles and the exact ln(p*/p) of normal densities"
    case .kernel: "four particles and the exact ln(p*/p) by kernels"
    case .ring: "eight particles, four modes on a circle and a small network"
    }
  }

  /// What D is, for the formula.
  var discriminator: String {
    switch self {
    case .line: "D(x) = y x, r ~ N(μ, σ²)"
    case .moments: "D(x) = y₀ + y₁x + y₂x², r ~ N(μ, σ²)"
    case .exact: "D(x) = ln N(x; μ, σ²) - ln N(x; y₁, exp 2y₂)"
    case .kernel: "D(x) = ln ½ΣN(x; ±a, σ²+h²) - ln ¼ΣN(x; yⱼ, h²)"
    case .ring: "D a network of 5 tanh units, r around 4 places at distance R, deviation σ"
    }
  }

  /// n.
  public var particles: Int {
    switch self {
    case .line: 1
    case .moments, .exact: 2
    case .kernel: 4
    case .ring: 8
    }
  }

  /// True where y learns by logistic regression, false where D is exact once y is the fit.
  public var learnsByRegression: Bool { self != .exact && self != .kernel }

  var parameters: [ParameterSpec] {
    let deviation = ParameterSpec("sigma", symbol: "σ", meaning: "the target's deviation", standard: 1, minimum: 0.01)
    let narrow = ParameterSpec(
      "sigma", symbol: "σ", meaning: "the deviation of every mode", standard: 0.3, minimum: 0.01)
    switch self {
    case .line, .moments, .exact:
      return [ParameterSpec("mu", symbol: "μ", meaning: "the target's mean", standard: 0), deviation]
    case .kernel:
      return [
        ParameterSpec("a", symbol: "a", meaning: "the modes' distance from 0", standard: 1), narrow,
        ParameterSpec("h", symbol: "h", meaning: "bandwidth of the kernel", standard: 0.4, minimum: 0.01),
      ]
    case .ring: return [ParameterSpec("radius", symbol: "R", meaning: "the circle's radius", standard: 1), narrow]
    }
  }

  var standardStart: Players<[Double]> {
    switch self {
    case .line: return Players(x: [1], y: [0.5])
    case .moments: return Players(x: [-0.4, 1.5], y: [0.2, 0.3, -0.2])
    case .exact: return Players(x: [-0.4, 1.5], y: [0.3, 0.1])
    case .kernel: return Players(x: [-0.7, -0.2, 0.1, 0.9], y: [-0.6, -0.3, 0.2, 0.8])
    case .ring:
      var numbers = SeededNumbers(seed: 5)
      return Players(
        x: numbers.normals(16).map { 0.4 * $0 }, y: numbers.normals(Self.network.weightCount).map { 0.5 * $0 })
    }
  }

  static let network = DenseNetwork([2, 5, 1], .tanh)

  /// Where the particles match what D can tell: mean and variance of two particles are μ and σ² at μ ± σ alone.
  func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    switch self {
    case .line: return [Players(x: [try p.value("mu")], y: [0])]
    case .moments, .exact:
      let (mu, sigma) = (try p.value("mu"), try p.value("sigma"))
      let y = self == .moments ? [0, 0, 0] : [mu, Double.log(sigma)]
      return [Players(x: [mu - sigma, mu + sigma], y: y), Players(x: [mu + sigma, mu - sigma], y: y)]
    case .kernel, .ring: return []
    }
  }

  /// The target as data and weights, where y learns from data: Gauss and Hermite's five nodes of N(μ, σ²), which have its
  /// moments up to the ninth; four points around each mode of the circle, with its mean and covariance.
  func data<F: Field>(_ p: Parameters<F>) throws -> (places: [[F]], weights: [Double]) {
    guard self == .ring else {
      let (mu, sigma) = (try p.value("mu"), try p.value("sigma"))
      return (GaussHermite.nodes.map { [mu + F($0) * sigma] }, GaussHermite.weights)
    }
    let (radius, spread) = (try p.value("radius"), try F(2.0.squareRoot()) * p.value("sigma"))
    let axes = [(1.0, 0.0), (0, 1), (-1, 0), (0, -1)]
    let places = axes.flatMap { mode in
      axes.map { [F(mode.0) * radius + F($0.0) * spread, F(mode.1) * radius + F($0.1) * spread] }
    }
    return (places, places.map { _ in 1 / Double(places.count) })
  }
}
