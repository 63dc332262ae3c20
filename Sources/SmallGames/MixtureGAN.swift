import GameDynamics
import RealModule

/// A GAN of two small networks on a minibatch of points, with the saturating cross-entropy, as a zero-sum game:
///
///     min_x max_y  mean log σ(D_y(rᵢ)) + mean log(1 - σ(D_y(G_x(zᵢ))))
///
/// Points and noise are numbers of the game's field, so that lanes may train from weights and minibatches of their own,
/// side by side. Cost: one pass forwards and backwards through both networks for both gradients.
///
/// Source: I. Goodfellow et al., "Generative Adversarial Networks", 2014, arXiv:1406.2661, equation 1.
public struct MixtureGAN<F: Field>: VectorGradients {
  /// G, from noise to points, and D, from points to a number.
  public let networks: Players<DenseNetwork>
  /// rᵢ and zᵢ.
  public let samples: [[F]], noise: [[F]]

  /// The game on these points and this noise; throws `VectorError` where they do not fit the networks or there are none.
  public init(networks: Players<DenseNetwork>, samples: [[F]], noise: [[F]]) throws {
    let (generator, discriminator) = (networks.x, networks.y)
    for (given, required) in [
      (discriminator.widths.first, generator.widths.last), (discriminator.widths.last, 1),
      (samples.first?.count, generator.widths.last), (noise.first?.count, generator.widths.first),
    ] where given != required {
      throw VectorError.wrongDimension(required: required ?? 0, given: given ?? 0)
    }
    for point in samples where point.count != samples[0].count {
      throw VectorError.wrongDimension(required: samples[0].count, given: point.count)
    }
    for latent in noise where latent.count != noise[0].count {
      throw VectorError.wrongDimension(required: noise[0].count, given: latent.count)
    }
    self.networks = networks
    self.samples = samples
    self.noise = noise
  }

  /// True: y maximises what x minimises.
  @inlinable
  public var isZeroSum: Bool { true }
  /// As many as the networks have weights.
  @inlinable
  public var dimensions: Players<Int> { networks.map(\.weightCount) }

  /// (f, -f) at (x, y).
  @inlinable
  public func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D> {
    var (real, fake) = (D(0), D(0))
    for r in samples { real = real + .softplus(-networks.y.forward(y, r.map(constant)).output[0]) }
    for z in noise {
      let made = networks.x.forward(x, z.map(constant)).output
      fake = fake + .softplus(networks.y.forward(y, made).output[0])
    }
    return .zeroSum(-(D(1 / Double(samples.count)) * real + D(1 / Double(noise.count)) * fake))
  }

  /// By one pass backwards for every point and every noise.
  @inlinable
  public func gradients<D: Field>(of loss: Player, x: [D], y: [D], constant: (F) -> D) -> Players<[D]> {
    let sign = D(loss == .x ? 1 : -1)
    let (ofReal, ofFake) = (sign * D(1 / Double(samples.count)), sign * D(1 / Double(noise.count)))
    var result = Players(
      x: Array(repeating: D(0), count: x.count), y: Array(repeating: D(0), count: y.count))
    for r in samples {
      let pass = networks.y.forward(y, r.map(constant))
      _ = networks.y.backward(y, pass, [ofReal * .sigmoid(-pass.output[0])], addingTo: &result.y)
    }
    for z in noise {
      let made = networks.x.forward(x, z.map(constant))
      let pass = networks.y.forward(y, made.output)
      let seen = networks.y.backward(y, pass, [-ofFake * .sigmoid(pass.output[0])], addingTo: &result.y)
      _ = networks.x.backward(x, made, seen, addingTo: &result.x)
    }
    return result
  }
}
