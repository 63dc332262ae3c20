#if COUNTERPLAY_TORCH
  import Datasets
  import GANs
  import GameDynamics
  import NeuralNetworks
  import TorchTensors
  import Training

  /// A fixed standpoint from which the training of a GAN is watched: images that do not change, real ones that are not
  /// trained on and generated ones of the start, latent vectors that do not change, and what the discriminator said at
  /// the start.
  ///
  /// - How far the discriminator has moved as a function: ‖D(images) - D_start(images)‖₂, apart for real and generated.
  /// - Its loss, E softplus(-D(real)) + E softplus(D(G(z))), on the fixed real images and the present G's samples.
  /// - ‖∇_G E softplus(-D(G(z)))‖: how strongly the generator of the non-saturating loss would be pushed, whatever loss is
  ///   trained with and whether it moves. (The saturating loss's gradient vanishes where D is sure.)
  ///
  /// Costs about eight passes of `count` samples a look; G normalizes by the statistics of the fixed batch, as in training.
  struct GANProbe: GANLook {
    private let real: Tensor, generated: Tensor, latent: Tensor
    private let logits: (real: Tensor, generated: Tensor)
    private let model: GANModel

    /// A metric's name, and how it is told on charts.
    static let realChange = MetricCard("probe-real-logits", title: "change of D on real images", chart: "probe-logits")
    static let generatedChange = MetricCard(
      "probe-generated-logits", title: "change of D on generated images", chart: "probe-logits")
    static let loss = MetricCard("probe-discriminator-loss", title: "D's loss on the fixed batch", unit: "nats")
    static let push = MetricCard("probe-generator-gradient-norm", title: "norm of G's non-saturating gradient")
    static let metrics = [realChange, generatedChange, loss, push]

    /// The standpoint of these networks, with `count` images of `test` and as many of G's, drawn by the seed.
    init(_ problem: GANProblem, _ networks: TrainedNetworks, test: any Dataset, count: Int, seed: UInt64) throws {
      let generator = try problem.generator(of: networks)
      latent = try generator.latent(count, seed: seed)
      generated = try generator.samples(of: latent)
      let order = try RandomStream(seed: seed, stream: RandomUse.evaluation, step: 0).permutation(test.count).int64s()
      real = try Tensor(
        floats: test.batch(order.prefix(count).map(Int.init)), shape: [count] + test.sampleShape,
        device: networks.device)
      logits = (
        try networks.evaluate(.y, GANModel.discriminator, real),
        try networks.evaluate(.y, GANModel.discriminator, generated)
      )
      model = try GANModel(
        generator: problem.model.generator, discriminator: problem.model.discriminator, loss: NonSaturatingLoss())
    }

    /// What is seen at a point, noted on the frame's recorder under the metrics' names.
    func look(at point: Players<TensorList>, in frame: Frame<GANProblem.Memory>) throws {
      let networks = TrainedNetworks(
        model.players, moving: point, resting: frame.resting, buffers: frame.buffers)
      func change(_ images: Tensor, _ before: Tensor) throws -> Tensor {
        try withoutGradient { try (networks.evaluate(.y, GANModel.discriminator, images) - before).norm() }
      }
      frame.recorder.note(Self.realChange.name, try change(real, logits.real))
      frame.recorder.note(Self.generatedChange.name, try change(generated, logits.generated))
      let game = GANGame(model: model, real: real, latent: latent, buffers: frame.buffers)
      frame.recorder.note(Self.loss.name, try Tensor([game.losses(at: point).y]))
      frame.recorder.note(Self.push.name, try Tensor([game.gradient(.x, at: point).norm()]))
    }
  }
#endif
