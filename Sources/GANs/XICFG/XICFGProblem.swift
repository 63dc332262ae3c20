import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// xICFG as a training problem whose players take turns: x is the approximator G̃, called `generator`, y the
/// discriminator.
///
///     G̃ ← fit to random images
///     stage 1, 2, …:   for t = 1 … T:   U updates of D by its own loss on real samples and on G_{t-1}(z);   D_t ← D
///                                       G_t(z) = G_{t-1}(z) + η s ∇D_t(G_{t-1}(z)),   G_0 = G̃
///                      G̃ ← fit by least squares, min ½ E‖G̃(z) - G_T(z)‖², on N particles
///
/// One step of the trainer is one update, of whichever network's turn it is (`XICFGPlan`), by any optimizer of the
/// catalogue; what it remembers of G̃ begins anew with each fit, what it remembers of D goes on. G̃'s step size is a tenth
/// after an epoch with a higher loss than the one before, three times a fit at most. ICFG without an approximator is one
/// stage.
///
/// Particles are made with G̃'s running statistics, and moved by D's batch statistics (`usesBatchStatistics`), with which it
/// was trained on real samples and particles apart: its running ones mix the two, and where D normalizes, particles that
/// follow them do not get nearer to the data (measured in `cfg-mnist`). A sample of G̃ alone never depends on its batch; one
/// that takes functional steps does, unless D is without batch normalization.
///
/// Cost of a stage: in passes of D and back over b samples, T·U of training, T(T-1)/2·U + T·N/b of moving particles
/// (with `reusesPool` T·N/b), and E·N/b passes of G̃ and back. Remembers T discriminators and N particles.
///
/// Source: R. Johnson and T. Zhang, "Composite Functional Gradient Learning of Generative Adversarial Models", 2018,
/// arXiv:1801.06309, algorithms 2 to 4; details from the authors' code.
public struct XICFGProblem: GeneratingProblem {
  /// Networks and data.
  public let gan: GANProblem
  /// Which update comes when.
  public let plan: XICFGPlan
  /// η s ∇D.
  public let gradient: FunctionalGradient
  /// Beyond which |D(real) - D(generated)| the run ends, and from which stage on that is looked at; nil for never.
  public let gapLimit: (bound: Double, fromStage: Int)?
  /// D's own game, in which the particles are their own generator.
  private let judge: GANModel

  /// At most so often a fit's step size is reduced.
  static let mostReductions = 3

  /// xICFG for the networks, data and loss of a GAN. Throws `XICFGError`.
  public init(
    _ gan: GANProblem, plan: XICFGPlan, stepSize: Double, usesBatchStatistics: Bool = true,
    gapLimit: (bound: Double, fromStage: Int)? = nil
  ) throws {
    guard case .separable(let loss) = gan.model.loss.form else {
      throw XICFGError.lossIsJoint(gan.model.loss.card.name)
    }
    let conditions = gan.players.x.conditions + gan.players.y.conditions
    if !conditions.isEmpty { throw XICFGError.isConditional(conditions) }
    if gan.players.x.stands { throw XICFGError.rests(GANModel.generator) }
    if gan.players.y.stands || !gan.players.y.restingLayout.entries.isEmpty {
      throw XICFGError.rests(GANModel.discriminator)
    }
    self.gan = gan
    self.plan = plan
    self.gapLimit = gapLimit
    gradient = FunctionalGradient(
      gan.players.y, loss: loss, stepSize: stepSize, usesBatchStatistics: usesBatchStatistics, batch: plan.batch)
    judge = try GANModel(
      generator: Network([]), discriminator: gan.model.discriminator, loss: loss,
      regularizers: gan.model.regularizers, penaltyEvery: gan.model.penaltyEvery)
  }

  // MARK: - What it is

  /// The approximator and the discriminator.
  public var players: Players<PlayerNetworks> { gan.players }
  /// Of the training data.
  public var data: DataCard { gan.data }
  /// The training data.
  public var dataset: any Dataset { gan.dataset }
  /// Of a pass of both networks.
  public var work: Double { gan.work }
  /// Of G̃.
  public var averageDecay: Double? { gan.averageDecay }

  /// The loss of the fit in steps of the approximator; the discriminator's in its own, with what it says of both batches.
  public var metrics: [MetricCard] {
    let loss = gradient.loss
    return [
      .loss(of: .x, called: "approximator"), .loss(of: .y, called: "discriminator", unit: loss.card.unit),
      .gradientNorm(of: .x, called: "approximator"), .gradientNorm(of: .y, called: "discriminator"),
      MetricCard(
        "logit-gap", title: "mean D(real) - mean D(generated)", origin: .derived { try $0.logitGap() },
        chart: "logit-gap"),
      MetricCard(
        "functional-scale", title: "mean s on generated samples", symbol: "s",
        origin: .derived { record in
          try record.tensor(StepRecord.generatedLogits).map { try loss.scales(of: $0).mean().item() }
        }, chart: "functional-scale"),
    ]
  }

  /// Nothing but zeros.
  public func initialMemory(seed: UInt64) throws -> XICFGMemory {
    try XICFGMemory(
      plan: plan, player: players.y, latentSize: gan.latentSize, sampleShape: gan.dataset.sampleShape)
  }

  /// The approximator in a fit, whose first update forgets what the optimizer remembers of the last one; else the
  /// discriminator.
  public func turn(_ memory: XICFGMemory) -> Turn {
    switch plan.update(memory.updates) {
    case .approximator(_, let epoch, let batch): .alone(.x, anew: epoch == 0 && batch == 0)
    case .discriminator: .alone(.y)
    }
  }

  /// Smaller for the approximator once its loss has risen.
  public func stepSizeFactors(_ memory: XICFGMemory) -> Players<Double> { Players(x: memory.stepSizeFactor, y: 1) }

  /// Where D tells real from generated too well.
  public func ending(_ memory: XICFGMemory) -> String? {
    guard let gapLimit, abs(memory.gap) > gapLimit.bound, memory.updates > 0,
      case .discriminator(let stage, let step, let update) = plan.update(memory.updates - 1),
      stage > gapLimit.fromStage, step == plan.functionalSteps - 1, update == plan.discriminatorUpdates - 1
    else { return nil }
    return "the run ends after stage \(stage): |D(real) - D(generated)| is \(abs(memory.gap)), above --gap-limit "
      + "\(gapLimit.bound); take smaller step sizes, or a higher limit"
  }

  /// The approximator alone, without functional steps.
  public func generator(of trained: TrainedNetworks) throws -> TrainedGenerator { try gan.generator(of: trained) }
  /// Samples of the approximator alone.
  public func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
    try gan.exhibits(of: trained, count: count, seed: seed)
  }

  // MARK: - An update

  /// The game of the update whose turn it is: one of the two players has a loss.
  public func game(of draw: Draw, in frame: Frame<XICFGMemory>) throws -> TensorGame {
    let update = plan.update(frame.memory.updates)
    let redraw = { @Sendable (number: Int) in try game(of: draw.child(number), in: frame) }
    switch update {
    case .approximator(_, let epoch, let batch):
      // The order of an epoch is drawn at its first update.
      let first = Draw(seed: draw.seed, step: frame.memory.updates - batch)
      let order = try RandomStream(
        seed: draw.path.reduce(first) { $0.child($1) }.number(for: RandomUse.particleOrder), device: frame.device
      ).permutation(plan.particles)
      let places = try order.narrow(0, start: batch * plan.batch, length: plan.batch)
      let seed = draw.number(for: RandomUse.noise) &+ UInt64(epoch)
      return TensorGame(recorder: frame.recorder, redraw: redraw) { x, _, isRecording in
        let pool = try self.pool(for: update, x, of: draw, in: frame)
        let (latent, target) = try withoutGradient {
          (try pool.latent.indexSelect(0, places), try pool.particles.indexSelect(0, places))
        }
        let samples = try frame.standing(players, .x)(
          GANModel.generator, latent, x, in: ForwardPass(seed: seed), isRecording: isRecording)
        return (x: try (samples - target).square().sum() * (0.5 / Double(plan.batch)), y: nil)
      }
    case .discriminator(_, let step, let number):
      let real = try gan.realBatch(of: draw, in: frame)
      return TensorGame(recorder: frame.recorder, redraw: redraw) { x, y, isRecording in
        let generated: Tensor
        if plan.reusesPool {
          let place = (step * plan.discriminatorUpdates + number) % plan.batches
          generated = try self.pool(for: update, x, of: draw, in: frame).particles
            .narrow(0, start: place * plan.batch, length: plan.batch)
        } else {
          let latent = try RandomStream(seed: draw.number(for: RandomUse.latent), device: frame.device)
            .normal([plan.batch, gan.latentSize])
          generated = try gradient.moved(
            approximated(latent, x, in: frame), through: discriminators(step, in: frame))
        }
        return (x: nil, y: try judged(y, real, generated, of: draw, in: frame, isRecording))
      }
    }
  }

  /// What follows an update: the pool that it has made, the discriminator it has completed and the particles that it moves,
  /// how the fit goes.
  public func settle(
    _ point: inout Players<TensorList>, _ memory: inout XICFGMemory, after record: StepRecord
  ) throws {
    if let latent = record.tensor(Self.poolLatent), let particles = record.tensor(Self.poolParticles) {
      memory.pool = try TensorList(flattening: [latent, particles], memory.pool.layout)
    }
    switch plan.update(memory.updates) {
    case .approximator(_, let epoch, let batch):
      let endsEpoch = batch == plan.batches - 1
      memory.note(
        loss: try record.loss(.x), endsEpoch: endsEpoch, batches: plan.batches, mostReductions: Self.mostReductions)
      if endsEpoch, epoch == plan.epochs - 1 { memory.endFit() }
    case .discriminator(_, let step, let update):
      let gap = try record.logitGap() ?? .nan
      memory.gap = update == 0 ? gap : (memory.gap * Double(update) + gap) / Double(update + 1)
      if update == plan.discriminatorUpdates - 1 {
        let buffers = try record.tensor(Self.discriminatorBuffers).map {
          try TensorList(copying: $0, players.y.bufferLayout)
        }
        memory.discriminators[step] = StoredDiscriminator(parameters: point.y, buffers: buffers)
        if plan.reusesPool {
          var tensors = try memory.pool.views()
          tensors[1] = try gradient.moved(tensors[1].to(point.y.device), by: memory.discriminators[step])
          memory.pool = try TensorList(flattening: tensors.map { try $0.to(point.y.device) }, memory.pool.layout)
        }
      }
    }
    memory.updates += 1
  }

  // MARK: - Parts

  /// What an update notes for `settle`.
  private static let poolLatent = "pool-latent", poolParticles = "pool-particles"
  private static let discriminatorBuffers = "discriminator-buffers"

  /// G̃(z) with running statistics.
  private func approximated(_ latent: Tensor, _ x: [Tensor], in frame: Frame<XICFGMemory>) throws -> Tensor {
    let standing = try frame.standing(players, .x)
    return try withoutGradient {
      var parts: [Tensor] = []
      for start in stride(from: 0, to: latent.shape[0], by: plan.batch) {
        let part = try latent.narrow(0, start: start, length: min(plan.batch, latent.shape[0] - start))
        parts.append(
          try standing(GANModel.generator, part, x, in: ForwardPass(mode: .evaluation), isRecording: false))
      }
      return parts.count == 1 ? parts[0] : try Tensor.concatenate(parts)
    }
  }

  /// The first `count` stored discriminators.
  private func discriminators(_ count: Int, in frame: Frame<XICFGMemory>) throws -> [StoredDiscriminator] {
    try frame.memory.discriminators.prefix(count).map { stored in
      // A run that was resumed on a device has read them into memory.
      guard stored.parameters.device != frame.device else { return stored }
      return StoredDiscriminator(
        parameters: try stored.parameters.to(frame.device), buffers: try stored.buffers?.to(frame.device))
    }
  }

  /// The pool of an update: made at its first look where it begins one, else what is remembered.
  private func pool(
    for update: XICFGPlan.Update, _ x: [Tensor], of draw: Draw, in frame: Frame<XICFGMemory>
  ) throws -> (latent: Tensor, particles: Tensor) {
    guard plan.beginsPool(update) else {
      let tensors = try frame.memory.pool.views().map { try $0.to(frame.device) }
      return (tensors[0], tensors[1])
    }
    if let latent = frame.recorder.record.tensor(Self.poolLatent),
      let particles = frame.recorder.record.tensor(Self.poolParticles)
    {
      return (latent, particles)
    }
    let stream = try RandomStream(seed: draw.number(for: RandomUse.latent), device: frame.device)
    let latent = try stream.normal([plan.particles, gan.latentSize])
    var particles: Tensor
    if case .approximator(let stage, _, _) = update, stage == 0 {
      let size = gan.dataset.sampleShape.reduce(1, *)
      particles = try withoutGradient {
        let map = try stream.normal([gan.latentSize, size]) * 0.01
        return try latent.matmul(map).clamp(low: -1, high: 1).reshape([plan.particles] + gan.dataset.sampleShape)
      }
    } else {
      particles = try approximated(latent, x, in: frame)
      if !plan.reusesPool {
        particles = try gradient.moved(particles, through: discriminators(plan.functionalSteps, in: frame))
      }
    }
    frame.recorder.note(Self.poolLatent, latent)
    frame.recorder.note(Self.poolParticles, particles)
    return (latent, particles)
  }

  /// D's loss on real samples and particles, with the regularizers.
  private func judged(
    _ y: [Tensor], _ real: Tensor, _ particles: Tensor, of draw: Draw, in frame: Frame<XICFGMemory>,
    _ isRecording: Bool
  ) throws -> Tensor {
    let none = try TensorList(zeros: judge.players.x.layout)
    let hasBuffers = !players.y.bufferLayout.entries.isEmpty
    let game = GANGame(
      model: judge, real: real, latent: particles,
      buffers: hasBuffers ? Players(x: none, y: frame.buffers.y) : nil, seed: draw.number(for: RandomUse.noise),
      penaltyWeight: judge.penaltyWeight(atStep: draw.step), recorder: frame.recorder)
    let terms = try GANTerms(game, isRecording: isRecording, for: .secondDerivatives)
    var loss = try terms.discriminatorCoupling(terms.held(terms.samples([])), y)
    if let own = try terms.discriminatorPart(y) { loss = try own + loss }
    if isRecording, hasBuffers {
      let buffers = try players.y.committed(frame.recorder.buffers.y, to: frame.buffers.y)
      frame.recorder.note(Self.discriminatorBuffers, buffers.flat)
    }
    return loss
  }
}

extension StepRecord {
  /// mean D(real) - mean D(generated) of the last minibatch; nil before both were evaluated.
  public func logitGap() throws -> Double? {
    guard let real = tensor(Self.realLogits), let generated = tensor(Self.generatedLogits) else { return nil }
    return try real.mean().item() - generated.mean().item()
  }
}
