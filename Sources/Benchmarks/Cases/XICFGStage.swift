#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import GANs
  import GameDynamics
  import GameOptimizers
  import TorchTensors
  import Training

  /// A stage of xICFG on images of MNIST's size by the trainer, against the authors' PyTorch program: the same networks
  /// (dcganx, width 32, batch normalization), T = 15, U = 1, N = 640 fresh points, 10 epochs, batch 64, RMSprop, float32,
  /// 2 threads; the functional gradient by the batch's statistics, as there.
  ///
  /// The authors' program is run where the environment variable CFG_GAN_PT names a checkout of riejohnson/cfg-gan-pt; what it
  /// needs to run on today's PyTorch is done to it in memory (Benchmarks/peers/xicfg_stage.py).
  struct XICFGStage: BenchmarkCase {
    let name = "xicfg-stage"
    let summary = "a stage of xICFG on 32-pixel images (dcganx, T = 15, N = 640), 2 threads; seconds"
    private static let stages = 2

    func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
      let images = try ImageDataset(
        name: "noise", channels: 1, height: 32, width: 32,
        bytes: (0..<1024 * 640).map { UInt8(truncatingIfNeeded: SplitMix64.mix(UInt64($0))) })
      let checkout = ProcessInfo.processInfo.environment["CFG_GAN_PT"]
      var setting = setting
      if checkout == nil { setting.peers = nil }
      return try setting.turns(
        name, unit: "s per stage", against: "xicfg_stage.py", [checkout ?? "", "\(Self.stages)"],
        number: "seconds_per_stage"
      ) { try Self.seconds(images) }
    }

    /// Seconds a stage, on average over some, after a first that does not count.
    private static func seconds(_ images: ImageDataset) throws -> Double {
      var settings = XICFGSettings.standard
      settings.gan.architecture = "cfg-dcganx-32"
      (settings.data, settings.threads, settings.batchStatistics) = (images.name, 2, true)
      let plan = try settings.plan
      settings.steps = plan.initialUpdates + (stages + 1) * plan.updatesOfStage
      settings.logEvery = plan.updatesOfStage
      let effective = try settings.effective()
      let trainer = try Trainer<XICFGProblem>(effective) { _ in
        let card = try OptimizerCatalogue.named(effective.optimizer).card
        let built = try TrainingModel(effective.gan, for: card, data: DataDescription(of: images))
        return try XICFGProblem(
          GANProblem(
            model: built.model, dataset: images, batchSize: effective.batchSize, latentSize: built.latentSize),
          effective)
      }
      TorchRuntime.keepFreedMemory()
      var begin = Duration.zero, end = Duration.zero
      let result = try trainer.run { progress in
        if progress.step == plan.initialUpdates + plan.updatesOfStage { begin = progress.elapsed }
        end = progress.elapsed
        return .proceed
      }
      guard result.nonFinite == nil else { throw BenchmarkError.wrongResult("parameters are not finite") }
      return (end - begin) / .seconds(stages)
    }
  }
#endif
