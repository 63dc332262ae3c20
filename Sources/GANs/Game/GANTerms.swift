import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// The losses of a minibatch, cut by what they depend on:
///
///     f = coupling.x(x, y) + generatorPart(x)
///     g = coupling.y(x, y) + discriminatorPart(y)
///
/// and in a zero-sum game, with coupling.x = -coupling.y, what is one player's own enters the opponent's loss with the
/// other sign, which changes nobody's gradient: g = coupling.y + discriminatorPart - generatorPart, f = -g.
struct GANTerms {
  private let game: GANGame
  private let model: GANModel
  private let generator: StandingNetworks, discriminator: StandingNetworks
  private let purpose: Purpose
  /// The real batch as D sees it; a leaf of the graph where gradients take slopes of D at it.
  private let real: Tensor
  /// The same of the whole minibatch, where the game is of its first samples; else `real`.
  private let wholeReal: Tensor
  /// What the loss has evaluated, for penalties to go on from.
  private let passes = Passes()

  /// Which evaluation of a network a pass is: each has masks of its own.
  private enum Call: UInt64 {
    case generated = 1
    case real, penalty
  }

  /// Which samples D's logits are known at, by what D was asked.
  private final class Passes {
    var known: [Call: (samples: Tensor, logits: Tensor)] = [:]
  }

  /// What the terms are made for.
  enum Purpose {
    case values, gradients, secondDerivatives
  }

  /// The terms of a game, with or without a record of the buffers.
  init(_ game: GANGame, isRecording: Bool, for purpose: Purpose) throws(TorchError) {
    self.game = game
    model = game.model
    self.purpose = purpose
    let recorders = isRecording ? game.recorder?.buffers : nil
    generator = try StandingNetworks(
      model.players.x, resting: game.resting?.x, buffers: game.buffers?.x, recorder: recorders?.x)
    discriminator = try StandingNetworks(
      model.players.y, resting: game.resting?.y, buffers: game.buffers?.y, recorder: recorders?.y)
    wholeReal = try GANTerms.noisy(game.whole ?? game.real, game, purpose: 1)
    let part =
      game.whole == nil ? wholeReal : try wholeReal.narrow(0, start: 0, length: game.real.shape.first ?? 0)
    real =
      purpose == .gradients && game.penaltyWeight != 0 && !model.discriminatorTerms.isEmpty
      ? try part.detach().setRequiresGradient(true) : part
  }

  private static func noisy(_ samples: Tensor, _ game: GANGame, purpose: UInt64) throws(TorchError) -> Tensor {
    if game.model.noiseDeviation == 0 { return samples }
    let stream = try RandomStream(seed: game.seed, stream: purpose, step: 0, device: samples.device)
    let noise = try stream.normal(samples.shape, ofBatch: game.whole?.shape.first, dtype: samples.dtype ?? .float32)
    return try samples.adding(noise, times: game.model.noiseDeviation)
  }

  /// G(z) as D sees it.
  func samples(_ x: [Tensor]) throws(TorchError) -> Tensor {
    let pass = ForwardPass(
      conditions: game.conditions.generated, seed: game.seed, wholeBatch: game.whole?.shape.first,
      call: Call.generated.rawValue)
    return try GANTerms.noisy(generator(GANModel.generator, game.latent, x, in: pass), game, purpose: 2)
  }

  /// Generated samples as constants, of which slopes can be taken where a penalty will.
  func held(_ fake: Tensor) throws(TorchError) -> Tensor {
    if game.penaltyWeight == 0 || model.coupledTerms.isEmpty { return fake }
    return try fake.detach().setRequiresGradient(true)
  }

  private func logits(
    _ samples: Tensor, _ y: [Tensor], _ call: Call, conditions: Conditions, ofPenalty: Bool = false
  ) throws(TorchError) -> Tensor {
    // A penalty has a derivative in it already: second derivatives of it are third ones of the network.
    let pass = ForwardPass(
      conditions: conditions, seed: game.seed, wholeBatch: game.whole?.shape.first, call: call.rawValue,
      anyOrder: ofPenalty && purpose == .secondDerivatives)
    return try discriminator(GANModel.discriminator, samples, y, in: pass, isRecording: !ofPenalty)
  }

  private func onFake(_ fake: Tensor, _ y: [Tensor]) throws(TorchError) -> Tensor {
    let logits = try logits(fake, y, .generated, conditions: game.conditions.generated)
    keep(logits, of: .generated, at: fake)
    game.recorder?.note(StepRecord.generatedLogits, logits)
    return logits
  }

  private func onReal(_ y: [Tensor]) throws(TorchError) -> Tensor {
    let logits = try logits(real, y, .real, conditions: game.conditions.real)
    keep(logits, of: .real, at: real)
    game.recorder?.note(StepRecord.realLogits, logits)
    return logits
  }

  /// Gradients are of one point, and their terms go when they are there; other terms would keep graphs alive.
  private func keep(_ logits: Tensor, of call: Call, at samples: Tensor) {
    if purpose == .gradients { passes.known[call] = (samples, logits) }
  }

  /// D as a penalty sees it. At the samples of `batch` it is the loss's D, whose pass is gone on from where the loss has
  /// recorded it at the very point; second derivatives need a pass of their own kind.
  private func view(_ y: [Tensor], of batch: Tensor, _ call: Call, conditions: Conditions) -> DiscriminatorView {
    DiscriminatorView(
      real: real, wholeReal: wholeReal, isDifferentiated: purpose != .values,
      evaluate: { (point, samples) throws(TorchError) in
        guard samples === batch else { return try logits(point, y, .penalty, conditions: conditions, ofPenalty: true) }
        if purpose == .gradients, let known = passes.known[call], known.samples === point { return known.logits }
        return try logits(point, y, call, conditions: conditions, ofPenalty: true)
      }, seed: game.seed)
  }

  private func weighted(_ penalty: Tensor) throws(TorchError) -> Tensor {
    game.penaltyWeight == 1 ? penalty : try penalty * game.penaltyWeight
  }

  // MARK: - Both players

  /// The parts of f and g in which both players occur.
  func coupling(_ fake: Tensor, _ y: [Tensor]) throws(TorchError) -> Players<Tensor> {
    let logits = try onFake(fake, y)
    let f: Tensor
    var g: Tensor
    switch model.loss.form {
    case .separable(let loss):
      g = try loss.onFake(logits)
      f = model.isZeroSum ? try -g : try loss.generator(logits)
    case .joint(let loss):
      try refuseSmoothing()
      let real = try onReal(y)
      g = try loss.discriminator(real: real, fake: logits)
      f = model.isZeroSum ? try -g : try loss.generator(real: real, fake: logits)
    }
    try addPenalties(to: &g, fake, y)
    return Players(x: f, y: g)
  }

  /// f's part alone, with D's parameters as constants.
  func generatorCoupling(_ fake: Tensor, _ y: [Tensor]) throws(TorchError) -> Tensor {
    let logits = try onFake(fake, y)
    switch model.loss.form {
    case .separable(let loss): return model.isZeroSum ? try -loss.onFake(logits) : try loss.generator(logits)
    case .joint(let loss): return try loss.generator(real: onReal(y), fake: logits)
    }
  }

  /// g's part alone.
  func discriminatorCoupling(_ fake: Tensor, _ y: [Tensor]) throws(TorchError) -> Tensor {
    let logits = try onFake(fake, y)
    var g: Tensor
    switch model.loss.form {
    case .separable(let loss): g = try loss.onFake(logits)
    case .joint(let loss):
      try refuseSmoothing()
      g = try loss.discriminator(real: onReal(y), fake: logits)
    }
    try addPenalties(to: &g, fake, y)
    return g
  }

  private func addPenalties(to g: inout Tensor, _ fake: Tensor, _ y: [Tensor]) throws(TorchError) {
    if game.penaltyWeight == 0 { return }
    let view = view(y, of: fake, .generated, conditions: game.conditions.generated)
    for term in model.coupledTerms { g = try g + weighted(term(view, fake)) }
  }

  private func refuseSmoothing() throws(TorchError) {
    guard model.realWeight == 1 else {
      throw TorchError(
        operation: "label smoothing",
        message: "a separable loss is required, and '\(model.loss.card.name)' compares the batches with each other; "
          + "leave out one of the two")
    }
  }

  // MARK: - One player

  /// The part of g in which only y occurs; nil where there is none.
  func discriminatorPart(_ y: [Tensor]) throws(TorchError) -> Tensor? {
    var part: Tensor?
    if case .separable(let loss) = model.loss.form {
      let logits = try onReal(y)
      let s = model.realWeight
      part = s == 1 ? try loss.onReal(logits) : try loss.onReal(logits) * s + loss.onFake(logits) * (1 - s)
    }
    if game.penaltyWeight != 0 {
      let view = view(y, of: real, .real, conditions: game.conditions.real)
      for term in model.discriminatorTerms {
        let value = try weighted(term(view))
        part = try part.map { (sum) throws(TorchError) in try sum + value } ?? value
      }
    }
    if let decay = try GANTerms.decay(y, model.decay.y) {
      part = try part.map { (sum) throws(TorchError) in try sum + decay } ?? decay
    }
    return part
  }

  /// The part of f in which only x occurs; nil where there is none.
  func generatorPart(_ x: [Tensor]) throws(TorchError) -> Tensor? { try GANTerms.decay(x, model.decay.x) }

  /// ½ factor Σ ‖θ‖².
  private static func decay(_ parameters: [Tensor], _ factor: Double) throws(TorchError) -> Tensor? {
    guard factor != 0 else { return nil }
    var sum: Tensor?
    for parameter in parameters {
      let flat = try parameter.reshape([-1])
      let square = try flat.dot(flat)
      sum = try sum.map { (sum) throws(TorchError) in try sum + square } ?? square
    }
    return try sum.map { (sum) throws(TorchError) in try sum * (factor / 2) }
  }
}
