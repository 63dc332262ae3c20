import DurableFiles

/// Which samples make the minibatch of step t: a pure function of (seed, t), so a resumed run needs no generator state.
///
/// An epoch is a random permutation of all samples, computed from (seed, epoch), cut into batches in order. Step t is
/// batch t mod `stepsPerEpoch` of epoch ⌊t / stepsPerEpoch⌋. The last count mod batchSize samples of a permutation, too
/// few for a batch, are left out of that epoch; the next permutation leaves out others.
///
/// The current epoch's permutation is kept, so walking through the steps costs one shuffle an epoch (about half a
/// millisecond for 60,000 samples) and O(batchSize) a step; jumping between epochs costs a shuffle a jump.
public struct BatchSampler: Sendable {
  /// The number of samples of the data set.
  public let count: Int
  /// The number of samples of a batch; every batch has exactly this many.
  public let batchSize: Int
  /// The seed of all permutations.
  public let seed: UInt64

  private var epochHeld: Int?
  private var order: [Int] = []

  /// Throws `invalidArgument` unless 1 ≤ batchSize ≤ count.
  public init(count: Int, batchSize: Int, seed: UInt64) throws(FileError) {
    guard batchSize >= 1, batchSize <= count else {
      throw FileError(
        .invalidArgument, subject: "BatchSampler", required: "a batch size from 1 to the number of samples, \(count)",
        given: "\(batchSize)",
        remedy: count < 1 ? "use a data set that is not empty" : "choose a batch size of at most \(count)")
    }
    self.count = count
    self.batchSize = batchSize
    self.seed = seed
  }

  /// The number of batches an epoch has, ⌊count / batchSize⌋.
  public var stepsPerEpoch: Int { count / batchSize }

  /// The epoch to which step t belongs.
  public func epoch(ofStep t: Int) -> Int {
    // Rounds down on both sides of zero, so the function is total.
    t >= 0 ? t / stepsPerEpoch : -1 - (-1 - t) / stepsPerEpoch
  }

  /// The order of all samples in an epoch, of which the first stepsPerEpoch · batchSize are used. O(count).
  public func permutation(ofEpoch epoch: Int) -> [Int] {
    var generator = SeededGenerator(
      seed: seed, stream: StreamPurpose.batches, index: UInt64(bitPattern: Int64(epoch)))
    return generator.permutation(count)
  }

  /// The `batchSize` distinct indices of step t, counted from 0. Mutating only to keep the epoch's permutation.
  public mutating func indices(ofStep t: Int) -> [Int] {
    let epoch = epoch(ofStep: t)
    if epochHeld != epoch {
      order = permutation(ofEpoch: epoch)
      epochHeld = epoch
    }
    let batch = (t % stepsPerEpoch + stepsPerEpoch) % stepsPerEpoch  // never negative
    let start = batch * batchSize
    return Array(order[start..<start + batchSize])
  }
}
