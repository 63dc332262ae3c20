#if COUNTERPLAY_TORCH
  import GANs
  import GameDynamics
  import GameOptimizers
  import NeuralNetworks
  import TorchTensors
  import Training

  /// What gradient penalties cost: steps of simultaneous Adam without penalties, with R1 and R2 in every step, and with
  /// both in every sixteenth, sixteen times as strong. All three take turns, each for sixteen steps.
  ///
  /// dcgan-28 at batch 32, and the MNIST perceptrons (G 64-256-512-784, D 784-512-256-1) at batch 64; non-saturating loss,
  /// γ = 10, float32. Beside the milliseconds stands how many steps without penalties a step costs.
  struct GANPenalties: BenchmarkCase {
    let name = "gan-penalties"
    let summary = "Adam with R1 and R2 in every step, and in every 16th, 2 threads; ms per step"
    /// n: what lazy penalties are called lazy by.
    private static let every = 16

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      try TorchRuntime.setThreadCount(2)
      TorchRuntime.keepFreedMemory()
      let dcgan = try ArchitectureCatalogue.named("dcgan-28")
      return try rows(
        "dcgan-28", setting, networks: Players(x: dcgan.generator(), y: dcgan.discriminator()),
        latent: [32, dcgan.card.latentSize], real: [32] + dcgan.card.sampleShape)
        + rows(
          "mlp-28", setting,
          networks: Players(
            x: .mlp(widths: [64, 256, 512, 784], activation: .leakyReLU(slope: 0.2), output: .tanh),
            y: .mlp(widths: [784, 512, 256, 1], activation: .leakyReLU(slope: 0.2))),
          latent: [64, 64], real: [64, 784])
    }

    private func rows(
      _ pair: String, _ setting: BenchmarkSetting, networks: Players<Network>, latent: [Int], real: [Int]
    ) throws -> [BenchmarkRow] {
      let both: [any Regularizer] = [R1Penalty(), R2Penalty()]
      let kinds: [(name: String, regularizers: [any Regularizer], every: Int)] = [
        ("without", [], 1), ("r1-r2", both, 1), ("r1-r2-lazy", both, Self.every),
      ]
      let samples = try RandomStream(seed: 0).uniform(real) * 2 - 1
      let times = try Timing.interleaved(
        rounds: setting.rounds,
        kinds.map { kind in
          let model = try GANModel(
            generator: networks.x, discriminator: networks.y, loss: NonSaturatingLoss(),
            regularizers: kind.regularizers, penaltyEvery: kind.every)
          return { try Self.run(model, real: samples, latent: latent) }
        })
      return zip(kinds, times).flatMap { kind, time in
        [BenchmarkRow("\(pair)-adam-\(kind.name)", ours: time / Double(Self.every) * 1e3, unit: "ms per step")]
          + (kind.regularizers.isEmpty
            ? []
            : [
              BenchmarkRow(
                "\(pair)-adam-\(kind.name)-in-plain-steps", ours: time / times[0], unit: "steps without penalties")
            ])
      }
    }

    /// Sixteen steps from the start.
    private static func run(_ model: GANModel, real: Tensor, latent: [Int]) throws {
      let rule = AdamRule<TensorList>(beta1: 0.5, beta2: 0.999, epsilon: 1e-8)
      let optimizer = Simultaneous(stepSizes: Players(x: 1e-4, y: 1e-4), rules: Players(x: rule, y: rule))
      var point = try model.initialPoint(seed: 0)
      let buffers = try model.initialBuffers(at: point, seed: 0)
      var state = try optimizer.initialState(at: point)
      for step in 0..<every {
        let game = GANGame(
          model: model, real: real,
          latent: try RandomStream(seed: 1, stream: 0, step: UInt64(step)).normal(latent), buffers: buffers,
          penaltyWeight: model.penaltyWeight(atStep: step))
        _ = try optimizer.step(&point, &state, in: game)
      }
      guard try point.x.isFinite(), try point.y.isFinite() else {
        throw BenchmarkError.wrongResult("parameters are not finite")
      }
    }
  }
#endif
