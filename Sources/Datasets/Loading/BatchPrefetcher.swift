import DurableFiles
import Foundation

/// Prepares the batches of the next steps on a thread of its own while the network computes this one.
///
/// What comes out is what `BatchSampler` (of the same seed) and `Dataset` give for a step, whatever was asked for before:
/// a batch that is not ready, as after a jump, is prepared by the caller itself. Who looks several times a step keeps
/// one for each look (`Minibatches` in `Training`).
///
/// The thread is woken when half of the ready batches are used up and fills them up again: waking it takes longer than
/// small batches do, so it has to be rare. Ready batches take `depth` · batchSize · sample floats of memory, the
/// permutation 8 bytes a sample. May be shared by threads.
public final class BatchPrefetcher: Sendable {
  /// One minibatch.
  public struct Batch: Sendable, Equatable {
    /// The step that it belongs to.
    public let step: Int
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
  /// - `seed`: of the permutations.
  /// - `depth`: how many batches are kept ready at most, at least one; nil for as many as 256 KiB hold, from 2 to 64.
  ///
  /// Throws `invalidArgument` as `BatchSampler` does, and for unknown fields.
  public init(
    dataset: any Dataset, batchSize: Int, fields: [String]? = nil, seed: UInt64, depth: Int? = nil
  ) throws(FileError) {
    // Says now whether batches can be drawn, and which fields they have.
    let samplers = try PartSamplers(counts: dataset.counts, batchSize: batchSize, seed: seed)
    let cards = try dataset.cards(of: fields)
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

  deinit { shared.stop() }

  /// The batch of step t. Waits where it is being prepared; throws what `Dataset.floats` throws.
  public func batch(ofStep t: Int) throws(FileError) -> Batch { try shared.take(t).get() }

  /// What the caller and the thread share; all but the constants is guarded by the condition's lock.
  private final class Shared: @unchecked Sendable {
    private let dataset: any Dataset
    private let fields: [String]?
    private let depth: Int
    private let condition = NSCondition()
    private var callersSamplers: PartSamplers
    private var ready: [Int: Result<Batch, FileError>] = [:]
    /// The step that the thread is preparing.
    private var underWay: Int?
    /// The last step that was asked for; the thread stays within `depth` of it.
    private var asked: Int?
    /// All steps between the one asked for last and this one are ready.
    private var cursor = 0
    private var stopped = false

    init(dataset: any Dataset, fields: [String]?, samplers: PartSamplers, depth: Int) {
      self.dataset = dataset
      self.fields = fields
      self.depth = depth
      callersSamplers = samplers
    }

    func stop() {
      condition.lock()
      stopped = true
      condition.broadcast()
      condition.unlock()
    }

    func take(_ step: Int) -> Result<Batch, FileError> {
      condition.lock()
      let isJump = asked.map { step != $0 + 1 } ?? true
      asked = step
      // From one step to the next nothing that is ready becomes useless.
      if isJump {
        ready = ready.filter { isWanted($0.key) || $0.key == step }
        cursor = step + 1
      }
      while underWay == step && ready[step] == nil { condition.wait() }
      let batch = ready.removeValue(forKey: step)
      let isRunningLow = 2 * ready.count <= depth
      let indices = batch == nil ? callersSamplers.indices(ofStep: step) : []
      condition.unlock()
      // Only now, or the thread would wake up to wait for the lock.
      if isRunningLow { condition.broadcast() }
      return batch ?? prepare(step, indices)
    }

    func work(_ samplers: PartSamplers) {
      var samplers = samplers
      condition.lock()
      while !stopped {
        guard let step = nextStep() else {
          condition.wait()
          continue
        }
        underWay = step
        condition.unlock()
        let batch = prepare(step, samplers.indices(ofStep: step))
        condition.lock()
        underWay = nil
        if isWanted(step) || asked == step { ready[step] = batch }
        condition.broadcast()
      }
      condition.unlock()
    }

    /// The first step after the one asked for last that is neither ready nor too far ahead.
    private func nextStep() -> Int? {
      guard let asked else { return nil }
      cursor = max(cursor, asked + 1)
      while cursor <= asked + depth, ready[cursor] != nil { cursor += 1 }
      return cursor <= asked + depth ? cursor : nil
    }

    private func isWanted(_ step: Int) -> Bool {
      guard let asked else { return false }
      return step > asked && step <= asked + depth
    }

    private func prepare(_ step: Int, _ indices: [[Int]]) -> Result<Batch, FileError> {
      do throws(FileError) {
        return .success(Batch(step: step, fields: try dataset.fieldBatch(atParts: indices, of: fields)))
      } catch {
        return .failure(error)
      }
    }
  }
}
