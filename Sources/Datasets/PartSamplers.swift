import DurableFiles

/// The samplers of a data set's indices: one for each of `Dataset.counts`, so that unpaired parts are drawn
/// independently. Of a set with one index it is the `BatchSampler` of that seed.
struct PartSamplers: Sendable {
  private var samplers: [BatchSampler]

  /// Throws `invalidArgument` where a part has fewer samples than a batch.
  init(counts: [Int], batchSize: Int, seed: UInt64) throws(FileError) {
    samplers = []
    for (part, count) in counts.enumerated() {
      var own = seed
      if part > 0 {
        var generator = SeededGenerator(seed: seed, stream: StreamPurpose.parts, index: UInt64(part))
        own = generator.next()
      }
      samplers.append(try BatchSampler(count: count, batchSize: batchSize, seed: own))
    }
  }

  /// The indices of step t in each part.
  mutating func indices(ofStep t: Int) -> [[Int]] {
    var indices: [[Int]] = []
    for part in samplers.indices { indices.append(samplers[part].indices(ofStep: t)) }
    return indices
  }
}
