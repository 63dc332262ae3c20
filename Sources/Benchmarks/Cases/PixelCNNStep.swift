#if COUNTERPLAY_TORCH
  import GameDynamics
  import GameOptimizers
  import LikelihoodModels
  import NeuralNetworks
  import TorchTensors
  import Training

  /// One training step of a PixelCNN by Adam, against the same step in PyTorch: the same network, batch, loss, optimizer and
  /// number of threads.
  ///
  /// Five residual blocks of 32 features, 64 images of 28 x 28 pixels, Bernoulli likelihood, float32. Of masked kernels ours
  /// has the half that sees anything, PyTorch's users the whole.
  ///
  /// And the time to sample 16 images by a scan, against our own loop that evaluates whole images for every pixel.
  struct PixelCNNStep: BenchmarkCase {
    let name = "pixelcnn-step"
    let summary = "Adam on a PixelCNN of 5 blocks of 32 features, batch 64, 1 thread; sampling by a scan"

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      try TorchRuntime.setThreadCount(1)
      TorchRuntime.keepFreedMemory()
      return try setting.turns(
        "pixelcnn-step", unit: "ms per step", against: "pixelcnn_step.py", number: "ms_per_step",
        ours: Self.medianOfOurs)
        + [Self.sampling()]
    }

    private static let distribution = LevelDistribution.bernoulli

    private static func network() throws -> Network {
      try PixelArchitecture.pixelCNN.network(
        PixelNetworkPlan(channels: 1, distribution: distribution, layers: 5, features: 32))
    }

    /// Of the loop over whole images the last row of 28 is measured.
    private static func sampling() throws -> BenchmarkRow {
      let network = try network()
      let sampler = try PixelSampler(
        SingleNetwork(network: network, parameters: network.initialParameters(seed: 0), buffers: nil),
        distribution: distribution, sampleShape: [1, 28, 28])
      let noise = try sampler.noise(0..<16, seed: 0)
      var images = try sampler.images(of: noise)
      let scan = try Timing.seconds { images = try sampler.images(of: noise) }
      let row = try Timing.seconds {
        _ = try sampler.images(of: noise, given: images, knownRows: 27, by: .wholeImages)
      }
      return BenchmarkRow(
        "pixelcnn-sampling", ours: scan, unit: "s for 16 images", peer: "whole images", theirs: 28 * row)
    }

    /// The median milliseconds of 25 steps, after 5 that do not count.
    private static func medianOfOurs() throws -> Double {
      let network = try network()
      let images = try RandomStream(seed: 0).uniform([64, 1, 28, 28]).less(0.3).to(.float32) * 2 - 1
      let game = TensorGame { x, _, _ in
        (x: try -distribution.logLikelihood(network(images, x), of: images).mean(), y: nil)
      }
      let rule = AdamRule<TensorList>(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      let optimizer = Simultaneous(stepSizes: Players(x: 1e-3, y: 1e-3), rules: Players(x: rule, y: rule))
      let parameters = try network.initialParameters(seed: 0)
      var point = Players(x: parameters, y: try TensorList(zeros: ParameterLayout([])))
      var state = try optimizer.initialState(at: point)
      var times: [Double] = []
      for step in 0..<30 {
        let seconds = try Timing.seconds { _ = try optimizer.step(&point, &state, in: game) }
        if step >= 5 { times.append(seconds * 1e3) }
      }
      guard try point.x.isFinite() else { throw BenchmarkError.wrongResult("parameters are not finite") }
      return Timing.median(times)
    }
  }
#endif
