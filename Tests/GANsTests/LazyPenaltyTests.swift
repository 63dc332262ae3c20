import Foundation
import GANs
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors
import Training

@Suite("Lazy penalties") struct LazyPenaltyTests {
  static let penalties = RegularizerCatalogue.all.filter(\.effect.isPenalty)

  /// The tiny GAN's game in a step.
  private func game(
    _ regularizers: [any Regularizer], every: Int = 1, step: Int = 0, loss: any GANLoss = NonSaturatingLoss()
  ) throws -> GANGame {
    let plain = try TinyGAN(loss, regularizers).game
    let model = try GANModel(
      generator: plain.model.generator, discriminator: plain.model.discriminator, loss: loss,
      regularizers: regularizers, penaltyEvery: every)
    return GANGame(
      model: model, real: plain.real, latent: plain.latent, buffers: plain.buffers, seed: plain.seed,
      penaltyWeight: model.penaltyWeight(atStep: step))
  }

  @Test func whatIsAPenalty() {
    #expect(
      Self.penalties.map(\.card.name) == ["gradient-penalty", "r1", "r2", "dragan", "zero-centred-penalty"])
  }

  /// With n = 3, D linear with ‖w‖ = 1 and γ = 2, R1 and R2 are 1 each in the plain game: g is 6 above the game without
  /// penalties in steps 0 and 3, and not at all in 1, 2 and 4.
  @Test func theyAreInEveryNthStepNTimesAsStrong() throws {
    func g(_ regularizers: [any Regularizer], step: Int) throws -> Double {
      let gan = try TinyGAN(
        NonSaturatingLoss(), regularizers, discriminator: .mlp(widths: [2, 1], activation: .identity))
      var point = gan.point
      point.y = try point.y.replacingCoordinates(with: [0.6, -0.8, 0.1])
      let model = try GANModel(
        generator: gan.game.model.generator, discriminator: gan.game.model.discriminator, loss: NonSaturatingLoss(),
        regularizers: regularizers, penaltyEvery: 3)
      let game = GANGame(
        model: model, real: gan.game.real, latent: gan.game.latent, seed: 77,
        penaltyWeight: model.penaltyWeight(atStep: step))
      return try game.losses(at: point).y
    }
    let both: [any Regularizer] = [R1Penalty(weight: 2), R2Penalty(weight: 2)]
    for (step, expected) in [6.0, 0, 0, 6, 0].enumerated() {
      #expect(abs(try g(both, step: step) - g([], step: step) - expected) < 1e-12, "step \(step)")
    }
    // Decay is in every step as it is: ½ · 3 (0.36 + 0.64 + 0.01).
    for step in 0..<4 {
      let added = try g([WeightDecay(.discriminator, weight: 3)], step: step) - g([], step: step)
      #expect(abs(added - 1.515) < 1e-12, "step \(step)")
    }
  }

  /// The mean of n lazy gradients at one point and minibatch is the plain one, of either way of asking; and the generator's
  /// never changes.
  @Test(arguments: penalties.map(\.card.name)) func theMeanGradientIsThePlainOne(_ name: String) throws {
    let regularizers = [try RegularizerCatalogue.named(name), WeightDecay()] as [any Regularizer]
    for loss in [NonSaturatingLoss(), MinimaxLoss()] as [any GANLoss] {
      let point = try TinyGAN(loss).point
      let plain = try game(regularizers, loss: loss)
      let expected = try plain.gradients(at: point)
      var sum = try point.map { try $0.zero }
      for step in 0..<4 {
        let lazy = try game(regularizers, every: 4, step: step, loss: loss)
        #expect(lazy.isZeroSum == plain.isZeroSum, "what optimizers are told is the same in every step")
        let both = try lazy.gradients(at: point)
        #expect(try difference(lazy.gradient(.y, at: point), both.y) < 1e-12)
        #expect(try difference(lazy.localModel(at: point).gradients.y, both.y) < 1e-12)
        #expect(try difference(both.x, expected.x) < 1e-12)
        try sum.x.add(both.x, times: 0.25)
        try sum.y.add(both.y, times: 0.25)
      }
      #expect(try difference(sum.y, expected.y) < 1e-12, "\(loss.card.name)")
    }
  }

  /// All derivatives of the games with the penalty and without it, against differences.
  @Test(arguments: [0, 1]) func theGameOfAStepIsExact(step: Int) throws {
    for regularizers in [[R1Penalty(), R2Penalty()], [GradientPenalty()]] as [[any Regularizer]] {
      let plain = try TinyGAN(MinimaxLoss(), regularizers)
      let lazy = try game(regularizers, every: 2, step: step, loss: MinimaxLoss())
      try expectExact(TinyGAN(lazy, at: plain.point), tolerance: 2e-5)
    }
  }

  /// R1 and R2 are of the D that the loss has evaluated, masks of dropout included: so the gradient, which goes on from
  /// the loss's pass, is the derivative of the value, which evaluates D again. The recorder's buffers do not see it.
  @Test func penaltiesAtTheBatchesMeetTheLossesMasks() throws {
    for loss in [NonSaturatingLoss(), RelativisticLoss()] as [any GANLoss] {
      let dropping = try Network([
        Linear(2, 8), Activation.tanh, Dropout(0.5), Linear(8, 6), BatchNorm(6), Activation.tanh, Linear(6, 1),
      ])
      try expectExact(
        TinyGAN(loss, [R1Penalty(), R2Penalty(), DRAGANPenalty()], discriminator: dropping, batch: 6), tolerance: 2e-5)
      let (with, without) = (StepRecorder(), StepRecorder())
      for (recorder, regularizers) in zip([with, without], [[R1Penalty(), R2Penalty()], []] as [[any Regularizer]]) {
        let gan = try TinyGAN(loss, regularizers, discriminator: dropping, batch: 6, recorder: recorder)
        _ = try gan.game.gradients(at: gan.point)
      }
      let kept = try TinyGAN(loss, discriminator: dropping).game.buffers?.y
      let buffers = try #require(kept)
      #expect(
        try with.buffers.y.committed(to: buffers).coordinates()
          == without.buffers.y.committed(to: buffers).coordinates())
    }
  }

  // MARK: - Runs

  private static func configuration(_ optimizer: String, steps: Int) -> TrainingConfiguration {
    var c = ResumingTests.configuration(optimizer, steps: steps)
    c.regularizers = ["r1": 1, "r2": 1]
    c.penaltyEvery = 3
    return c
  }

  /// The draw decides: the looks of a step are alike, and a resumed run knows without being told.
  @Test func theDrawDecides() throws {
    let source = try GANTrainer(Self.configuration("adam", steps: 1)).source
    for step in 0..<7 {
      let game = try source.game(atStep: step)
      let expected: Double = step % 3 == 0 ? 3 : 0
      #expect(game.penaltyWeight == expected)
      #expect(try game.resampled(1).penaltyWeight == expected)
      #expect(try game.resampled(0).resampled(2).penaltyWeight == expected)
      #expect(try game.first(2).penaltyWeight == expected)
    }
  }

  /// Broken off between two steps with the penalty, and at one; the seed is the configuration's.
  @Test(arguments: ["adam", "extragradient", "simgd"], [2, 3]) func resumed(optimizer: String, at step: Int) throws {
    try withFolder { folder in
      let place = folder.appendingPathComponent("run")
      let straight = try GANTrainer(Self.configuration(optimizer, steps: 8)).run()
      _ = try GANTrainer(Self.configuration(optimizer, steps: step)).run(files: RunFiles(folder: place))
      let resumed = try GANTrainer(Self.configuration(optimizer, steps: 8))
        .run(files: RunFiles(folder: place, start: .resuming))
      #expect(resumed.firstStep == step)
      for player in Player.allCases {
        #expect(try resumed.point[player].flat.bytes() == straight.point[player].flat.bytes())
      }
      var plain = Self.configuration(optimizer, steps: 8)
      plain.penaltyEvery = 1
      #expect(try GANTrainer(plain).run().point.y.flat.bytes() != straight.point.y.flat.bytes())
      let error = #expect(throws: TrainingError.self) {
        try GANTrainer(plain).run(files: RunFiles(folder: place, start: .resuming))
      }
      #expect(error.map(String.init(describing:))?.contains("'penalty-every' was 3") == true)
    }
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    for number in [0, -4] {
      var c = Self.configuration("adam", steps: 1)
      c.penaltyEvery = number
      let error = #expect(throws: TrainingError.self) { try GANTrainer(c) }
      #expect(error?.description == "penalty-every must be at least 1, '\(number)' was given")
      let networks = try TinyGAN(NonSaturatingLoss()).game.model
      let refusal = #expect(throws: TorchError.self) {
        try GANModel(
          generator: networks.generator, discriminator: networks.discriminator, loss: NonSaturatingLoss(),
          penaltyEvery: number)
      }
      #expect(refusal?.message.contains("at least 1") == true)
    }
    // Lazy penalties where there is none.
    var c = Self.configuration("adam", steps: 1)
    c.regularizers = ["weight-decay": 0.1]
    let error = #expect(throws: TrainingError.self) { try GANTrainer(c) }
    #expect(
      error?.description.contains("penalty-every must be 1 where no gradient penalty (gradient-penalty, r1") == true)
  }
}
