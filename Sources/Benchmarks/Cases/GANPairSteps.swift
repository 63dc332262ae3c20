#if COUNTERPLAY_TORCH
  import GANs
  import Training
  import GameDynamics
  import GameOptimizers
  import NeuralNetworks
  import TorchTensors

  /// Training steps of two GANs against PyTorch and the CGD authors' package: the same networks, batches and losses, on
  /// 2 threads; a program for the peers and ours take turns.
  ///
  /// dc-cifar (1,195,587 and 662,977 parameters, batch 64, WGAN): simultaneous Adam, ACGD at relative residuals 1e-2 and
  /// 1e-5. mlp-ring (batch 256, non-saturating): alternating Adam. Each ACGD has a row in units of our Adam steps too.
  struct GANPairSteps: BenchmarkCase {
    let name = "gan-pair-steps"
    let summary = "Adam and ACGD on a convolutional pair, Adam on a small one, 2 threads; ms per step"

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      try TorchRuntime.setThreadCount(2)
      TorchRuntime.keepFreedMemory()
      let turns = try Turns(rounds: setting.rounds) { turn in
        for (name, value) in try Self.ourMedians() { turn.note(value, as: name) }
        if let peers = setting.peers { turn.note(try peers.run(peers.own("gan_pair_step.py")), "ms_per_step") }
      }
      let adam = turns.theirs(Self.adam).first?.value
      return turns.cases.flatMap { name -> [BenchmarkRow] in
        let rows = turns.rows(name, unit: "ms per step")
        guard name.contains("acgd") else { return rows }
        return rows
          + rows.map { row in
            BenchmarkRow(
              name + "-in-adam-steps", ours: row.ours / turns.ours(Self.adam), unit: "Adam steps", peer: row.peer,
              theirs: row.theirs.flatMap { its in adam.map { its / $0 } })
          }
      }
    }

    private static let adam = "dc-cifar-adam-step"

    private static func ourMedians() throws -> [String: Double] {
      let pair = CompetitiveCIFAR()
      let cifar = try GANModel(
        generator: try pair.generator(), discriminator: try pair.discriminator(), loss: WassersteinLoss())
      let images = try RandomStream(seed: 0).uniform([64, 3, 32, 32]) * 2 - 1
      func cifarGame(_ step: UInt64) throws -> GANGame {
        GANGame(
          model: cifar, real: images, latent: try RandomStream(seed: 1, stream: 0, step: step).normal([64, 128]))
      }
      let small = Players(x: 1e-4, y: 1e-4)
      let rule = AdamRule<TensorList>(beta1: 0.5, beta2: 0.999, epsilon: 1e-8)
      var result = [
        adam: try median(
          Simultaneous(stepSizes: small, rules: Players(x: rule, y: rule)), cifar, warmup: 2, steps: 5, cifarGame)
      ]
      for (name, tolerance) in [("dc-cifar-acgd-1e-2-step", 1e-2), ("dc-cifar-acgd-1e-5-step", 1e-5)] {
        result[name] = try median(
          ACGD(stepSizes: small, solver: ConjugateGradient<TensorList>(tolerance: tolerance)), cifar, warmup: 2,
          steps: 4, cifarGame)
      }
      let ring = try GANModel(
        generator: try .mlp(widths: [2, 128, 128, 2], activation: .tanh),
        discriminator: try .mlp(widths: [2, 128, 128, 1], activation: .tanh), loss: NonSaturatingLoss())
      let modes = try RandomStream(seed: 2).normal([8, 2])
      let ringRule = AdamRule<TensorList>(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      result["mlp-ring-adam-step"] = try median(
        Alternating(stepSizes: Players(x: 1e-3, y: 1e-3), rules: Players(x: ringRule, y: ringRule)), ring, warmup: 30,
        steps: 200
      ) { step in
        let random = try RandomStream(seed: 3, stream: 0, step: step)
        let samples = try modes.embedding(random.integers(0..<8, [256])).adding(random.normal([256, 2]), times: 0.05)
        return GANGame(model: ring, real: samples, latent: try random.normal([256, 2]))
      }
      return result
    }

    private static func median<O: Optimizer>(
      _ optimizer: O, _ model: GANModel, warmup: Int, steps: Int, _ game: (UInt64) throws -> GANGame
    ) throws -> Double where O.V == TensorList {
      var point = try model.initialPoint(seed: 0)
      var state = try optimizer.initialState(at: point)
      var times: [Double] = []
      for step in 0..<warmup + steps {
        let seconds = try Timing.seconds { _ = try optimizer.step(&point, &state, in: game(UInt64(step))) }
        if step >= warmup { times.append(seconds * 1e3) }
      }
      guard try point.x.isFinite(), try point.y.isFinite() else {
        throw BenchmarkError.wrongResult("parameters are not finite")
      }
      return Timing.median(times)
    }
  }
#endif
