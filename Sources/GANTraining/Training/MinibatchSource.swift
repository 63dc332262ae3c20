import Datasets
import Foundation
import GameDynamics
import NeuralNetworks
import TorchTensors

/// The stochastic game of training: at step t, the GAN on the t-th minibatch.
///
/// The real batch, the latent vectors, the classes to generate and all noise are functions of the `Draw` alone, (seed,
/// t) or a child of it (`GANGame.resampled`), so a resumed run sees what an unbroken one sees. The next steps' batches are prepared on a
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
  private var samplers: [[Int]: BatchSampler] = [:]
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
    prefetcher = try BatchPrefetcher(
      dataset: dataset, batchSize: batchSize, seed: Self.samplerSeed(Draw(seed: seed, step: 0)))
  }

  /// The game of a step, at its first look, without buffers.
  public func game(atStep step: Int) throws -> GANGame { try game(atStep: step, buffers: nil, recorders: nil) }

  /// The game of a step on networks with these buffers, whose evaluations tell `recorders` what they become.
  public func game(
    atStep step: Int, buffers: Players<TensorList>?, recorders: Players<BufferRecorder>?
  ) throws -> GANGame {
    try game(of: Draw(seed: seed, step: step), buffers, recorders)
  }

  /// How long training has waited for data so far: for batches to be ready and to be on the device.
  public var loadingTime: Duration { lock.withLock { loading } }

  private func game(
    of draw: Draw, _ buffers: Players<TensorList>?, _ recorders: Players<BufferRecorder>?
  ) throws -> GANGame {
    let clock = ContinuousClock()
    let begin = clock.now
    let (samples, classesOfReal) = try batch(of: draw)
    let real = try Tensor(floats: samples, shape: [batchSize] + dataset.sampleShape, device: device)
    let waited = begin.duration(to: clock.now)
    lock.withLock { loading += waited }
    var labels: GANGame.Labels?
    if let classes, let classesOfReal {
      // Classes to generate are uniform.
      let draws = try RandomStream(seed: draw.number(for: RandomUse.classes)).uniform([batchSize]).floats()
      labels = GANGame.Labels(
        real: try Tensor(int64s: classesOfReal.map(Int64.init), device: device),
        generated: try Tensor(
          int64s: draws.map { min(Int64($0 * Float(classes)), Int64(classes - 1)) }, device: device))
    }
    return GANGame(
      model: model, real: real,
      latent: try RandomStream(seed: draw.number(for: RandomUse.latent), device: device)
        .normal([batchSize, latentSize]),
      labels: labels, buffers: buffers, seed: draw.number(for: RandomUse.noise), recorders: recorders,
      monitor: monitor, curvatureSamples: curvatureSamples,
      redraw: { [self] in try game(of: draw.child($0), buffers, recorders) })
  }

  /// Samples, and their classes where the networks are told them.
  private func batch(of draw: Draw) throws -> ([Float], [Int]?) {
    if draw.path.isEmpty {
      let batch = try prefetcher.batch(ofStep: draw.step)
      return (batch.samples, batch.labels)
    }
    let indices = try indices(of: draw)
    return (try dataset.batch(indices), classes == nil ? nil : try dataset.batchLabels(indices))
  }

  private func indices(of draw: Draw) throws -> [Int] {
    lock.lock()
    defer { lock.unlock() }
    var sampler =
      try samplers[draw.path]
      ?? BatchSampler(count: dataset.count, batchSize: batchSize, seed: Self.samplerSeed(draw))
    let indices = sampler.indices(ofStep: draw.step)
    samplers[draw.path] = sampler
    return indices
  }

  /// One sampler a path: its epochs run over the steps.
  private static func samplerSeed(_ draw: Draw) -> UInt64 {
    RandomStream.seed(draw.key, stream: RandomUse.batches, step: 0)
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
  /// The latent vectors of training, its noise, and the classes to generate.
  static let latent: UInt64 = 16
  static let noise: UInt64 = 1 << 32
  static let classes: UInt64 = 1 << 33
}
