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
    private static let peer = "gan_pair_step.py"

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      try TorchRuntime.setThreadCount(2)
      TorchRuntime.keepFreedMemory()
      var ours: [String: [Double]] = [:]
      var theirs: [String: [Double]] = [:]
      var peerNames: [String: String] = [:]
      for _ in 0..<setting.rounds {
        for (name, value) in try Self.ourMedians() { ours[name, default: []].append(value) }
        guard let peers = setting.peers else { continue }
        for figure in try peers.run(peers.own(Self.peer)) {
          guard let value = figure.numbers["ms_per_step"] else { continue }
          theirs[figure.case, default: []].append(value)
          peerNames[figure.case] = figure.peer
        }
      }
      let ofAdam = (ours: Timing.median(ours[Self.adam] ?? []), theirs: theirs[Self.adam].map(Timing.median))
      var rows: [BenchmarkRow] = []
      for name in ours.keys.sorted() {
        let mine = Timing.median(ours[name] ?? [])
        let its = theirs[name].map(Timing.median)
        rows.append(BenchmarkRow(name, ours: mine, unit: "ms per step", peer: peerNames[name], theirs: its))
        guard name.contains("acgd") else { continue }
        let inAdamSteps = its.flatMap { (its) in ofAdam.theirs.map { its / $0 } }
        rows.append(
          BenchmarkRow(
            name + "-in-adam-steps", ours: mine / ofAdam.ours, unit: "Adam steps", peer: peerNames[name],
            theirs: inAdamSteps))
      }
      return rows
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
