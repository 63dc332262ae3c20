import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// One minibatch of a GAN as a game: x is the generator's parameters, y the discriminator's.
///
/// A fixed function of the point: latent vectors, masks of dropout, instance noise and interpolation weights belong to
/// the minibatch, buffers are read and never changed. Gradients cost what a hand-written training step costs: both at
/// once share one forward pass of G and, in a zero-sum game, one backward pass; one player's alone leaves out what only
/// the other needs.
public struct GANGame: SecondOrderGame {
  /// The parameters of a network.
  public typealias V = TensorList

  /// What conditional networks are told of a minibatch's samples.
  public struct BatchConditions: Sendable {
    /// Of the real batch.
    public let real: Conditions
    /// Of the samples to generate.
    public let generated: Conditions
    /// Of neither.
    public static let none = BatchConditions(real: .none, generated: .none)

    /// The conditions of both.
    public init(real: Conditions, generated: Conditions) {
      self.real = real
      self.generated = generated
    }
  }

  /// Networks and loss.
  public let model: GANModel
  /// The real batch, and the latent vectors of the generated one.
  public let real: Tensor, latent: Tensor
  /// What the networks are told of both.
  public let conditions: BatchConditions
  /// The parameters that rest; nil where none does.
  public let resting: Players<TensorList>?
  /// Both networks' buffers; nil where no layer reads any (see `Network.callAsFunction`).
  public let buffers: Players<TensorList>?
  /// The seed of everything random in this minibatch.
  public let seed: UInt64
  /// What penalties are multiplied by; 0 leaves them out, at no cost. See `GANModel.penaltyWeight`.
  public let penaltyWeight: Double
  /// Of how many of the samples, the first ones, second derivatives are taken; nil for all of them.
  ///
  /// Gradients are always those of the whole batch. The inner solver's products, which are most of a step of CGD or
  /// ACGD, cost in proportion to this number, and the step's curvature becomes an estimate from a part of the batch: the
  /// iterates differ from the exact ones. Masks, noise and interpolation weights are those that the samples have in the
  /// whole batch; batch normalization takes the part's own statistics.
  public var curvatureBatch: Int?
  /// The real batch whose first samples `real` is, in the game of a part (`first`); nil where the game is of a whole
  /// minibatch.
  let whole: Tensor?
  /// Hands out child `number` of this minibatch's draw, for `resampled`; nil where there is only this one.
  let redraw: (@Sendable (Int) throws -> GANGame)?
  /// Told losses, gradients, logits and what the buffers become, by gradients and local models; `losses` and Hessian
  /// products tell nothing of buffers.
  let recorder: StepRecorder?

  /// The game of one minibatch: a real batch and as many latent vectors.
  ///
  /// With a `recorder` every gradient and local model that is evaluated moves the recorded buffers on, as a training
  /// step in PyTorch does; `buffers` stay as they are until the caller commits (`BufferRecorder.committed`) to its
  /// next game.
  public init(
    model: GANModel, real: Tensor, latent: Tensor, conditions: BatchConditions = .none,
    resting: Players<TensorList>? = nil,
    buffers: Players<TensorList>? = nil, seed: UInt64 = 0, penaltyWeight: Double = 1, recorder: StepRecorder? = nil,
    curvatureBatch: Int? = nil, redraw: (@Sendable (Int) throws -> GANGame)? = nil
  ) {
    self.init(
      model: model, real: real, latent: latent, conditions: conditions, resting: resting, buffers: buffers, seed: seed,
      penaltyWeight: penaltyWeight, recorder: recorder, curvatureBatch: curvatureBatch, whole: nil, redraw: redraw)
  }

  private init(
    model: GANModel, real: Tensor, latent: Tensor, conditions: BatchConditions, resting: Players<TensorList>?,
    buffers: Players<TensorList>?, seed: UInt64, penaltyWeight: Double, recorder: StepRecorder?,
    curvatureBatch: Int?, whole: Tensor?, redraw: (@Sendable (Int) throws -> GANGame)?
  ) {
    self.whole = whole
    self.model = model
    self.real = real
    self.latent = latent
    self.conditions = conditions
    self.resting = resting
    self.buffers = buffers
    self.seed = seed
    self.penaltyWeight = penaltyWeight
    self.recorder = recorder
    self.curvatureBatch = curvatureBatch
    self.redraw = redraw
  }

  /// Whether any layer keeps buffers.
  var hasBuffers: Bool {
    buffers.map { !$0.x.layout.entries.isEmpty || !$0.y.layout.entries.isEmpty } ?? false
  }

  /// As the loss says, where no penalty couples the players.
  public var isZeroSum: Bool { model.isZeroSum }

  /// An independent minibatch, or this one again where there is no other.
  public func resampled(_ number: Int) throws -> GANGame { try redraw?(number) ?? self }

  /// (f, g); in a zero-sum game f = -g exactly. In a general-sum game f is without terms that do not depend on x.
  public func losses(at point: Players<TensorList>) throws -> Players<Double> {
    try withoutGradient {
      let terms = try GANTerms(self, isRecording: false, for: .values)
      let (x, y) = (try point.x.views(), try point.y.views())
      let parts = try terms.coupling(terms.samples(x), y)
      let ofGenerator = try terms.generatorPart(x)?.item() ?? 0
      let ofDiscriminator = try terms.discriminatorPart(y)?.item() ?? 0
      let g = try parts.y.item() + ofDiscriminator - (isZeroSum ? ofGenerator : 0)
      return Players(x: isZeroSum ? -g : try parts.x.item() + ofGenerator, y: g)
    }
  }

  /// One player's own gradient. For x no gradient reaches D's parameters; for y none reaches G.
  public func gradient(_ player: Player, at point: Players<TensorList>) throws -> TensorList {
    let terms = try GANTerms(self, isRecording: true, for: .gradients)
    switch player {
    case .x:
      let x = try point.x.leaves()
      var loss = try terms.generatorCoupling(terms.samples(x), point.y.views())
      recorder?.note(loss: loss, of: .x)
      if let own = try terms.generatorPart(x) { loss = try loss + own }
      let gradient = try Self.gradient(of: loss, in: x, like: point.x)
      recorder?.note(gradient: gradient, of: .x)
      return gradient
    case .y:
      let fake = try terms.held(withoutGradient { try terms.samples(point.x.views()) })
      let y = try point.y.leaves()
      var loss = try terms.discriminatorCoupling(fake, y)
      if let own = try terms.discriminatorPart(y) { loss = try own + loss }
      recorder?.note(loss: loss, of: .y)
      let gradient = try Self.gradient(of: loss, in: y, like: point.y)
      recorder?.note(gradient: gradient, of: .y)
      return gradient
    }
  }

  /// Both gradients from one forward pass.
  public func gradients(at point: Players<TensorList>) throws -> Players<TensorList> {
    let gradients = try unrecordedGradients(at: point)
    recorder?.note(gradient: gradients.x, of: .x)
    recorder?.note(gradient: gradients.y, of: .y)
    return gradients
  }

  private func unrecordedGradients(at point: Players<TensorList>) throws -> Players<TensorList> {
    let terms = try GANTerms(self, isRecording: true, for: .gradients)
    let x = try point.x.leaves()
    let y = try point.y.leaves()
    let parts = try terms.coupling(terms.samples(x), y)
    recorder?.note(loss: parts.x, of: .x)
    var g = parts.y
    if let own = try terms.discriminatorPart(y) { g = try own + g }
    recorder?.note(loss: g, of: .y)
    let ofGenerator = try terms.generatorPart(x)
    if isZeroSum {
      // ∂f/∂x = -∂g/∂x: one backward pass serves both.
      if let ofGenerator { g = try g - ofGenerator }
      let both = try Tensor.gradients(of: [g], withRespectTo: x + y, allowUnused: true)
      let ofX = try TensorList(flattening: Array(both[..<x.count]), like: point.x).negated()
      return Players(x: ofX, y: try TensorList(flattening: Array(both[x.count...]), like: point.y))
    }
    let f = try ofGenerator.map { (own) throws(TorchError) in try parts.x + own } ?? parts.x
    let ofX = try Tensor.gradients(of: [f], withRespectTo: x, retainGraph: true, allowUnused: true)
    return Players(
      x: try TensorList(flattening: ofX, like: point.x), y: try Self.gradient(of: g, in: y, like: point.y))
  }

  /// The local model: gradients now, the graphs of second derivatives kept for products; those of `curvatureBatch`
  /// alone where that is given. Throws `TorchError` where the minibatch has not that many.
  public func localModel(at point: Players<TensorList>) throws -> GANLocalModel {
    guard let curvatureBatch else { return try GANLocalModel(game: self, point: point) }
    return try GANLocalModel(game: first(curvatureBatch), point: point, gradients: gradients(at: point))
  }

  /// The game of the first `count` samples of this minibatch, with the masks, noise and interpolation weights that they
  /// have in it. Its evaluations tell nobody, and it knows no other minibatch. Throws `TorchError` where there are not
  /// that many samples.
  public func first(_ count: Int) throws(TorchError) -> GANGame {
    GANGame(
      model: model, real: try real.narrow(0, start: 0, length: count),
      latent: try latent.narrow(0, start: 0, length: count),
      conditions: BatchConditions(
        real: try conditions.real.narrowed(count: count), generated: try conditions.generated.narrowed(count: count)),
      resting: resting, buffers: buffers, seed: seed, penaltyWeight: penaltyWeight, recorder: nil,
      curvatureBatch: nil, whole: whole ?? real, redraw: nil)
  }

  /// Zeros for parameters that the loss does not depend on, such as D's last bias under a penalty alone.
  private static func gradient(
    of loss: Tensor, in leaves: [Tensor], like list: TensorList
  ) throws(TorchError) -> TensorList {
    try TensorList(
      flattening: Tensor.gradients(of: [loss], withRespectTo: leaves, allowUnused: true), like: list)
  }
}
