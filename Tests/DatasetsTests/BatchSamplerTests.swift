import Datasets
import DurableFiles
import Testing

@Suite("Batches") struct BatchSamplerTests {
  @Test("the permutations of a separate implementation")
  func golden() throws {
    // By a Python program: SplitMix64, checked with its published first output, Lemire's bound, Fisher and Yates.
    let sampler = try BatchSampler(count: 10, batchSize: 3, seed: 7)
    #expect(sampler.permutation(ofEpoch: 0) == [2, 0, 4, 9, 6, 5, 8, 3, 7, 1])
    #expect(sampler.permutation(ofEpoch: 1) == [2, 0, 9, 3, 4, 6, 8, 7, 5, 1])
    #expect(sampler.permutation(ofEpoch: -1) == [0, 1, 4, 2, 9, 3, 6, 7, 5, 8])
  }

  @Test(
    "an epoch visits each sample at most once, all of them where the batch size divides the count",
    arguments: [(1, 1), (7, 7), (12, 4), (10, 3), (1000, 64)])
  func epochs(count: Int, batchSize: Int) throws {
    var sampler = try BatchSampler(count: count, batchSize: batchSize, seed: 11)
    #expect(sampler.stepsPerEpoch == count / batchSize)
    for epoch in 0..<3 {
      var seen: [Int] = []
      for step in 0..<sampler.stepsPerEpoch {
        let t = epoch * sampler.stepsPerEpoch + step
        #expect(sampler.epoch(ofStep: t) == epoch)
        let indices = sampler.indices(ofStep: t)
        #expect(indices.count == batchSize)
        seen += indices
      }
      #expect(Set(seen).count == seen.count && seen.count == count / batchSize * batchSize)
      #expect(seen.allSatisfy { (0..<count).contains($0) })
      #expect(sampler.permutation(ofEpoch: epoch).sorted() == Array(0..<count))
      #expect(Array(sampler.permutation(ofEpoch: epoch).prefix(seen.count)) == seen)
    }
  }

  @Test("the indices of a step do not depend on the steps asked for before")
  func pure() throws {
    var walking = try BatchSampler(count: 103, batchSize: 10, seed: 5)
    let walked = (0..<60).map { walking.indices(ofStep: $0) }
    var generator = TestGenerator(state: 3)
    for t in (0..<60).shuffled(using: &generator) {
      #expect(walking.indices(ofStep: t) == walked[t])
      var resumed = try BatchSampler(count: 103, batchSize: 10, seed: 5)
      #expect(resumed.indices(ofStep: t) == walked[t])
    }
    // Total: no step crashes, however far from zero.
    for t in [-1, -60, Int.min, Int.max] { #expect(Set(walking.indices(ofStep: t)).count == 10) }
    #expect(walking.epoch(ofStep: -1) == -1 && walking.epoch(ofStep: -10) == -1 && walking.epoch(ofStep: -11) == -2)
  }

  @Test("different seeds and different epochs give different orders")
  func differ() throws {
    let orders = try (0..<20 as Range<UInt64>).flatMap { seed in
      let sampler = try BatchSampler(count: 50, batchSize: 5, seed: seed)
      return (0..<5).map { sampler.permutation(ofEpoch: $0) }
    }
    #expect(Set(orders).count == 100)
  }

  @Test("all 24 orders of four samples are equally likely, to within chi-square's 1 in 10,000")
  func uniform() throws {
    let sampler = try BatchSampler(count: 4, batchSize: 1, seed: 99)
    var counts: [[Int]: Int] = [:]
    for epoch in 0..<24_000 { counts[sampler.permutation(ofEpoch: epoch), default: 0] += 1 }
    #expect(counts.count == 24)
    let chiSquare = counts.values.reduce(0.0) { $0 + (Double($1) - 1000) * (Double($1) - 1000) / 1000 }
    #expect(chiSquare < 58.6)  // the 0.9999 quantile with 23 degrees of freedom is 58.61
  }

  @Test("batch sizes that do not fit are refused", arguments: [(10, 11), (10, 0), (10, -1), (0, 1), (-5, 1)])
  func wrong(count: Int, batchSize: Int) {
    let found = error { () throws(FileError) in try BatchSampler(count: count, batchSize: batchSize, seed: 0) }
    #expect(found?.problem == .invalidArgument)
    #expect(found?.given.contains("\(batchSize)") == true)
  }
}
