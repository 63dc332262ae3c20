import Datasets
import Foundation
import LikelihoodModels
import TestSupport
import Testing
import TorchTensors
import Training

/// Autoencoders of both kinds as what draws samples: in memory, and read back from checkpoints.
@Suite("Trained models") struct TrainedModelTests {
  /// What a checkpoint gives back is what the run had in memory, sample by sample; a sample is the same whichever others
  /// are made beside it.
  @Test func aVAEIsReadBack() throws {
    let scratch = try ScratchFolder()
    let result = try VAETrainer(VariationalAutoencoderTests.settings(steps: 3))
      .run(files: RunFiles(folder: scratch.url))
    let own = try result.problem.generator(of: result.trained)
    let stored = try CheckpointStore.find(scratch.url)
    #expect(VAEFamily().opens(stored.manifest) && !AutoencoderFamily().opens(stored.manifest))
    let read = try VAEFamily().model(of: stored, ModelOptions())
    #expect(read.data == own.data && read.count == nil && read.classes == nil && own.hasPrior)
    let samples = try own.samples([0, 1, 2, 3], seed: 5)
    #expect(try read.samples([0, 1, 2, 3], seed: 5).bytes() == samples.bytes())
    let numbers = try samples.floats()
    #expect(samples.shape == [4, 1, 28, 28] && numbers.allSatisfy { abs($0) <= 1 })
    let turned = try own.samples([3, 1], seed: 5)
    #expect(difference(try turned.select(0, 0).doubles(), try samples.select(0, 3).doubles()) < 1e-6)
    #expect(try own.samples([0], seed: 6).bytes() != own.samples([0], seed: 5).bytes())
    #expect(errorText { try own.samples([0], seed: 5, labels: [1]) }?.contains("unconditional") ?? false)
  }

  /// The latent vectors of a plain autoencoder are the codes of test data, each of them once, and the samples their
  /// reconstructions.
  @Test func anAutoencoderEncodesData() throws {
    let scratch = try ScratchFolder()
    let result = try AutoencoderTrainer(AutoencoderTests.settings("dense", optimizer: "adam", steps: 3))
      .run(files: RunFiles(folder: scratch.url))
    let own = try result.problem.generator(of: result.trained)
    #expect(!own.hasPrior && own.latentSize == 4)
    let count = try #require(own.count)
    let codes = try own.latent(count, seed: 3)
    // In the seed's order the codes are those of all data: their sums agree.
    let judged = result.problem.judged
    let all = try Tensor(floats: judged.batch(Array(0..<count)), shape: [count] + judged.sampleShape)
    let encoded = try result.trained.evaluate(.x, Autoencoder.encoder, all)
    #expect(difference(try codes.sum([0]).doubles(), try encoded.sum([0]).doubles()) < 1e-4)
    #expect(try codes.narrow(0, start: 0, length: 5).doubles() != encoded.narrow(0, start: 0, length: 5).doubles())
    // Equal but for the rounding of batches of another size.
    let samples = try own.samples(Array(0..<8), seed: 3)
    let decoded = try own.samples(of: codes.narrow(0, start: 0, length: 8))
    #expect(difference(try samples.doubles(), try decoded.doubles()) < 1e-5)
    #expect(errorText { try own.samples([count], seed: 3) }?.contains("at most \(count)") ?? false)

    let stored = try CheckpointStore.find(scratch.url)
    #expect(AutoencoderFamily().opens(stored.manifest) && !VAEFamily().opens(stored.manifest))
    let read = try AutoencoderFamily().model(of: stored, ModelOptions())
    #expect(try read.samples(Array(0..<8), seed: 3).bytes() == samples.bytes())
    #expect(
      errorText { try AutoencoderFamily().model(of: stored, ModelOptions(data: "ring")) }?.contains("[1, 28, 28]")
        ?? false)
  }
}
