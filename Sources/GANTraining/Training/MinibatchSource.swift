import Datasets
import Foundation
import GameDynamics
import NeuralNetworks
import TorchTensors

/// The stochastic game of training: at step t, the GAN on the t-th minibatch.
///
/// The real batch, the latent vectors, the classes to generate and all noise of step t are functions of (seed, t)
/// alone, so a resumed run sees what an unbroken one sees. A second look within a step (`GANGame.resampled`) is an
/// independent minibatch, again a function of (seed, t, number of the look). The next steps' batches are prepared on a
/// thread of their own.
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
  /// How many classes the networks are told; nil for unconditional ones.
  public let classes: Int?
  /// See `GANGame.curvatureSamples`.
  public let curvatureSamples: Int?
  /// Told the losses of each evaluation.
  public let monitor = LossMonitor()
  private let seed: UInt64
  private let device: Device
  private let prefetcher: BatchPrefetcher
  // Samplers cache the permutation of the epoch they are in; the lock makes that cache safe to share, and the clock.
  private let lock = NSLock()
  private var samplers: [Int: BatchSampler] = [:]
  private var loading = Duration.zero

  /// A source of minibatches; throws when the batch is larger than the data set, and `TrainingError.noClasses` for
  /// conditional networks on data without classes.
  public init(
    model: GANModel, dataset: any Dataset, batchSize: Int, latentSize: Int, classes: Int? = nil,
    curvatureSamples: Int? = nil, seed: UInt64, device: Device = .cpu
  ) throws {
    self.model = model
    self.dataset = dataset
    self.batchSize = batchSize
    self.latentSize = latentSize
    self.classes = classes
    self.curvatureSamples = curvatureSamples
    self.seed = seed
    self.device = device
    if classes != nil, dataset.labels == nil { throw TrainingError.noClasses(data: dataset.name) }
    prefetcher = try BatchPrefetcher(dataset: dataset, batchSize: batchSize, seed: Self.mixed(seed, look: 0))
  }

  /// The game of a step, at its first look, without buffers.
  public func game(atStep step: Int) throws -> GANGame { try game(atStep: step, buffers: nil, recorders: nil) }

  /// The game of a step on networks with these buffers, whose evaluations tell `recorders` what they become.
  public func game(
    atStep step: Int, buffers: Players<TensorList>?, recorders: Players<BufferRecorder>?
  ) throws -> GANGame {
    try game(atStep: step, look: 0, buffers, recorders)
  }

  /// Latent vectors of shape [count, latentSize], standard normal, from a stream of their own.
  public func latent(_ count: Int, stream: UInt64, step: Int) throws(TorchError) -> Tensor {
    try RandomStream(seed: seed, stream: stream, step: UInt64(step), device: device).normal([count, latentSize])
  }

  /// How long training has waited for data so far: for batches to be ready and to be on the device.
  public var loadingTime: Duration { lock.withLock { loading } }

  private func game(
    atStep step: Int, look: Int, _ buffers: Players<TensorList>?, _ recorders: Players<BufferRecorder>?
  ) throws -> GANGame {
    let clock = ContinuousClock()
    let begin = clock.now
    let (samples, classesOfReal) = try batch(ofStep: step, look: look)
    let real = try Tensor(floats: samples, shape: [batchSize] + dataset.sampleShape, device: device)
    let waited = begin.duration(to: clock.now)
    lock.withLock { loading += waited }
    var labels: GANGame.Labels?
    if let classes, let classesOfReal {
      // Classes to generate are uniform.
      let draws = try RandomStream(seed: seed, stream: RandomUse.classes(look: look), step: UInt64(step))
        .uniform([batchSize]).floats()
      labels = GANGame.Labels(
        real: try Tensor(int64s: classesOfReal.map(Int64.init), device: device),
        generated: try Tensor(
          int64s: draws.map { min(Int64($0 * Float(classes)), Int64(classes - 1)) }, device: device))
    }
    return GANGame(
      model: model, real: real, latent: try latent(batchSize, stream: RandomUse.latent(look: look), step: step),
      labels: labels, buffers: buffers,
      noise: RandomStream.seed(seed, stream: RandomUse.noise(look: look), step: UInt64(step)), recorders: recorders,
      monitor: monitor, curvatureSamples: curvatureSamples,
      redraw: { [self] in try game(atStep: step, look: look + 1, buffers, recorders) })
  }

  /// Samples, and their classes where the networks are told them.
  private func batch(ofStep step: Int, look: Int) throws -> ([Float], [Int]?) {
    if look == 0 {
      let batch = try prefetcher.batch(ofStep: step)
      return (batch.samples, batch.labels)
    }
    let indices = try indices(ofStep: step, look: look)
    return (try dataset.batch(indices), classes == nil ? nil : try dataset.batchLabels(indices))
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
  /// Initial parameters take 1 (generator) and 2 (discriminator), their buffers 5 and 6.
  static let batches: UInt64 = 3
  /// The latent vectors of the sample grid.
  static let samples: UInt64 = 4
  /// Which data a generator is compared with, and the directions on which.
  static let evaluation: UInt64 = 7
  static let directions: UInt64 = 8
  /// The latent vectors of training, one stream per look; likewise the noise and the classes to generate.
  static func latent(look: Int) -> UInt64 { 16 + UInt64(look) }
  static func noise(look: Int) -> UInt64 { 1 << 32 + UInt64(look) }
  static func classes(look: Int) -> UInt64 { 1 << 33 + UInt64(look) }
}
