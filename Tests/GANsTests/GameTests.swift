import GANs
import Training
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors

@Suite struct GameTests {
  /// Networks that keep statistics and singular vectors, and drop.
  static func stateful(_ recorder: StepRecorder? = nil) throws -> TinyGAN {
    try TinyGAN(
      NonSaturatingLoss(), generator: Network([Linear(3, 4), BatchNorm(4), Activation.tanh, Linear(4, 2)]),
      discriminator: Network([
        SpectralNorm(Linear(2, 6)), BatchNorm(6), Activation.tanh, Dropout(0.4), Linear(6, 1),
      ]), recorder: recorder)
  }

  /// A model keeps its point: a step in place while it is alive goes into new memory.
  @Test func modelOutlivesAStepInPlace() throws {
    for loss in ["minimax", "non-saturating", "relativistic-average"] {
      let gan = try TinyGAN(LossCatalogue.named(loss), [R1Penalty(weight: 1)])
      var point = try Players(x: 1 * gan.point.x, y: 1 * gan.point.y)
      let model = try gan.game.localModel(at: point)
      let v = try gan.direction(.y, seed: 3)
      let before = try model.mixedX(times: v).coordinates()
      let gradient = try model.gradients.y.coordinates()
      try point.x.add(model.gradients.x, times: -0.5)
      try point.y.add(model.gradients.y, times: -0.5)
      // The own block of y is recorded only now, after the step.
      let late = try model.ownY(times: v)
      #expect(try model.mixedX(times: v).coordinates() == before)
      #expect(try model.gradients.y.coordinates() == gradient)
      #expect(try difference(late, gan.game.localModel(at: gan.point).ownY(times: v)) < 1e-13)
      #expect(try difference(point.x, gan.point.x) > 1e-3)
    }
  }

  /// Curvature of a part of the batch: gradients stay those of the whole batch, and products are those of the game of
  /// the part alone. Of the whole batch it is the exact model again.
  @Test(arguments: ["minimax", "non-saturating", "relativistic-average"])
  func curvatureOfAPartOfTheBatch(_ loss: String) throws {
    let gan = try TinyGAN(LossCatalogue.named(loss), [R1Penalty(weight: 1)], batch: 6)
    func game(_ count: Int?, of samples: Int) throws -> GANGame {
      GANGame(
        model: gan.game.model, real: try gan.game.real.narrow(0, start: 0, length: samples),
        latent: try gan.game.latent.narrow(0, start: 0, length: samples), seed: gan.game.seed, curvatureBatch: count
      )
    }
    let whole = try gan.game.localModel(at: gan.point)
    let small = try game(nil, of: 2).localModel(at: gan.point)
    let part = try game(2, of: 6).localModel(at: gan.point)
    let all = try game(6, of: 6).localModel(at: gan.point)
    for player in Player.allCases {
      #expect(try difference(part.gradients[player], whole.gradients[player]) < 1e-13)
      for columns in Player.allCases {
        let v = try gan.direction(columns, seed: 3)
        func product(_ model: GANLocalModel) throws -> TensorList {
          try model.hessianProduct(of: player, rows: player, columns: columns, times: v)
        }
        #expect(try difference(product(part), product(small)) < 1e-13)
        #expect(try difference(product(all), product(whole)) < 1e-13)
        #expect(try difference(product(part), product(whole)) > 1e-6)
      }
    }
    #expect(throws: TorchError.self) { try game(7, of: 6).localModel(at: gan.point) }
  }

  /// A loss of the first two samples alone, in the game of the whole batch.
  struct OfTheFirstTwo: SeparableGANLoss {
    let base: any SeparableGANLoss
    var card: LossCard { base.card }
    func onReal(_ logits: Tensor) throws(TorchError) -> Tensor {
      try base.onReal(logits.narrow(0, start: 0, length: 2))
    }
    func onFake(_ logits: Tensor) throws(TorchError) -> Tensor {
      try base.onFake(logits.narrow(0, start: 0, length: 2))
    }
    func generator(_ logits: Tensor) throws(TorchError) -> Tensor {
      try base.generator(logits.narrow(0, start: 0, length: 2))
    }
  }

  /// A penalty of the first two samples alone, (‖∇D‖ - 1)² at interpolates or around the real samples (DRAGAN), written
  /// out from the view.
  struct PenaltyOfTheFirstTwo: Regularizer {
    let isDRAGAN: Bool
    var hyperparameter = 2.0
    var card: RegularizerCard { isDRAGAN ? DRAGANPenalty().card : GradientPenalty().card }
    static func mean(_ view: DiscriminatorView, at samples: Tensor) throws(TorchError) -> Tensor {
      try (view.gradientNorms(at: samples) - 1).square().narrow(0, start: 0, length: 2).mean() * 2
    }
    var effect: RegularizerEffect {
      if isDRAGAN {
        return .discriminatorTerm { (view) throws(TorchError) in
          let deviation = try view.real.variance(correction: 0).sqrt()
          return try Self.mean(view, at: view.real + view.normal(purpose: 12) * (deviation * 0.5))
        }
      }
      return .coupledTerm { (view, fake) throws(TorchError) in
        try Self.mean(view, at: view.interpolates(fake, purpose: 11))
      }
    }
  }

  /// The game of the first samples meets the masks, the noise and the weights that they have in the whole batch: its
  /// gradients and curvature are those of a loss of these samples in the whole game. (No layer mixes samples here.)
  @Test(arguments: ["dropout", "instance-noise", "gradient-penalty", "dragan", "all"])
  func aPartSeesTheNoiseOfTheWhole(what: String) throws {
    let isAll = what == "all"
    func dropout(_ p: Double) -> Dropout { Dropout(isAll || what == "dropout" ? p : 0) }
    func gan(_ loss: any GANLoss, _ penalties: [any Regularizer]) throws -> TinyGAN {
      try TinyGAN(
        loss, penalties + (isAll || what == "instance-noise" ? [InstanceNoise(deviation: 0.7)] : []),
        generator: Network([Linear(3, 4), Activation.tanh, dropout(0.3), Linear(4, 2)]),
        discriminator: Network([Linear(2, 6), Activation.tanh, dropout(0.4), Linear(6, 1)]), batch: 24)
    }
    let loss = NonSaturatingLoss()
    var (penalties, ofTwo): ([any Regularizer], [any Regularizer]) = ([], [])
    if isAll || what == "gradient-penalty" {
      penalties.append(GradientPenalty(weight: 2))
      ofTwo.append(PenaltyOfTheFirstTwo(isDRAGAN: false))
    }
    if isAll || what == "dragan" {
      penalties.append(DRAGANPenalty(weight: 2))
      ofTwo.append(PenaltyOfTheFirstTwo(isDRAGAN: true))
    }
    let whole = try gan(loss, penalties)
    let restricted = try gan(OfTheFirstTwo(base: loss), ofTwo)
    let part = try whole.game.first(2)
    let (found, expected) = (
      try part.gradients(at: whole.point), try restricted.game.gradients(at: whole.point)
    )
    var fast = whole.game
    fast.curvatureBatch = 2
    let models = (try fast.localModel(at: whole.point), try restricted.game.localModel(at: whole.point))
    for player in Player.allCases {
      #expect(try difference(found[player], expected[player]) < 1e-12)
      for columns in Player.allCases {
        let v = try whole.direction(columns, seed: 3)
        let product = try models.0.hessianProduct(of: player, rows: player, columns: columns, times: v)
        let exact = try models.1.hessianProduct(of: player, rows: player, columns: columns, times: v)
        #expect(try difference(product, exact) < 1e-12)
      }
    }
    // The part of a part is the same part.
    let nested = try whole.game.first(4).first(2).gradients(at: whole.point)
    #expect(try difference(nested.y, expected.y) < 1e-12)
  }

  /// Gradients and models do not move buffers; twice the same question has the same answer.
  @Test func evaluatingChangesNothing() throws {
    let gan = try Self.stateful()
    let buffers = try #require(gan.game.buffers)
    let before = try buffers.map { try $0.coordinates() }
    let first = try gan.game.gradients(at: gan.point)
    _ = try gan.game.localModel(at: gan.point)
    _ = try gan.game.losses(at: gan.point)
    let second = try gan.game.gradients(at: gan.point)
    #expect(try first.x.coordinates() == second.x.coordinates())
    #expect(try first.y.coordinates() == second.y.coordinates())
    #expect(try buffers.map { try $0.coordinates() } == before)
  }

  /// A recorder learns of gradients and models, not of losses and products, and changes no number of theirs.
  @Test func recordersCollectUntilTheCallerCommits() throws {
    let recorder = StepRecorder()
    let recorders = recorder.buffers
    let gan = try Self.stateful(recorder)
    let plain = try Self.stateful()
    let buffers = try #require(gan.game.buffers)
    _ = try gan.game.losses(at: gan.point)
    #expect(recorders.x.isEmpty && recorders.y.isEmpty)
    let gradients = try gan.game.gradients(at: gan.point)
    let known = try plain.game.gradients(at: plain.point)
    #expect(try difference(gradients.x, known.x) == 0)
    #expect(try difference(gradients.y, known.y) == 0)
    let once = try Players(x: recorders.x.committed(to: buffers.x), y: recorders.y.committed(to: buffers.y))

    // G's statistics by hand: 0.1 of the mean of z W ᵀ + b over the batch, from zero.
    let weights = try gan.point.x.views()
    let hidden = try gan.game.latent.linear(weight: weights[0], bias: weights[1]).mean([0]).doubles()
    let running = try #require(try once.x["generator.1.running_mean"]).doubles()
    for (a, b) in zip(running, hidden) { #expect(abs(a - 0.1 * b) < 1e-12) }

    // D saw two batches, one after the other: 0.1 · (0.9 first + second), D(G(z)) first.
    let fake = try withoutGradient { try gan.game.model.generator(gan.game.latent, weights) }
    let d = try gan.point.y.views()
    let b = try buffers.y.views()
    let sigma = try b[0].dot(d[0].matmul(b[1]))
    func hiddenMean(_ samples: Tensor) throws -> [Double] {
      try samples.linear(weight: d[0] / sigma, bias: d[1]).mean([0]).doubles()
    }
    let (first, second) = (try hiddenMean(fake), try hiddenMean(gan.game.real))
    let ofD = try #require(try once.y["discriminator.1.running_mean"]).doubles()
    for (place, value) in ofD.enumerated() {
      #expect(abs(value - 0.1 * (0.9 * first[place] + second[place])) < 1e-12)
    }

    // Products ask for second derivatives of the real batch: nothing is recorded for that.
    let model = try gan.game.localModel(at: gan.point)
    let twice = try recorders.y.committed(to: buffers.y).coordinates()
    _ = try model.ownY(times: gan.direction(.y, seed: 3))
    #expect(try recorders.y.committed(to: buffers.y).coordinates() == twice)
    #expect(try once.y.coordinates() != twice)
  }

  /// What the recorder keeps is what `losses` says (the generator's part of it in a zero-sum game).
  @Test(arguments: LossCatalogue.all.map(\.card.name))
  func theRecorderKeepsTheLosses(_ name: String) throws {
    let loss = try LossCatalogue.named(name)
    for regularizers in [[], [R1Penalty(weight: 1)]] as [[any Regularizer]] {
      let ways: [(TinyGAN) throws -> Void] = [
        { _ = try $0.game.gradients(at: $0.point) },
        { _ = try $0.game.localModel(at: $0.point) },
        {
          _ = try $0.game.gradient(.x, at: $0.point)
          _ = try $0.game.gradient(.y, at: $0.point)
        },
      ]
      for way in ways {
        let recorder = StepRecorder()
        let gan = try TinyGAN(loss, regularizers, recorder: recorder)
        try way(gan)
        let losses = try gan.game.losses(at: gan.point)
        let seen = Players(x: try recorder.record.loss(.x), y: try recorder.record.loss(.y))
        #expect(abs(seen.y - losses.y) < 1e-12)
        if !gan.game.isZeroSum { #expect(abs(seen.x - losses.x) < 1e-12) }
      }
    }
  }

  /// Another seed of the minibatch is another game: other masks.
  @Test func noiseBelongsToTheMinibatch() throws {
    let gan = try Self.stateful()
    let game = gan.game
    let other = GANGame(
      model: game.model, real: game.real, latent: game.latent, buffers: game.buffers, seed: game.seed + 1)
    #expect(try other.losses(at: gan.point) != game.losses(at: gan.point))
  }

  @Test func errorsSayWhatIsMissing() throws {
    let gan = try Self.stateful()
    let bare = GANGame(model: gan.game.model, real: gan.game.real, latent: gan.game.latent)
    let buffers = #expect(throws: TorchError.self) { try bare.gradients(at: gan.point) }
    #expect(buffers?.message.contains("GANGame(buffers:)") == true)
    let conditional = try TinyGAN(
      NonSaturatingLoss(), discriminator: Network([Linear(2, 4), ProjectionHead(4, classes: 3)]))
    let labels = #expect(throws: TorchError.self) { try conditional.game.gradients(at: conditional.point) }
    #expect(labels?.message.contains("condition 'label'") == true)
    // Batch normalization alone needs no buffers in training.
    let norm = try TinyGAN(
      NonSaturatingLoss(), generator: Network([Linear(3, 4), BatchNorm(4), Activation.tanh, Linear(4, 2)]))
    let simple = GANGame(model: norm.game.model, real: norm.game.real, latent: norm.game.latent)
    #expect(try simple.losses(at: norm.point) == norm.game.losses(at: norm.point))
  }

  @Test func resampled() throws {
    let gan = try TinyGAN(MinimaxLoss())
    #expect(try gan.game.resampled(0).real === gan.game.real)
    let other = try TinyGAN(MinimaxLoss(), seed: 9).game
    let drawing = GANGame(
      model: gan.game.model, real: gan.game.real, latent: gan.game.latent,
      redraw: { $0 == 3 ? other : gan.game })
    #expect(try drawing.resampled(3).real === other.real)
    #expect(try drawing.resampled(0).real === gan.game.real)
  }
}
