import Datasets
import Foundation
import GANs
import GameDynamics
import Testing
import TorchTensors
import Training

/// Two stages with frozen layers: a generator trained on coarse images, adopted, its layers at rest, a new level on top.
@Suite("Growing") struct GrowingGANTests {
  static func growing(steps: Int = 3) throws -> GrowingGAN {
    var c = TrainingConfiguration()
    (c.data, c.optimizer, c.steps, c.batchSize, c.latentSize, c.threads) = ("synthetic", "adam", steps, 4, 6, 1)
    return try GrowingGAN(c, width: 4)
  }

  @Test func theLowerLayersAreAdoptedAndRest() throws {
    try withFolder { folder in
      let curriculum = try Self.growing().curriculum
      let end = try curriculum.run(in: folder)
      #expect(end.outcome == .stepCapReached(steps: 3) && end.nonFinite == nil)
      let low = try SafetensorsFile(contentsOf: Self.weights(curriculum, 0, folder))
      let high = try SafetensorsFile(contentsOf: Self.weights(curriculum, 1, folder))
      let shared = low.header.entries.filter { $0.name.hasPrefix("generator.low.") }
      #expect(shared.count == 12, "a linear layer, a transposed convolution, two normalizations with statistics")
      for entry in shared {
        #expect(try high.tensor(entry.name).bytes() == low.tensor(entry.name).bytes(), "\(entry.name)")
      }
      #expect(high.header["generator.high.0.weight"] != nil && low.header["generator.high.0.weight"] == nil)
      let manifest = try CheckpointStore.find(curriculum.folder(of: 1, in: folder)).manifest
      #expect(manifest.dataDescription?.sampleShape == [1, 28, 28])
      #expect(manifest.vectors.allSatisfy { $0.hasSuffix(".x") || $0.hasSuffix(".y") })
      let optimizer = try SafetensorsFile(
        contentsOf: Self.checkpoint(curriculum, 1, folder).appendingPathComponent("optimizer.safetensors"))
      #expect(optimizer.header.entries.allSatisfy { !$0.name.contains("generator.low.") }, "Adam never sees them")
    }
  }

  /// Stopped in any step of any stage and resumed is straight through, bit for bit.
  @Test(arguments: [(0, 1), (0, 3), (1, 1), (1, 2)]) func resumedAnywhereIsStraightThrough(at place: (Int, Int)) throws
  {
    try withFolder { folder in
      let curriculum = try Self.growing().curriculum
      let (straight, broken) = (folder.appendingPathComponent("a"), folder.appendingPathComponent("b"))
      _ = try curriculum.run(in: straight)
      let stopped = try Self.growing().curriculum.run(in: broken) { stage, progress in
        stage == place.0 && progress.step == place.1 ? .stop : .proceed
      }
      #expect(stopped.outcome == .stopped(step: place.1))
      let end = try Self.growing().curriculum.run(in: broken, start: .resuming)
      #expect(end.outcome == .stepCapReached(steps: 3))
      for stage in [0, 1] {
        let (a, b) = (Self.weights(curriculum, stage, straight), Self.weights(curriculum, stage, broken))
        #expect(try Data(contentsOf: a) == Data(contentsOf: b))
      }
    }
  }

  /// The coarse images are means of 2 × 2 pixels.
  @Test func coarseImagesAreMeans() throws {
    let digits = try DrawnDigits.make(count: 2, seed: 3)
    let coarse = try GrowingGAN.coarse(digits)
    #expect(coarse.sampleShape == [1, 14, 14] && coarse.count == 2)
    let (fine, means) = (try digits.batch([1]), try coarse.batch([1]))
    let expected = (fine[28 * 10 + 12] + fine[28 * 10 + 13] + fine[28 * 11 + 12] + fine[28 * 11 + 13]) / 4
    #expect(abs(means[14 * 5 + 6] - expected) < 1e-6)
  }

  static func checkpoint(_ curriculum: Curriculum, _ stage: Int, _ folder: URL) -> URL {
    curriculum.folder(of: stage, in: folder).appendingPathComponent("checkpoints/checkpoint-000000003")
  }
  static func weights(_ curriculum: Curriculum, _ stage: Int, _ folder: URL) -> URL {
    checkpoint(curriculum, stage, folder).appendingPathComponent("weights.safetensors")
  }
}
