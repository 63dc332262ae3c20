import Datasets
import Foundation
import GameDynamics
import TorchTensors

/// The stochastic game of training: at step t, the GAN on the t-th minibatch.
///
/// The real batch and the latent vectors of step t are functions of (seed, t) alone, so a resumed run sees what an
/// unbroken one sees. A second look within a step (`GANGame.resampled`) is an independent minibatch, again a function
/// of (seed, t, number of the look).
public final class MinibatchSource: GameSource, @unchecked Sendable {
  /// The games handed out.
  public typealias Source = GANGame

  /// Networks and loss.
  public let model: GANModel
  /// Where the real batches come from.
  public let dataset: any Dataset
  /// Samples a batch.
  public let batchSize: Int
  /// The length of a latent vector.
  public let latentSize: Int
  /// Told the losses of each evaluation.
  public let monitor = LossMonitor()
  private let seed: UInt64
  private let device: Device
  // Samplers cache the permutation of the epoch they are in; the lock makes that cache safe to share.
  private let lock = NSLock()
  private var samplers: [Int: BatchSampler] = [:]

  /// A source of minibatches; throws when the batch is larger than the data set.
  public init(
    model: GANModel, dataset: any Dataset, batchSize: Int, latentSize: Int, seed: UInt64, device: Device = .cpu
  ) throws {
    self.model = model
    self.dataset = dataset
    self.batchSize = batchSize
    self.latentSize = latentSize
    self.seed = seed
    self.device = device
    samplers[0] = try BatchSampler(count: dataset.count, batchSize: batchSize, seed: Self.mixed(seed, look: 0))
  }

  /// The game of a step, at its first look.
  public func game(atStep step: Int) throws -> GANGame { try game(atStep: step, look: 0) }

  /// Latent vectors of shape [count, latentSize], standard normal, from a stream of their own.
  public func latent(_ count: Int, stream: UInt64, step: Int) throws(TorchError) -> Tensor {
    try RandomStream(seed: seed, stream: stream, step: UInt64(step), device: device).normal([count, latentSize])
  }

  private func game(atStep step: Int, look: Int) throws -> GANGame {
    let real = try Tensor(
      floats: dataset.batch(indices(ofStep: step, look: look)), shape: [batchSize] + dataset.sampleShape,
      device: device)
    return GANGame(
      model: model, real: real, latent: try latent(batchSize, stream: RandomUse.latent(look: look), step: step),
      monitor: look == 0 ? monitor : nil, redraw: { [self] in try game(atStep: step, look: look + 1) })
  }

  private func indices(ofStep step: Int, look: Int) throws -> [Int] {
    lock.lock()
    defer { lock.unlock() }
    var sampler =
      try samplers[look]
      ?? BatchSampler(count: dataset.count, batchSize: batchSize, seed: Self.mixed(seed, look: look))
    let indices = sampler.indices(ofStep: step)
    samplers[look] = sampler
    return indices
  }

  private static func mixed(_ seed: UInt64, look: Int) -> UInt64 {
    RandomStream.seed(seed, stream: RandomUse.batches, step: UInt64(look))
  }
}

/// The random streams of a run, so that no two uses draw the same numbers.
enum RandomUse {
  /// Initial parameters take 1 (generator) and 2 (discriminator).
  static let batches: UInt64 = 3
  /// The latent vectors of the sample grid.
  static let samples: UInt64 = 4
  /// The latent vectors of training, one stream per look.
  static func latent(look: Int) -> UInt64 { 16 + UInt64(look) }
}
