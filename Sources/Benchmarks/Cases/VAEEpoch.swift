#if COUNTERPLAY_TORCH
  import Datasets
  import LikelihoodModels
  import TorchTensors
  import Training

  /// An epoch of a variational autoencoder by the trainer itself (batches, history and all), against a plain loop in PyTorch:
  /// the same networks, batch, optimizer and number of threads.
  ///
  /// 784-400-20, ReLU, Bernoulli pixels with grey levels as targets, Adam at 1e-3, batch 128, 60,000 images, float32.
  struct VAEEpoch: BenchmarkCase {
    let name = "vae-epoch"
    let summary = "VAE 784-400-20, Adam, batch 128, 60,000 images, 2 threads; seconds an epoch"

    private static let count = 60_000, batch = 128

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      TorchRuntime.keepFreedMemory()
      let images = try Self.images()
      return try setting.turns("vae-epoch", unit: "s per epoch", against: "vae_epoch.py", number: "seconds") {
        try (0..<3).map { _ in try Self.secondsOfOurs(images) }.min() ?? .nan
      }
    }

    /// Noise with ink in about a fifth of the pixels, as digits have it: what an epoch costs does not depend on more.
    private static func images() throws -> any Dataset {
      let size = count * 784
      let random = try RandomStream(seed: 1)
      let ink = try random.uniform([size])
      let mask = try RandomStream(seed: 2).uniform([size]).less(0.2).to(.float32)
      let bytes = try (ink * mask * 255).floats().map { UInt8($0) }
      return try ImageDataset(name: "noise", channels: 1, height: 28, width: 28, bytes: bytes)
    }

    private static func secondsOfOurs(_ images: any Dataset) throws -> Double {
      var settings = VAESettings.standard
      (settings.steps, settings.batchSize, settings.threads) = (count / batch, batch, 2)
      settings.logEvery = 100
      let result = try VAETrainer(settings, of: images).run()
      guard result.nonFinite == nil else { throw BenchmarkError.wrongResult("parameters are not finite") }
      return result.elapsed.inSeconds
    }
  }
#endif
