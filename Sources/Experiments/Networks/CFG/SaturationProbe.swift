#if COUNTERPLAY_TORCH
  import GANs
  import GameDynamics
  import NeuralNetworks
  import TorchTensors
  import Training

  /// How strongly a generator would be pushed by the saturating loss (GAN0) and by the non-saturating one (GAN1), at the same
  /// point and on the same latent vectors, whichever is trained with.
  ///
  /// - s = σ(D(G(z))) and 1 - s = σ(-D(G(z))), the scalings of ∇D in the two functional gradients, means over the samples.
  /// - ‖∇_G f‖ of both losses.
  struct SaturationProbe: GANLook {
    private let latent: Tensor, real: Tensor
    private let models: [(card: MetricCard, model: GANModel)]

    static let saturatingScale = MetricCard("scale-gan0", title: "mean s = σ(D(G(z))), GAN0's")
    static let otherScale = MetricCard("scale-gan1", title: "mean s = σ(-D(G(z))), GAN1's")
    static let saturatingPush = MetricCard("push-gan0", title: "norm of G's gradient of the saturating loss")
    static let otherPush = MetricCard("push-gan1", title: "norm of G's gradient of the non-saturating loss")
    static let metrics = [saturatingScale, otherScale, saturatingPush, otherPush]

    /// Looks with `count` latent vectors, and as many of the data's first images.
    init(_ problem: GANProblem, count: Int, seed: UInt64) throws {
      latent = try RandomStream(seed: seed, stream: RandomUse.evaluation, step: 0).normal([count, problem.latentSize])
      real = try Tensor(
        floats: problem.dataset.batch(Array(0..<count)), shape: [count] + problem.dataset.sampleShape)
      func model(_ loss: any GANLoss) throws -> GANModel {
        try GANModel(generator: problem.model.generator, discriminator: problem.model.discriminator, loss: loss)
      }
      models = [(Self.saturatingPush, try model(MinimaxLoss())), (Self.otherPush, try model(NonSaturatingLoss()))]
    }

    func look(at point: Players<TensorList>, in frame: Frame<GANProblem.Memory>) throws {
      for (card, model) in models {
        let game = GANGame(model: model, real: real, latent: latent, buffers: frame.buffers)
        frame.recorder.note(card.name, try Tensor([game.gradient(.x, at: point).norm()]))
      }
      let model = models[0].model
      let generated = try withoutGradient {
        // Batch statistics, as in the games above.
        try model.discriminator(
          model.generator(latent, point.x.views(), buffers: frame.buffers.x.views()), point.y.views(),
          buffers: frame.buffers.y.views())
      }
      frame.recorder.note(Self.saturatingScale.name, try generated.sigmoid().mean())
      frame.recorder.note(Self.otherScale.name, try (-generated).sigmoid().mean())
    }
  }
#endif
