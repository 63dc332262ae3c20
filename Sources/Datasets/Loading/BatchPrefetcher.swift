import DurableFiles
import Foundation

/// Prepares the batches of the next steps on a thread of its own while the network computes this one.
///
/// A step may look several times: every look has batches of its own, drawn by permutations of its own, and the looks
/// 0 ..< `looks` of every step are prepared ahead in the order in which they are asked for. What comes out is what
/// `BatchSampler` (of the look's seed) and `Dataset` give for (step, look), whatever was asked for before: a batch that
/// is not ready, as after a jump or at a look that was not announced, is prepared by the caller itself.
///
/// The thread is woken when half of the ready batches are used up and fills them up again: waking it takes longer than
/// small batches do, so it has to be rare. Ready batches take `depth` · batchSize · sample floats of memory, each look's
/// permutation 8 bytes a sample. May be shared by threads.
public final class BatchPrefetcher: Sendable {
  /// One minibatch.
  public struct Batch: Sendable, Equatable {
    /// The step that it belongs to.
    public let step: Int
    /// The look within the step.
    public let look: Int
    /// The values of its fields, by name.
    public let fields: FieldBatch

    /// The places of its samples in the data set (in the first part of unpaired ones).
    public var indices: [Int] { fields.indices.first ?? [] }
    /// The samples, as `Dataset.batch` gives them; empty where no field of floats was asked for.
    public var samples: [Float] { fields.samples ?? [] }
    /// The classes of its samples; nil where the set is unlabelled or its classes were not asked for.
    public var labels: [Int]? { fields.labels }
  }

  private let shared: Shared

  /// Starts the thread, which waits until the first batch is asked for.
  ///
  /// - `fields`: the names of the fields that batches have; nil for all.
  /// - `looks`: how many looks a step has as a rule, at least one.
  /// - `depth`: how many batches are kept ready at most, at least one; nil for as many as 256 KiB hold, from 2 to 64.
  /// - `seed`: the seed of a look's permutations, a pure function of the look. Looks that are not announced may be asked
  ///   for too, from `looks` on or below 0.
  ///
  /// Throws `invalidArgument` as `BatchSampler` does, and for unknown fields.
  public init(
    dataset: any Dataset, batchSize: Int, fields: [String]? = nil, looks: Int = 1, depth: Int? = nil,
    seed: @escaping @Sendable (_ look: Int) -> UInt64
  ) throws(FileError) {
    let samplers = LookSamplers(counts: dataset.counts, batchSize: batchSize, looks: max(1, looks), seed: seed)
    // Says now whether batches can be drawn, and which fields they have.
    let cards = try dataset.cards(of: fields)
    var first = samplers
    try first.prepare()
    let bytes = max(1, batchSize * cards.reduce(0) { $0 + $1.size } * MemoryLayout<Float>.size)
    let shared = Shared(
      dataset: dataset, fields: fields, samplers: samplers,
      depth: max(1, depth ?? min(max(2, (256 << 10) / bytes), 64)))
    self.shared = shared
    // The thread holds what is shared and not the prefetcher, whose end stops it.
    let thread = Thread { shared.work(samplers) }
    thread.name = "batches"
    thread.start()
  }

  /// One look a step, and all fields.
  public convenience init(
    dataset: any Dataset, batchSize: Int, seed: UInt64, depth: Int? = nil
  ) throws(FileError) {
    try self.init(dataset: dataset, batchSize: batchSize, depth: depth) { _ in seed }
  }

  deinit { shared.stop() }

  /// The batch of a look of step t. Waits where it is being prepared; throws what `Dataset.floats` throws.
  public func batch(ofStep t: Int, look: Int = 0) throws(FileError) -> Batch {
    try shared.take(Place(step: t, look: look)).get()
  }

  /// Which batch.
  fileprivate struct Place: Hashable {
    var step: Int
    var look: Int
  }

  /// What the caller and the thread share; all but the constants is guarded by the condition's lock.
  private final class Shared: @unchecked Sendable {
    private let dataset: any Dataset
    private let fields: [String]?
    private let depth: Int
    private let looks: Int
    private let condition = NSCondition()
    private var callersSamplers: LookSamplers
    /// By number: the batches of all steps and announced looks are numbered in order.
    private var ready: [Int: Result<Batch, FileError>] = [:]
    /// The number that the thread is preparing.
    private var underWay: Int?
    /// The last number that was asked for; the thread stays within `depth` of it.
    private var asked: Int?
    /// All numbers between the one asked for last and this one are ready.
    private var cursor = 0
    private var stopped = false

    init(dataset: any Dataset, fields: [String]?, samplers: LookSamplers, depth: Int) {
      self.dataset = dataset
      self.fields = fields
      self.depth = depth
      looks = samplers.looks
      callersSamplers = samplers
    }

    func stop() {
      condition.lock()
      stopped = true
      condition.broadcast()
      condition.unlock()
    }

    func take(_ place: Place) -> Result<Batch, FileError> {
      guard place.look >= 0, place.look < looks else {
        condition.lock()
        let indices = indices(of: place, by: &callersSamplers)
        condition.unlock()
        return prepare(place, indices)
      }
      let number = place.step * looks + place.look
      condition.lock()
      let isJump = asked.map { number != $0 + 1 } ?? true
      asked = number
      // From one number to the next nothing that is ready becomes useless.
      if isJump {
        ready = ready.filter { isWanted($0.key) || $0.key == number }
        cursor = number + 1
      }
      while underWay == number && ready[number] == nil { condition.wait() }
      let batch = ready.removeValue(forKey: number)
      let isRunningLow = 2 * ready.count <= depth
      let indices = batch == nil ? indices(of: place, by: &callersSamplers) : .success([])
      condition.unlock()
      // Only now, or the thread would wake up to wait for the lock.
      if isRunningLow { condition.broadcast() }
      return batch ?? prepare(place, indices)
    }

    func work(_ samplers: LookSamplers) {
      var samplers = samplers
      condition.lock()
      while !stopped {
        guard let number = nextNumber() else {
          condition.wait()
          continue
        }
        underWay = number
        condition.unlock()
        let look = (number % looks + looks) % looks  // steps may be negative, looks never are
        let place = Place(step: (number - look) / looks, look: look)
        let batch = prepare(place, indices(of: place, by: &samplers))
        condition.lock()
        underWay = nil
        if isWanted(number) || asked == number { ready[number] = batch }
        condition.broadcast()
      }
      condition.unlock()
    }

    /// The first number after the one asked for last that is neither ready nor too far ahead.
    private func nextNumber() -> Int? {
      guard let asked else { return nil }
      cursor = max(cursor, asked + 1)
      while cursor <= asked + depth, ready[cursor] != nil { cursor += 1 }
      return cursor <= asked + depth ? cursor : nil
    }

    private func isWanted(_ number: Int) -> Bool {
      guard let asked else { return false }
      return number > asked && number <= asked + depth
    }

    private func indices(of place: Place, by samplers: inout LookSamplers) -> Result<[[Int]], FileError> {
      do throws(FileError) {
        return .success(try samplers.indices(ofStep: place.step, look: place.look))
      } catch {
        return .failure(error)
      }
    }

    private func prepare(_ place: Place, _ indices: Result<[[Int]], FileError>) -> Result<Batch, FileError> {
      do throws(FileError) {
        let batch = try dataset.fieldBatch(atParts: try indices.get(), of: fields)
        return .success(Batch(step: place.step, look: place.look, fields: batch))
      } catch {
        return .failure(error)
      }
    }
  }
}

/// The samplers of the looks that were asked for, made when they first are.
private struct LookSamplers: Sendable {
  let counts: [Int]
  let batchSize: Int
  let looks: Int
  let seed: @Sendable (Int) -> UInt64
  private var made: [Int: PartSamplers] = [:]

  init(counts: [Int], batchSize: Int, looks: Int, seed: @escaping @Sendable (Int) -> UInt64) {
    self.counts = counts
    self.batchSize = batchSize
    self.looks = looks
    self.seed = seed
  }

  /// Makes the first look's, by which it is known that all can be made.
  mutating func prepare() throws(FileError) { try make(0) }

  mutating func indices(ofStep step: Int, look: Int) throws(FileError) -> [[Int]] {
    if made[look] == nil { try make(look) }
    return made[look]?.indices(ofStep: step) ?? []
  }

  private mutating func make(_ look: Int) throws(FileError) {
    // A permutation each: looks that no one announced must not fill the memory.
    if made.count >= looks + 64 { made = made.filter { $0.key >= 0 && $0.key < looks } }
    made[look] = try PartSamplers(counts: counts, batchSize: batchSize, seed: seed(look))
  }
}
