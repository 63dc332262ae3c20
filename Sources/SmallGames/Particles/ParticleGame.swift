import GameDynamics
import RealModule

/// A GAN whose generator is the points that it makes: x are n particles, each a place of its own, and y are the
/// parameters of a discriminator that learns by logistic regression.
///
///     f(x, y) = Σᵢ ψ(D_y(xᵢ)),  ψ′ = -s
///     g(x, y) = n Σⱼ wⱼ log(1 + e^-D_y(rⱼ)) + Σᵢ log(1 + e^D_y(xᵢ))
///
/// so a particle's gradient is -s(D(xᵢ)) ∇D(xᵢ), and a step of x against it is the functional gradient step of the source,
/// taken where the generator's samples are. g is n times the mean loss of the source: losses are sums over particles, and
/// with s = d the game is zero-sum (f is then -g, which differs from the sum above by what x does not move).
///
/// With p the particles' distribution and D unconstrained, y's best response is D = ln(p*/p), p* that of the data. The data
/// rⱼ, with weights wⱼ that sum to 1, are numbers of the game's field. x lists particle by particle.
///
/// Cost of both gradients: one pass forwards and backwards through D for each particle and each datum.
///
/// Source: R. Johnson and T. Zhang, "Composite functional gradient learning of generative adversarial models", 2018,
/// arXiv:1801.06309, algorithms 1 and 2.
public struct ParticleGame<F: Field, Discriminator: ParticleDiscriminator, Scaling: GradientScaling>: VectorGradients {
  /// D.
  public let discriminator: Discriminator
  /// s.
  public let scaling: Scaling
  /// rⱼ.
  public let data: [[F]]
  /// wⱼ.
  public let weights: [Double]
  /// n.
  public let particles: Int

  /// The game of `particles` particles on these data; equal weights unless others are given.
  ///
  /// Throws `VectorError` for data of other coordinates than the discriminator's, none, or another number of weights.
  public init(
    particles: Int, discriminator: Discriminator, scaling: Scaling, data: [[F]], weights: [Double]? = nil
  ) throws {
    guard !data.isEmpty else { throw VectorError.wrongDimension(required: 1, given: 0) }
    for datum in data where datum.count != discriminator.coordinates {
      throw VectorError.wrongDimension(required: discriminator.coordinates, given: datum.count)
    }
    if let weights, weights.count != data.count {
      throw VectorError.wrongDimension(required: data.count, given: weights.count)
    }
    self.particles = max(1, particles)
    self.discriminator = discriminator
    self.scaling = scaling
    self.data = data
    self.weights = weights ?? data.map { _ in 1 / Double(data.count) }
  }

  /// True with s = d.
  @inlinable
  public var isZeroSum: Bool { scaling.isMinimax }
  /// n particles' coordinates, and the discriminator's parameters.
  @inlinable
  public var dimensions: Players<Int> {
    Players(x: particles * discriminator.coordinates, y: discriminator.parameterCount)
  }

  @inlinable
  func place<D: Field>(_ i: Int, of x: [D]) -> [D] {
    Array(x[(i * discriminator.coordinates)..<((i + 1) * discriminator.coordinates)])
  }

  /// (f, g) at (x, y).
  @_specialize(kind:partial,where D == Double)
  @_specialize(kind:partial,where D == CalledLanes)
  @_specialize(kind:partial,where D == Dual<Double>)
  @_specialize(kind:partial,where D == Dual<CalledLanes>)
  @inlinable
  public func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
    var (own, judged) = (D(0), D(0))
    for (datum, weight) in zip(data, weights) {
      judged = judged + D(Double(particles) * weight) * .softplus(-discriminator.logit(y, at: datum.map(constant)))
    }
    for i in 0..<particles {
      let logit = discriminator.logit(y, at: place(i, of: x))
      judged = judged + .softplus(logit)
      own = own + scaling.loss(logit)
    }
    return isZeroSum ? .zeroSum(-judged) : Players(x: own, y: judged)
  }

  /// By one pass backwards through D for every particle, and for every datum where they enter.
  @_specialize(kind:partial,where D == Double)
  @_specialize(kind:partial,where D == CalledLanes)
  @_specialize(kind:partial,where D == Dual<Double>)
  @_specialize(kind:partial,where D == Dual<CalledLanes>)
  @inlinable
  public func gradients<D: Field>(of loss: Player, x: [D], y: [D], constant: (F) -> D) -> Players<[D]> {
    var result = Players(x: x, y: y.map { _ in D(0) })
    let isJudged = loss == .y || isZeroSum
    let sign = D(loss == .y ? 1 : -1)
    if isJudged {
      for (datum, weight) in zip(data, weights) {
        let share = sign * D(Double(particles) * weight)
        _ = discriminator.backward(
          y, at: datum.map(constant), slope: { -share * .sigmoid(-$0) }, addingTo: &result.y)
      }
    }
    for i in 0..<particles {
      let slope = discriminator.backward(
        y, at: place(i, of: x), slope: { isJudged ? sign * .sigmoid($0) : -scaling.scale($0) }, addingTo: &result.y)
      for (k, value) in slope.enumerated() { result.x[i * discriminator.coordinates + k] = value }
    }
    return result
  }
}
