import GameDynamics
import RealModule

/// A model p̂_y of the particles' density for which D = ln(p*/p̂_y) has a closed form, p* being the target's.
public protocol ParticleDensity<F>: Sendable {
  /// The numbers of the target's parameters.
  associatedtype F: Field
  /// How many coordinates a place has.
  var coordinates: Int { get }
  /// How many numbers y is for n particles.
  func parameterCount(particles: Int) -> Int
  /// T(x), the y that fits the particles x.
  func fit<D: Field>(_ x: [D]) -> [D]
  /// ln p*(place) - ln p̂_y(place).
  func logRatio<D: Field>(_ y: [D], at place: [D], constant: (F) -> D) -> D
}

/// Particles against the exact discriminator D_y = ln(p*/p̂_y): y has nothing to learn but where the particles are.
///
///     f(x, y) = Σᵢ ψ(D_y(xᵢ)),  ψ′ = -s
///     g(x, y) = ½ ‖y - T(x)‖²
///
/// One step of y with η_y = 1 makes D exact, whatever x is; a smaller η_y lets it lag behind. Only the place where D is
/// taken moves a particle, as in the source; that p̂ depends on the particles is y's affair.
///
/// Differentiated forwards: for some tens of numbers a player.
///
/// Source: R. Johnson and T. Zhang, "Composite functional gradient learning of generative adversarial models", 2018,
/// arXiv:1801.06309, section 2 (D as an estimate of ln(p*/p)).
public struct DensityRatioGame<Density: ParticleDensity, Scaling: GradientScaling>: VectorLosses {
  /// The target's numbers.
  public typealias F = Density.F
  /// p* and p̂.
  public let density: Density
  /// s.
  public let scaling: Scaling
  /// n.
  public let particles: Int

  /// The game of so many particles, one at least.
  public init(particles: Int, density: Density, scaling: Scaling) {
    self.particles = max(1, particles)
    self.density = density
    self.scaling = scaling
  }

  /// False: y only follows.
  @inlinable
  public var isZeroSum: Bool { false }
  /// The particles' coordinates, and what the density is told by.
  @inlinable
  public var dimensions: Players<Int> {
    Players(x: particles * density.coordinates, y: density.parameterCount(particles: particles))
  }

  /// (f, g) at (x, y).
  @_specialize(kind:partial,where D == Double)
  @_specialize(kind:partial,where D == CalledLanes)
  @_specialize(kind:partial,where D == Dual<Double>)
  @_specialize(kind:partial,where D == Dual<CalledLanes>)
  @inlinable
  public func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
    let d = density.coordinates
    var own = D(0)
    for i in 0..<particles {
      own = own + scaling.loss(density.logRatio(y, at: Array(x[(i * d)..<((i + 1) * d)]), constant: constant))
    }
    let distance = zip(y, density.fit(x)).reduce(D(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return Players(x: own, y: D(0.5) * distance)
  }
}

/// A normal target N(μ, σ²) of one number, and the normal density with the particles' own mean m and deviation e^ℓ:
/// y = (m, ℓ).
///
///     D(x) = -ln σ - (x - μ)²/2σ² + ℓ + (x - m)²/2e^2ℓ
///
/// Gradient descent keeps normal particles normal, so for these the discriminator is exact for ever.
public struct NormalDensity<F: Field>: ParticleDensity {
  /// μ and σ.
  public let mean: F, deviation: F

  /// The target of this mean and deviation.
  @inlinable
  public init(mean: F, deviation: F) {
    self.mean = mean
    self.deviation = deviation
  }

  /// 1.
  public var coordinates: Int { 1 }
  /// 2.
  @inlinable
  public func parameterCount(particles: Int) -> Int { 2 }

  /// The mean, and half the logarithm of the variance (by n).
  @_specialize(kind:partial,where D == Double)
  @_specialize(kind:partial,where D == CalledLanes)
  @_specialize(kind:partial,where D == Dual<Double>)
  @_specialize(kind:partial,where D == Dual<CalledLanes>)
  @inlinable
  public func fit<D: Field>(_ x: [D]) -> [D] {
    let share = D(1 / Double(x.count))
    let mean = share * x.reduce(D(0)) { $0 + $1 }
    let variance = share * x.reduce(D(0)) { $0 + ($1 - mean) * ($1 - mean) }
    return [mean, D(0.5) * .log(variance)]
  }

  /// See the type.
  @_specialize(kind:partial,where D == Double)
  @_specialize(kind:partial,where D == CalledLanes)
  @_specialize(kind:partial,where D == Dual<Double>)
  @_specialize(kind:partial,where D == Dual<CalledLanes>)
  @inlinable
  public func logRatio<D: Field>(_ y: [D], at place: [D], constant: (F) -> D) -> D {
    let (mu, sigma) = (constant(mean), constant(deviation))
    let far = (place[0] - mu) / sigma
    let own = (place[0] - y[0]) * .exp(-y[1])
    return D(0.5) * (own * own - far * far) + y[1] - .log(sigma)
  }
}

/// A mixture of normal densities of one deviation as target, and a kernel estimate of the particles' density: y are the
/// places of the kernels.
///
///     D(x) = ln (1/K) Σ_k N(x; c_k, σ² + h²) - ln (1/n) Σⱼ N(x; yⱼ, h²)
///
/// Both are smoothed by the same kernel, of bandwidth h, so that particles drawn from the mixture itself have D = 0 in
/// the mean.
public struct KernelDensity<F: Field>: ParticleDensity {
  /// The modes c_k.
  public let modes: [[F]]
  /// σ and h.
  public let deviation: F, bandwidth: F

  /// The mixture of these modes; throws `VectorError` where there is none or they differ in length.
  public init(modes: [[F]], deviation: F, bandwidth: F) throws {
    guard let first = modes.first else { throw VectorError.wrongDimension(required: 1, given: 0) }
    for mode in modes where mode.count != first.count {
      throw VectorError.wrongDimension(required: first.count, given: mode.count)
    }
    self.modes = modes
    self.deviation = deviation
    self.bandwidth = bandwidth
  }

  /// As many as a mode has.
  public var coordinates: Int { modes[0].count }
  /// A place a particle.
  @inlinable
  public func parameterCount(particles: Int) -> Int { particles * modes[0].count }

  /// The particles themselves.
  @inlinable
  public func fit<D: Field>(_ x: [D]) -> [D] { x }

  /// See the type.
  @_specialize(kind:partial,where D == Double)
  @_specialize(kind:partial,where D == CalledLanes)
  @_specialize(kind:partial,where D == Dual<Double>)
  @_specialize(kind:partial,where D == Dual<CalledLanes>)
  @inlinable
  public func logRatio<D: Field>(_ y: [D], at place: [D], constant: (F) -> D) -> D {
    let d = place.count
    let (sigma, h) = (constant(deviation), constant(bandwidth))
    let (wide, narrow) = (sigma * sigma + h * h, h * h)
    var places: [D] = []
    for mode in modes { for coordinate in mode { places.append(constant(coordinate)) } }
    let target = logMeanExponential(from: place, to: places, variance: wide)
    let own = logMeanExponential(from: place, to: y, variance: narrow)
    return target - own - D(0.5 * Double(d)) * (.log(wide) - .log(narrow))
  }
}

/// ln of the mean of exp(-‖x - c‖²/2v) over the centres c, of which `centres` lists the coordinates, computed about its
/// largest term.
@_specialize(where D == Double)
@_specialize(where D == CalledLanes)
@_specialize(where D == Dual<Double>)
@_specialize(where D == Dual<CalledLanes>)
@usableFromInline
func logMeanExponential<D: Field>(from place: [D], to centres: [D], variance: D) -> D {
  let d = place.count
  var exponents: [D] = []
  for first in stride(from: 0, to: centres.count, by: d) {
    var square = D(0)
    for i in 0..<d {
      let difference = place[i] - centres[first + i]
      square = square + difference * difference
    }
    exponents.append(D(-0.5) * square / variance)
  }
  var top = exponents[0]
  for exponent in exponents.dropFirst() { top = top.maximum(elementwise: exponent) }
  var sum = D(0)
  for exponent in exponents { sum = sum + .exp(exponent - top) }
  return top + .log(sum) - .log(D(Double(exponents.count)))
}
