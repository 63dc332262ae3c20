#if COUNTERPLAY_TORCH
  import GANs
  import Training
  import GameDynamics
  import GameOptimizers
  import NeuralNetworks
  import TorchTensors

  /// One training step of a GAN of MNIST's size by simultaneous gradient descent, against the same step in PyTorch: the
  /// same networks, batch, loss and number of threads.
  ///
  /// G 64-256-512-784 with tanh, D 784-512-256-1, LeakyReLU(0.2), batch 64, non-saturating loss, float32.
  struct MNISTGANStep: BenchmarkCase {
    let name = "mnist-gan-step"
    let summary = "SimGD on the MNIST MLP pair, batch 64, 2 threads; ms per step"

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      try TorchRuntime.setThreadCount(2)
      TorchRuntime.keepFreedMemory()
      return try setting.turns(
        "mnist-gan-simgd-step", unit: "ms per step", against: "mnist_mlp_step.py", number: "ms_per_step",
        ours: Self.medianOfOurs)
    }

    /// The median milliseconds of 200 steps, after 20 that do not count.
    private static func medianOfOurs() throws -> Double {
      let model = try GANModel(
        generator: try .mlp(
          widths: [64, 256, 512, 784], activation: .leakyReLU(slope: 0.2), output: .tanh),
        discriminator: try .mlp(widths: [784, 512, 256, 1], activation: .leakyReLU(slope: 0.2)),
        loss: NonSaturatingLoss())
      let random = try RandomStream(seed: 0)
      let game = GANGame(
        model: model, real: try random.uniform([64, 784]) * 2 - 1, latent: try random.normal([64, 64]))
      let optimizer = SimGD<TensorList>(stepSizes: Players(x: 0.01, y: 0.01))
      var point = try model.initialPoint(seed: 0)
      var state = try optimizer.initialState(at: point)
      var times: [Double] = []
      for step in 0..<220 {
        let seconds = try Timing.seconds { _ = try optimizer.step(&point, &state, in: game) }
        if step >= 20 { times.append(seconds * 1e3) }
      }
      guard try point.x.isFinite() else { throw BenchmarkError.wrongResult("parameters are not finite") }
      return Timing.median(times)
    }
  }
#endif
