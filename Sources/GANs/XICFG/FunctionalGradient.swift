import NeuralNetworks
import TorchTensors

/// A step along the functional gradient of a generator's loss: every particle for itself, no parameters.
///
///     x′ = x + η s(x) ∇D(x),        s = -dℓ/dD
///
/// with the loss f = mean over the particles of ℓ(D(x)), so that x′ = x - η ∂(n f)/∂x. The loss says which s: `cfg` and
/// `wgan` s = 1, `minimax` (GAN0) s = σ(D), `non-saturating` (GAN1) s = σ(-D).
///
/// Where D normalizes by the batch's statistics, D(x) depends on the other particles too, and ∇ is that of the sum over
/// the batch, as in the authors' code. With running statistics, or without normalization, a particle depends on itself alone.
///
/// Source: R. Johnson and T. Zhang, "Composite Functional Gradient Learning of Generative Adversarial Models", 2018,
/// arXiv:1801.06309, algorithms 1 and 2, and section 3.3 on s.
public struct FunctionalGradient: Sendable {
  /// Player y: the discriminator.
  public let players: PlayerNetworks
  /// The generator's loss.
  public let loss: any SeparableGANLoss
  /// η.
  public let stepSize: Double
  /// Whether D normalizes by the statistics of the particles' batch.
  public let usesBatchStatistics: Bool
  /// Particles that D sees at once.
  public let batch: Int

  /// Steps along this loss's functional gradient; none of the discriminator's parameters may rest.
  public init(
    _ players: PlayerNetworks, loss: any SeparableGANLoss, stepSize: Double, usesBatchStatistics: Bool, batch: Int
  ) {
    self.players = players
    self.loss = loss
    self.stepSize = stepSize
    self.usesBatchStatistics = usesBatchStatistics
    self.batch = batch
  }

  /// s(x)∇D(x) of particles [n, …], for a discriminator.
  public func direction(_ particles: Tensor, _ discriminator: StoredDiscriminator) throws -> Tensor {
    let count = particles.shape.first ?? 0
    if count == 0 { return particles }
    let standing = try StandingNetworks(players, buffers: discriminator.buffers)
    let views = try discriminator.parameters.views()
    let pass = ForwardPass(mode: usesBatchStatistics ? .training : .evaluation)
    return try withGradient {
      var parts: [Tensor] = []
      for start in stride(from: 0, to: count, by: batch) {
        let size = min(batch, count - start)
        let leaf = try particles.narrow(0, start: start, length: size).detach().setRequiresGradient(true)
        let logits = try standing(GANModel.discriminator, leaf, views, in: pass, isRecording: false)
        let sum = try loss.generator(logits) * -Double(size)
        parts.append(try Tensor.gradients(of: [sum], withRespectTo: [leaf])[0])
      }
      return parts.count == 1 ? parts[0] : try Tensor.concatenate(parts)
    }
  }

  /// One step.
  public func moved(_ particles: Tensor, by discriminator: StoredDiscriminator) throws -> Tensor {
    let direction = try self.direction(particles, discriminator)
    return try withoutGradient { try particles.detach().adding(direction, times: stepSize) }
  }

  /// A step by each of these discriminators in turn.
  public func moved(_ particles: Tensor, through discriminators: some Sequence<StoredDiscriminator>) throws -> Tensor {
    try discriminators.reduce(particles) { try moved($0, by: $1) }
  }

  /// s of each logit.
  public func scales(of logits: Tensor) throws -> Tensor { try loss.scales(of: logits) }
}

extension SeparableGANLoss {
  /// s = -dℓ/dD at each logit: how strongly the generator is pushed along ∇D there.
  public func scales(of logits: Tensor) throws -> Tensor {
    try withGradient {
      let leaf = try logits.detach().setRequiresGradient(true)
      return try Tensor.gradients(of: [generator(leaf) * -Double(logits.count)], withRespectTo: [leaf])[0]
    }
  }
}

/// A discriminator as it was when it was stored: parameters and the buffers that go with them.
public struct StoredDiscriminator: Sendable {
  /// Its parameters, in the layout of player y.
  public var parameters: TensorList
  /// Its buffers; nil where it has none.
  public var buffers: TensorList?

  /// A discriminator.
  public init(parameters: TensorList, buffers: TensorList?) {
    self.parameters = parameters
    self.buffers = buffers
  }
}
