import GameDynamics
import NeuralNetworks
import TorchTensors

/// The networks, the loss and the regularizers of a GAN: what stays the same from batch to batch.
public struct GANModel: Sendable {
  /// G: latent vectors to samples. Its parameters are player x's.
  public let generator: Network
  /// D: samples to logits. Its parameters are player y's.
  public let discriminator: Network
  /// What each minimises.
  public let loss: any GANLoss
  /// What is added to it.
  public let regularizers: [any Regularizer]

  // The regularizers' effects, sorted.
  typealias DiscriminatorTerm = @Sendable (DiscriminatorView) throws(TorchError) -> Tensor
  typealias CoupledTerm = @Sendable (DiscriminatorView, Tensor) throws(TorchError) -> Tensor
  let discriminatorTerms: [DiscriminatorTerm]
  let coupledTerms: [CoupledTerm]
  let decay: Players<Double>
  /// The deviation of the sum of all instance noise.
  let noiseDeviation: Double
  /// With what weight the real batch counts as real.
  let realWeight: Double
  /// The least of all bounds on D's parameters.
  let clippingBound: Double?

  /// A GAN.
  public init(
    generator: Network, discriminator: Network, loss: any GANLoss, regularizers: [any Regularizer] = []
  ) {
    self.generator = generator
    self.discriminator = discriminator
    self.loss = loss
    self.regularizers = regularizers
    var discriminatorTerms: [DiscriminatorTerm] = []
    var coupledTerms: [CoupledTerm] = []
    var decay = Players(x: 0.0, y: 0.0)
    var noiseVariance = 0.0
    var realWeight = 1.0
    var bound: Double?
    for regularizer in regularizers {
      switch regularizer.effect {
      case .discriminatorTerm(let term): discriminatorTerms.append(term)
      case .coupledTerm(let term): coupledTerms.append(term)
      case .decay(let factors): decay = Players(x: decay.x + factors.x, y: decay.y + factors.y)
      case .inputNoise(let deviation): noiseVariance += deviation * deviation
      case .smoothing(let weight): realWeight *= weight
      case .clipping(let limit): bound = min(bound ?? limit, limit)
      }
    }
    self.discriminatorTerms = discriminatorTerms
    self.coupledTerms = coupledTerms
    self.decay = decay
    noiseDeviation = noiseVariance.squareRoot()
    self.realWeight = realWeight
    clippingBound = bound
  }

  /// Whether g = -f: the loss says so, and no penalty couples the players.
  public var isZeroSum: Bool { loss.card.isZeroSum && coupledTerms.isEmpty }

  /// Both networks' parameters before training.
  public func initialPoint(seed: UInt64, dtype: DType = .float32, device: Device = .cpu) throws(TorchError)
    -> Players<TensorList>
  {
    Players(
      x: try generator.initialParameters(seed: seed, stream: 1, dtype: dtype, device: device),
      y: try discriminator.initialParameters(seed: seed, stream: 2, dtype: dtype, device: device))
  }

  /// Both networks' buffers before training, for these parameters: running statistics, singular vectors.
  public func initialBuffers(at point: Players<TensorList>, seed: UInt64) throws(TorchError) -> Players<TensorList> {
    Players(
      x: try generator.initialBuffers(for: point.x, seed: seed, stream: 5),
      y: try discriminator.initialBuffers(for: point.y, seed: seed, stream: 6))
  }

  /// Whether `project` does anything.
  public var hasProjection: Bool { clippingBound != nil }

  /// The projections of the regularizers (weight clipping), to be called after each step.
  public func project(_ point: inout Players<TensorList>) throws(TorchError) {
    if let clippingBound { point.y = try point.y.clamped(low: -clippingBound, high: clippingBound) }
  }
}
