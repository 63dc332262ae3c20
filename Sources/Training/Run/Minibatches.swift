import DurableFiles
import Datasets
import GameDynamics
import Synchronization

/// The minibatches of a data set: which samples a draw takes, prepared ahead of time.
///
/// The samples are a function of the draw alone. Each path of draws (a step's own look, the first of five discriminator
/// steps, the second look of an extragradient step within it) walks through the epochs with a sampler of its own, and
/// has its next steps' batches prepared on a thread: whatever a step has looked at, the next one finds ready. Nothing
/// happens before the first batch is asked for.
public final class Minibatches: Sendable {
  /// The data.
  public let dataset: any Dataset
  /// Samples a batch.
  public let batchSize: Int
  private let prefetchers = Mutex<[UInt64: BatchPrefetcher]>([:])

  /// Minibatches of this size. Throws `TrainingError.batchTooLarge` where the data have fewer samples.
  public init(of dataset: any Dataset, batchSize: Int) throws {
    let count = dataset.counts.min() ?? dataset.count
    guard batchSize <= count else {
      throw TrainingError.batchTooLarge(batch: batchSize, data: dataset.name, count: count)
    }
    self.dataset = dataset
    self.batchSize = batchSize
  }

  /// The batch of a draw. Throws what the data set throws.
  public func batch(of draw: Draw) throws -> BatchPrefetcher.Batch {
    let prefetcher = try prefetchers.withLock { known throws(FileError) in
      if let prefetcher = known[draw.key] { return prefetcher }
      let new = try BatchPrefetcher(
        dataset: dataset, batchSize: batchSize,
        seed: SplitMix64.seed(draw.key, stream: RandomUse.batches, step: 0))
      known[draw.key] = new
      return new
    }
    return try prefetcher.batch(ofStep: draw.step)
  }
}

/// What a run draws random numbers for: each use has a stream of its own, so that no two draw the same numbers.
public enum RandomUse {
  /// Which samples make the batches.
  public static let batches: UInt64 = 3
  /// The samples of trained models: those of exhibits and of `counterplay sample`.
  public static let samples: UInt64 = 4
  /// Everything random in a game's evaluation: dropout, noise on inputs, interpolation.
  public static let noise: UInt64 = 1 << 32
}
