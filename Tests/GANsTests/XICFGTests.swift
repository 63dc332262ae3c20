import DurableFiles
import Foundation
import GANs
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// xICFG: what an update is, that it is what the source says, and that a run is one however often it is broken.
@Suite("xICFG") struct XICFGTests {
  /// Two stages on points: 4 updates to random images, then 2·2 of D and 4 of the approximator, twice.
  static func settings(_ optimizer: String = "rmsprop", reusePool: Bool = false) -> Settings<XICFGSettings> {
    var s = XICFGSettings.standard
    (s.data, s.optimizer, s.batchSize, s.threads, s.seed) = ("ring", optimizer, 8, 1, 3)
    s.hyperparameters = ["eta-x": 0.01, "eta-y": 0.02]
    (s.gan.latentSize, s.gan.hidden, s.gan.discriminatorSteps) = (2, [8, 8], 2)
    (s.functionalSteps, s.functionalStepSize, s.particles, s.fitEpochs) = (2, 0.3, 16, 2)
    (s.reusePool, s.stages) = (reusePool, 2)
    return s
  }

  /// Images with batch normalization in both networks: 1 fit of 2 updates, 2 of D, 2 of the approximator, 2 of D.
  static func images(batchStatistics: Bool = false) -> Settings<XICFGSettings> {
    var s = XICFGSettings.standard
    (s.data, s.batchSize, s.threads, s.frame) = ("synthetic", 4, 1, 2)
    s.gan.architecture = "cfg-dcganx-32-w4"
    s.gan.latentSize = 6
    // At the paper's start D is nearly flat: long steps show what moves.
    (s.functionalSteps, s.functionalStepSize, s.particles, s.fitEpochs) = (2, batchStatistics ? 0.5 : 1e6, 8, 1)
    (s.batchStatistics, s.stages) = (batchStatistics, 2)
    return s
  }

  // MARK: - The plan

  /// E·N/b = 2·2 updates of the first fit, T·U = 2·3 of D, 4 of a fit, and so on.
  @Test func everyUpdateHasItsPlace() throws {
    let plan = try XICFGPlan(functionalSteps: 2, discriminatorUpdates: 3, particles: 6, batch: 3, epochs: 2)
    func fit(_ stage: Int) -> [XICFGPlan.Update] {
      [(0, 0), (0, 1), (1, 0), (1, 1)].map { .approximator(stage: stage, epoch: $0.0, batch: $0.1) }
    }
    func judging(_ stage: Int) -> [XICFGPlan.Update] {
      (0..<6).map { .discriminator(stage: stage, step: $0 / 3, update: $0 % 3) }
    }
    let expected = fit(0) + judging(1) + fit(1) + judging(2) + fit(2)
    #expect((0..<expected.count).map(plan.update) == expected)
    #expect((0...3).map(plan.updates(ofStages:)) == [4, 10, 20, 30])
    // Stored discriminators go with the approximator that they were trained against.
    #expect((0...14).map(plan.storedDiscriminators) == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 0, 0, 0, 0])
    let adopted = try XICFGPlan(
      functionalSteps: 2, discriminatorUpdates: 3, particles: 6, batch: 3, epochs: 2, beginsWithFit: false)
    #expect((0..<20).map(adopted.update) == (4..<24).map(plan.update))
    #expect(adopted.storedDiscriminators(after: 6) == 2 && adopted.updates(ofStages: 1) == 6)
    let error = #expect(throws: XICFGError.self) {
      try XICFGPlan(functionalSteps: 1, discriminatorUpdates: 1, particles: 7, batch: 3, epochs: 1)
    }
    #expect(error?.description.contains("--particles 6") == true)
  }

  // MARK: - The functional gradient

  /// By hand on D(x) = x₁: ∇D = (1, 0), and s = 1, σ(D), σ(-D).
  @Test func theLossSaysTheScale() throws {
    let linear = try Network([Linear(2, 1, bias: false)])
    let player = try PlayerNetworks([(GANModel.discriminator, linear)])
    let stored = StoredDiscriminator(
      parameters: try TensorList(flattening: [Tensor([1, 0], shape: [1, 2], dtype: .float64)], player.layout),
      buffers: nil)
    let particles = try Tensor([0.7, 5, -1.2, 6], shape: [2, 2], dtype: .float64)
    func sigmoid(_ v: Double) -> Double { 1 / (1 + exp(-v)) }
    let cases: [(any SeparableGANLoss, (Double) -> Double)] = [
      (CompositeFunctionalLoss(), { _ in 1 }), (WassersteinLoss(), { _ in 1 }), (MinimaxLoss(), sigmoid),
      (NonSaturatingLoss(), { sigmoid(-$0) }), (LeastSquaresLoss(), { 1 - $0 }),
    ]
    for (loss, scale) in cases {
      let gradient = FunctionalGradient(player, loss: loss, stepSize: 0.5, usesBatchStatistics: false, batch: 1)
      let moved = try gradient.moved(particles, by: stored).doubles()
      let expected = [0.7 + 0.5 * scale(0.7), 5, -1.2 + 0.5 * scale(-1.2), 6]
      for (found, known) in zip(moved, expected) { #expect(abs(found - known) < 1e-12, "\(loss.card.name)") }
      let scales = try loss.scales(of: Tensor([0.7, -1.2], shape: [2, 1], dtype: .float64)).doubles()
      #expect(abs(scales[0] - scale(0.7)) < 1e-12 && abs(scales[1] - scale(-1.2)) < 1e-12)
    }
  }

  static let separable = LossCatalogue.all.compactMap { loss -> String? in
    if case .separable = loss.form { loss.card.name } else { nil }
  }

  /// The gradient in θ of ½ E‖G̃_θ(z) - (G(z) + η s ∇D(G(z)))‖² at G̃ = G is η times that of the GAN's own loss: with T = 1
  /// and one step of the approximator xICFG *is* the GAN, GAN0 for the minimax loss and GAN1 for the non-saturating one.
  @Test(arguments: separable) func oneStepOfTheFitIsTheGAN(_ name: String) throws {
    let gan = try TinyGAN(LossCatalogue.named(name), batch: 6)
    let found = try Self.fitGradient(gan, eta: 0.3)
    let expected = try 0.3 * gan.game.gradient(.x, at: gan.point)
    #expect(try difference(found, expected) < 1e-12)
    #expect(try expected.norm() > 1e-4, "there is something to compare")
  }

  /// The same in single precision on the paper's convolutional networks, without normalization.
  @Test(arguments: ["minimax", "non-saturating", "cfg"]) func soItIsOnImages(_ name: String) throws {
    let pair = ExtendedDCGAN(width: 4, latentSize: 5, normalizes: false)
    let model = try GANModel(
      generator: pair.generator(), discriminator: pair.discriminator(), loss: LossCatalogue.named(name))
    // At the paper's start nearly nothing comes through; weights of a usual size show more.
    let point = try Players(
      x: model.initialPoint(seed: 4).x, y: model.initialPoint(seed: 4).y
    ).map { try 5 * $0 }
    let stream = try RandomStream(seed: 8)
    let game = GANGame(
      model: model, real: try stream.uniform([4, 1, 32, 32]) * 2 - 1, latent: try stream.normal([4, 5]))
    let found = try Self.fitGradient(TinyGAN(game, at: point), eta: 0.5)
    let expected = try 0.5 * game.gradient(.x, at: point)
    #expect(try (found - expected).norm() < 1e-5 * expected.norm())
    #expect(try expected.norm() > 1e-6)
  }

  /// ∂/∂θ ½ mean ‖G_θ(z) - moved particles‖².
  static func fitGradient(_ gan: TinyGAN, eta: Double) throws -> TensorList {
    guard case .separable(let loss) = gan.game.model.loss.form else { return gan.point.x }
    let gradient = FunctionalGradient(
      gan.game.model.players.y, loss: loss, stepSize: eta, usesBatchStatistics: false, batch: gan.game.real.shape[0])
    let leaves = try gan.point.x.leaves()
    let samples = try gan.game.model.generator(gan.game.latent, leaves)
    let target = try gradient.moved(samples, by: StoredDiscriminator(parameters: gan.point.y, buffers: nil))
    let f = try (samples - target).square().sum() * (0.5 / Double(samples.shape[0]))
    return try TensorList(
      flattening: Tensor.gradients(of: [f], withRespectTo: leaves), gan.point.x.layout)
  }

  /// The trainer with T = 1, one minibatch and one epoch, gradient steps: y moves by the GAN's gradient, then x by η·lr times
  /// its own at the new y, on the same latent vectors.
  @Test(arguments: ["minimax", "non-saturating"]) func theTrainerIsAlternatingDescentThen(_ loss: String) throws {
    var s = Self.settings("simgd", reusePool: true)
    (s.gan.loss, s.functionalSteps, s.gan.discriminatorSteps, s.particles, s.fitEpochs) = (loss, 1, 1, 8, 1)
    (s.stages, s.steps) = (nil, 3)
    let trainer = try XICFGTrainer(s)
    let gan = try trainer.problem().gan
    s.steps = 1
    let fitted = try XICFGTrainer(s).run().point
    let whole = try trainer.run().point
    let drawn = try gan.gameBeforeTraining(of: Draw(seed: s.seed, step: 1)).game
    let game = GANGame(model: gan.model, real: drawn.real, latent: drawn.latent)
    var point = fitted
    try point.y.add(game.gradient(.y, at: point), times: -0.02)
    #expect(try (whole.y - point.y).norm() < 1e-6 * point.y.norm())
    let push = try game.gradient(.x, at: point)
    try point.x.add(push, times: -0.01 * s.functionalStepSize)
    #expect(try (whole.x - point.x).norm() < 1e-5 * 0.01 * s.functionalStepSize * push.norm() + 1e-7 * point.x.norm())
    #expect(try (whole.x - fitted.x).norm() > 1e-5)
  }

  // MARK: - Turns

  /// An update moves one network, bit for bit, and a fit begins with an optimizer that remembers nothing of the last one.
  @Test func oneNetworkMovesAtATime() throws {
    func point(_ steps: Int) throws -> Players<TensorList> {
      var s = Self.settings("adam")
      (s.stages, s.steps) = (nil, steps)
      return try XICFGTrainer(s).run().point
    }
    let points = try (0...9).map(point)
    let plan = try Self.settings().plan
    for step in 0..<9 {
      let isFit = if case .approximator = plan.update(step) { true } else { false }
      let still: Player = isFit ? .y : .x
      #expect(try points[step][still].flat.bytes() == points[step + 1][still].flat.bytes(), "update \(step)")
      #expect(try points[step][still.opponent].flat.bytes() != points[step + 1][still.opponent].flat.bytes())
    }
    // Adam's first move has the length η in every coordinate whose gradient is not tiny: the fit of update 8 begins anew.
    for step in [0, 8] {
      let move = try (points[step + 1].x - points[step].x).coordinates().map(abs)
      #expect(move.filter { abs($0 - 0.01) < 1e-4 }.count > move.count * 3 / 4, "update \(step)")
    }
  }

  /// A functional step goes up D, so the discriminator holds the moved particles for more real.
  @Test func particlesGoUp() throws {
    let gan = try TinyGAN(CompositeFunctionalLoss(), batch: 16)
    let gradient = FunctionalGradient(
      gan.game.model.players.y, loss: CompositeFunctionalLoss(), stepSize: 0.1, usesBatchStatistics: false, batch: 4)
    let stored = StoredDiscriminator(parameters: gan.point.y, buffers: nil)
    func logits(_ particles: Tensor) throws -> [Double] {
      try withoutGradient { try gan.game.model.discriminator(particles, gan.point.y.views()).doubles() }
    }
    let before = try logits(gan.game.real)
    let after = try logits(gradient.moved(gan.game.real, by: stored))
    for (a, b) in zip(before, after) { #expect(b > a) }
  }

  // MARK: - Runs

  @Test(arguments: [
    ("rmsprop", false), ("rmsprop", true), ("adam", true), ("extra-adam", false), ("cosine:adam", false),
  ])
  func stoppedAnywhereAndResumedIsStraightThrough(_ optimizer: String, _ reusePool: Bool) throws {
    let s = Self.settings(optimizer, reusePool: reusePool)
    try withFolder { folder in
      let straight = folder.appendingPathComponent("straight")
      let whole = try XICFGTrainer(s).run(files: RunFiles(folder: straight))
      #expect(whole.outcome == .stepCapReached(steps: 16) && whole.nonFinite == nil)
      for stop in [1, 4, 5, 6, 9, 11, 14] {
        let broken = folder.appendingPathComponent("broken-\(stop)")
        let first = try XICFGTrainer(s).run(files: RunFiles(folder: broken)) { $0.step == stop ? .stop : .proceed }
        #expect(first.outcome == .stopped(step: stop))
        let resumed = try XICFGTrainer(s).run(files: RunFiles(folder: broken, start: .resuming))
        #expect(resumed.history == whole.history, "stopped after \(stop)")
        for file in [CheckpointStore.weightsFile, CheckpointStore.optimizerFile] {
          let path = "checkpoints/checkpoint-000000016/\(file)"
          #expect(
            try Data(contentsOf: broken.appendingPathComponent(path))
              == Data(contentsOf: straight.appendingPathComponent(path)), "\(file), stopped after \(stop)")
        }
      }
    }
  }

  /// Running statistics, pool and stored discriminators go along; a sample depends on no other, unless asked.
  @Test(arguments: [false, true]) func imagesAreResumedAndSampled(batchStatistics: Bool) throws {
    let s = Self.images(batchStatistics: batchStatistics)
    try withFolder { folder in
      let (straight, broken) = (folder.appendingPathComponent("a"), folder.appendingPathComponent("b"))
      _ = try XICFGTrainer(s).run(files: RunFiles(folder: straight))
      _ = try XICFGTrainer(s).run(files: RunFiles(folder: broken)) { $0.step == 4 ? .stop : .proceed }
      _ = try XICFGTrainer(s).run(files: RunFiles(folder: broken, start: .resuming))
      let (a, b) = (try CheckpointStore.find(straight), try CheckpointStore.find(broken))
      #expect(a.manifest.step == 8)
      for file in [CheckpointStore.weightsFile, CheckpointStore.optimizerFile] {
        #expect(
          try Data(contentsOf: a.folder.appendingPathComponent(file))
            == Data(contentsOf: b.folder.appendingPathComponent(file)), "\(file)")
      }
      let generator = try TrainedGenerator(a)
      #expect(generator.steps?.discriminators.count == 2)
      let approximator = try TrainedGenerator(a, functionalSteps: false)
      let latent = try generator.latent(4, seed: 1)
      let (moved, plain) = (try generator.samples(of: latent), try approximator.samples(of: latent))
      let size = try (moved - plain).abs().max().item()
      #expect(size > 1e-4, "functional steps move samples")
      // Steps as long as these leave the range of a pixel, which an image does not.
      #expect(try moved.abs().max().item() <= 1)
      // Beside others that are very unlike it.
      let one = try latent.narrow(0, start: 2, length: 1)
      let alone = try generator.samples(of: one)
      let beside = try generator.samples(of: Tensor.concatenate([one, latent * 1e4])).narrow(0, start: 0, length: 1)
      let change = try (beside - alone).abs().max().item()
      #expect(batchStatistics ? change > 1e-4 * size : change < 3e-5 * size, "\(change) of \(size)")
      // In the midst of a fit nothing is stored that goes with the approximator.
      _ = try XICFGTrainer(s).run(files: RunFiles(folder: folder.appendingPathComponent("c"))) {
        $0.step == 5 ? .stop : .proceed
      }
      #expect(try TrainedGenerator(CheckpointStore.find(folder.appendingPathComponent("c"))).steps == nil)
    }
  }

  /// Where D is too sure at the end of a stage the run ends, is saved, and takes no further step.
  @Test func aRunEndsWhereTheGapIsTooWide() throws {
    var s = Self.settings()
    (s.gapLimit, s.gapLimitFrom) = (1e-9, 1)
    let settings = s
    try withFolder { folder in
      // Stage 1 is left out; stage 2 ends at update 16, as does the run of two stages; of three, at 16 too.
      var longer = settings
      longer.stages = 3
      let trainer = try XICFGTrainer(longer)
      let told = Told()
      let listener = RunListener(tell: { told.lines.append($0) })
      let end = try trainer.run(files: RunFiles(folder: folder), listener: listener)
      #expect(end.outcome == .stopped(step: 16))
      #expect(told.lines.contains { $0.contains("--gap-limit") && $0.contains("stage 2") })
      let again = try trainer.run(files: RunFiles(folder: folder, start: .resuming))
      #expect(again.outcome == .stopped(step: 16) && again.firstStep == 16)
    }
  }

  final class Told: @unchecked Sendable { var lines: [String] = [] }

  /// Stages or steps, either when a run is resumed.
  @Test func stagesAreCountedInSteps() throws {
    let effective = try Self.settings().effective()
    #expect(effective.steps == 16 && effective.stages == nil)
    #expect(try XICFGSettings.standard.effective().steps == 100 + 200 * 15 + 199 * 100)
    #expect(XICFGSettings.all.map(\.key).count == Set(XICFGSettings.all.map(\.key)).count)
    let trainer = try XICFGTrainer(Self.settings())
    #expect(trainer.settings.steps == 16)
  }

  @Test func whatMeansNothingIsRefused() throws {
    func refusal(_ change: (inout Settings<XICFGSettings>) -> Void) throws -> String? {
      var s = Self.settings()
      change(&s)
      do {
        _ = try XICFGTrainer(s).problem()
        return nil
      } catch let error as XICFGError { return error.description }
    }
    #expect(try refusal { _ in } == nil)
    #expect(try refusal { $0.gan.loss = "relativistic" }?.contains("take cfg, minimax or non-saturating") == true)
    #expect(try refusal { $0.gan.discriminatorAccuracyRule = true }?.contains("discriminator-accuracy-rule") == true)
    #expect(try refusal { $0.gan.curvatureBatch = 2 }?.contains("curvature-batch") == true)
    #expect(try refusal { $0.particles = 20 }?.contains("--particles 16") == true)
    #expect(try refusal { $0.rest = ["discriminator.0"] }?.contains("--rest") == true)
    #expect(
      try refusal {
        $0.optimizer = "ocgd-y"; $0.hyperparameters = [:]
      }?.contains("moves one alone") == true)
  }

  /// Regularizers of D are in its loss as in a GAN's: a decay of weights makes them smaller.
  @Test func theDiscriminatorIsRegularized() throws {
    func norm(_ regularizers: [String: Double]) throws -> Double {
      var s = Self.settings("simgd")
      s.gan.regularizers = regularizers
      return try XICFGTrainer(s).run().point.y.norm()
    }
    let (plain, decayed) = (try norm([:]), try norm(["weight-decay-d": 2]))
    #expect(decayed < 0.95 * plain)
    #expect(try norm(["r1": 5]) != plain)
  }
}
