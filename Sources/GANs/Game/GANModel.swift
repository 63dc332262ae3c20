import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// The networks, the loss and the regularizers of a GAN: what stays the same from batch to batch.
public struct GANModel: Sendable {
  /// The networks by their names: `generator`, G from latent vectors to samples, is player x's; `discriminator`, D from
  /// samples to logits, player y's.
  public let players: Players<PlayerNetworks>
  /// The same networks alone.
  public let generator: Network, discriminator: Network
  /// What each minimises.
  public let loss: any GANLoss
  /// What is added to it.
  public let regularizers: [any Regularizer]
  /// n: penalties (`RegularizerEffect.isPenalty`) are in the games of steps 0, n, 2n, … alone, n times as strong.
  ///
  /// Over n steps at one point the gradients add up to those of n steps with the plain penalties, and n - 1 of the steps
  /// cost nothing for them. The penalty is part of the step's one gradient, so an adaptive rule's moments, clipping of
  /// gradients and the logged loss see it in every nth step, n times as large. n = 1 is the plain game.
  ///
  /// Source: T. Karras et al., "Analyzing and Improving the Image Quality of StyleGAN", 2020, arXiv:1912.04958, appendix
  /// B (lazy regularization, n = 16 for D). There the penalty is a step of its own, and Adam's rates are adapted to the
  /// additional steps; here it is in the step's gradient, and rates are left alone.
  public let penaltyEvery: Int

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

  /// The names of the networks.
  public static let generator = "generator", discriminator = "discriminator"

  /// A GAN. `rests` is asked for each parameter by its whole name (`generator.0.weight`) whether it stands still. Throws
  /// `TorchError` for a `penaltyEvery` below 1.
  public init(
    generator: Network, discriminator: Network, loss: any GANLoss, regularizers: [any Regularizer] = [],
    penaltyEvery: Int = 1, rests: (String) -> Bool = { _ in false }
  ) throws(TorchError) {
    guard penaltyEvery >= 1 else {
      throw TorchError(
        operation: "GANModel",
        message: "penaltyEvery must be at least 1 (a penalty in every step), \(penaltyEvery) was given")
    }
    self.penaltyEvery = penaltyEvery
    self.generator = generator
    self.discriminator = discriminator
    players = Players(
      x: try PlayerNetworks([(Self.generator, generator)], rests: rests),
      y: try PlayerNetworks([(Self.discriminator, discriminator)], rests: rests))
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

  /// What penalties are multiplied by in the game of a step, 0, 1, …: n = `penaltyEvery` in every nth, else 0.
  public func penaltyWeight(atStep step: Int) -> Double { step.isMultiple(of: penaltyEvery) ? Double(penaltyEvery) : 0 }

  /// Whether g = -f: the loss says so, and no penalty couples the players. The same in all steps: where a coupled
  /// penalty is left out of one, f is still the loss's own and not -g.
  public var isZeroSum: Bool { loss.card.isZeroSum && coupledTerms.isEmpty }

  /// Both networks' parameters before training, those that move.
  public func initialPoint(seed: UInt64, dtype: DType = .float32, device: Device = .cpu) throws(TorchError)
    -> Players<TensorList>
  {
    Players(
      x: try players.x.initialParameters(seed: seed, dtype: dtype, device: device).moving,
      y: try players.y.initialParameters(seed: seed, dtype: dtype, device: device).moving)
  }

  /// Both networks' buffers before training, for these parameters, of which none rests: running statistics, singular
  /// vectors.
  public func initialBuffers(at point: Players<TensorList>, seed: UInt64) throws(TorchError) -> Players<TensorList> {
    func buffers(_ player: Player) throws(TorchError) -> TensorList {
      let networks = players[player]
      return try networks.initialBuffers(
        moving: point[player], resting: TensorList(zeros: networks.restingLayout), seed: seed)
    }
    return Players(x: try buffers(.x), y: try buffers(.y))
  }

  /// Whether `project` does anything.
  public var hasProjection: Bool { clippingBound != nil }

  /// The projections of the regularizers (weight clipping), to be called after each step.
  public func project(_ point: inout Players<TensorList>) throws(TorchError) {
    if let clippingBound { point.y = try point.y.clamped(low: -clippingBound, high: clippingBound) }
  }
}
