import GameDynamics
import NeuralNetworks
import TorchTensors

/// The networks and the loss of a GAN: what stays the same from batch to batch.
public struct GANModel: Sendable {
  /// G: latent vectors to samples. Its parameters are player x's.
  public let generator: Network
  /// D: samples to logits. Its parameters are player y's.
  public let discriminator: Network
  /// What each minimises.
  public let loss: any GANLoss

  /// A GAN.
  public init(generator: Network, discriminator: Network, loss: any GANLoss) {
    self.generator = generator
    self.discriminator = discriminator
    self.loss = loss
  }

  /// Both networks' parameters before training.
  public func initialPoint(seed: UInt64, dtype: DType = .float32, device: Device = .cpu) throws(TorchError)
    -> Players<TensorList>
  {
    Players(
      x: try generator.initialParameters(seed: seed, stream: 1, dtype: dtype, device: device),
      y: try discriminator.initialParameters(seed: seed, stream: 2, dtype: dtype, device: device))
  }
}

/// One minibatch of a GAN as a game: x is the generator's parameters, y the discriminator's.
///
/// Gradients cost what a hand-written training step costs: both at once share one forward pass of G and, in a zero-sum
/// game, one backward pass; one player's alone leaves out what only the other needs.
public struct GANGame: SecondOrderGame {
  /// The parameters of a network.
  public typealias V = TensorList

  /// Networks and loss.
  public let model: GANModel
  /// The real batch, and the latent vectors of the generated one.
  public let real: Tensor, latent: Tensor
  /// Hands out an independent minibatch of the same game, for `resampled`; nil where there is only this one.
  let redraw: (@Sendable () throws -> GANGame)?
  /// Told the losses of each evaluation, so that a progress line costs no evaluation of its own.
  let monitor: LossMonitor?

  /// The game of one minibatch: a real batch and as many latent vectors.
  public init(
    model: GANModel, real: Tensor, latent: Tensor, monitor: LossMonitor? = nil,
    redraw: (@Sendable () throws -> GANGame)? = nil
  ) {
    self.model = model
    self.real = real
    self.latent = latent
    self.monitor = monitor
    self.redraw = redraw
  }

  /// As the loss says.
  public var isZeroSum: Bool { model.loss.card.isZeroSum }

  /// An independent minibatch, or this one again where there is no other.
  public func resampled() throws -> GANGame { try redraw?() ?? self }

  /// (f, g); in a zero-sum game f = -g exactly.
  public func losses(at point: Players<TensorList>) throws -> Players<Double> {
    try withoutGradient {
      let y = try point.y.views()
      let fake = try model.discriminator(model.generator(latent, point.x.views()), y)
      let g = try (model.loss.onReal(model.discriminator(real, y)) + model.loss.onFake(fake)).item()
      return Players(x: isZeroSum ? -g : try model.loss.generator(fake).item(), y: g)
    }
  }

  /// One player's own gradient. For x no gradient reaches D's parameters; for y none reaches G.
  public func gradient(_ player: Player, at point: Players<TensorList>) throws -> TensorList {
    switch player {
    case .x:
      let x = try point.x.leaves()
      let loss = try model.loss.generator(model.discriminator(model.generator(latent, x), point.y.views()))
      monitor?.record(generator: loss)
      return try TensorList(flattening: Tensor.gradients(of: [loss], withRespectTo: x), point.x.layout)
    case .y:
      let fake = try withoutGradient { try model.generator(latent, point.x.views()) }
      let y = try point.y.leaves()
      let loss = try discriminatorLoss(fake, y)
      monitor?.record(discriminator: loss)
      return try TensorList(flattening: Tensor.gradients(of: [loss], withRespectTo: y), point.y.layout)
    }
  }

  /// Both gradients from one forward pass.
  public func gradients(at point: Players<TensorList>) throws -> Players<TensorList> {
    let x = try point.x.leaves()
    let y = try point.y.leaves()
    let fakeLogits = try model.discriminator(model.generator(latent, x), y)
    let fake = try model.loss.onFake(fakeLogits)
    let g = try model.loss.onReal(model.discriminator(real, y)) + fake
    monitor?.record(discriminator: g)
    if isZeroSum {
      // ∂f/∂x = -∂g/∂x: one backward pass serves both.
      let both = try Tensor.gradients(of: [g], withRespectTo: x + y)
      let ofX = try TensorList(flattening: Array(both[..<x.count]), point.x.layout).negated()
      return Players(x: ofX, y: try TensorList(flattening: Array(both[x.count...]), point.y.layout))
    }
    let f = try model.loss.generator(fakeLogits)
    monitor?.record(generator: f)
    let ofX = try Tensor.gradients(of: [f], withRespectTo: x, retainGraph: true)
    let ofY = try Tensor.gradients(of: [g], withRespectTo: y)
    return Players(
      x: try TensorList(flattening: ofX, point.x.layout), y: try TensorList(flattening: ofY, point.y.layout))
  }

  /// The local model: gradients now, the graphs of second derivatives kept for products.
  public func localModel(at point: Players<TensorList>) throws -> GANLocalModel {
    try GANLocalModel(game: self, point: point)
  }

  func discriminatorLoss(_ fake: Tensor, _ y: [Tensor]) throws(TorchError) -> Tensor {
    try model.loss.onReal(model.discriminator(real, y)) + model.loss.onFake(model.discriminator(fake, y))
  }
}
