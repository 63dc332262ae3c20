import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("Prefetching") struct BatchPrefetcherTests {
  /// A data set that takes its time and counts, and whose sample 13 is bad where asked.
  private final class Slow: Dataset, @unchecked Sendable {
    let name = "slow"
    let count = 100
    let fields = [
      FieldCard("point", .reals, shape: [2]), .category(classNames: ["a", "b", "c", "d", "e"]),
    ]
    let fingerprint = Fingerprint(value: 1)
    let delay: TimeInterval
    let bad: Int?
    private let lock = NSLock()
    private var prepared = 0
    var batches: Int { lock.withLock { prepared } }

    init(delay: TimeInterval = 0, bad: Int? = nil) {
      self.delay = delay
      self.bad = bad
    }

    func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] { indices.map { $0 % 5 } }

    func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
      lock.withLock { prepared += 1 }
      Thread.sleep(forTimeInterval: delay)
      if let bad, indices.contains(bad) {
        throw FileError(.corruptPNG, subject: "13.png", required: "", given: "", remedy: "")
      }
      return indices.flatMap { [Float($0), Float(-$0)] }
    }
  }

  @Test("batches are those of the sampler, in order, after jumps, backwards and asked for twice", arguments: [1, 2, 5])
  func pure(depth: Int) throws {
    let prefetcher = try BatchPrefetcher(dataset: Slow(), batchSize: 10, seed: 7, depth: depth)
    var sampler = try BatchSampler(count: 100, batchSize: 10, seed: 7)
    for step in Array(0..<40) + [3, 2, 1, 0, 100, 100, 101, 99, 102, -1] + Array(5..<12) {
      let indices = sampler.indices(ofStep: step)
      let batch = try prefetcher.batch(ofStep: step)
      #expect(batch.step == step && batch.indices == indices)
      #expect(batch.samples == indices.flatMap { [Float($0), Float(-$0)] })
      #expect(batch.labels == indices.map { $0 % 5 })
    }
  }

  /// What is ready ahead is told by the number of batches that were made before they are asked for.
  @Test("as many batches as the depth says are prepared ahead, and no more")
  func ahead() throws {
    let set = Slow()
    let prefetcher = try BatchPrefetcher(dataset: set, batchSize: 10, seed: 7, depth: 6)
    _ = try prefetcher.batch(ofStep: 0)
    for _ in 0..<500 where set.batches < 7 { Thread.sleep(forTimeInterval: 0.01) }
    Thread.sleep(forTimeInterval: 0.05)
    #expect(set.batches == 7, "the one asked for, and the six after it")
  }

  @Test("only the fields that are asked for are loaded")
  func someFields() throws {
    let set = Slow()
    let labels = try BatchPrefetcher(dataset: set, batchSize: 10, fields: ["label"], seed: 7)
    let batch = try labels.batch(ofStep: 0)
    #expect(batch.labels?.count == 10 && batch.samples == [] && set.batches == 0)
    #expect(batch.fields.cards.map(\.name) == ["label"])
    let unknown = error { () throws(FileError) in
      try BatchPrefetcher(dataset: set, batchSize: 10, fields: ["text"], seed: 7)
    }
    #expect(unknown?.problem == .invalidArgument && unknown?.required.contains("point, label") == true)
  }

  /// Both parts of unpaired sets walk through permutations of their own: within an epoch of each, no sample comes
  /// twice, and the places of the one do not tell those of the other.
  @Test("unpaired parts are drawn independently, the first as a set of its own would be")
  func unpaired() throws {
    func points(_ name: String, _ count: Int) throws -> FieldDataset {
      try FieldDataset(
        name: name, [.init(FieldCard(name, .reals, shape: []), floats: (0..<count).map { Float($0) })])
    }
    let set = try UnpairedDataset(name: "both", [points("a", 40), points("b", 30)])
    let prefetcher = try BatchPrefetcher(dataset: set, batchSize: 10, seed: 5)
    var alone = try BatchSampler(count: 40, batchSize: 10, seed: 5)
    var (seenA, seenB, equal) = (Set<Float>(), Set<Float>(), 0)
    for step in 0..<3 {
      let batch = try prefetcher.batch(ofStep: step).fields
      #expect(batch.indices.count == 2 && batch.indices[0] == alone.indices(ofStep: step))
      #expect(try batch.floats("a") == batch.indices[0].map { Float($0) })
      #expect(try batch.floats("b") == batch.indices[1].map { Float($0) })
      seenA.formUnion(try batch.floats("a"))
      seenB.formUnion(try batch.floats("b"))
      equal += zip(batch.indices[0], batch.indices[1]).count { $0 == $1 }
    }
    // 30 pairs of places, equal by chance in 30 · (1/40) of them: 8 or more has a probability below 1e-6.
    #expect(seenA.count == 30 && seenB == Set((0..<30).map { Float($0) }) && equal < 8)
    #expect(
      error { () throws(FileError) in try BatchPrefetcher(dataset: set, batchSize: 31, seed: 1) }?.problem
        == .invalidArgument, "more than the second part has")
  }

  @Test("several threads get what they ask for")
  func threads() throws {
    let prefetcher = try BatchPrefetcher(dataset: Slow(), batchSize: 10, seed: 7)
    let sampler = try BatchSampler(count: 100, batchSize: 10, seed: 7)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      var sampler = sampler
      for step in 0..<200 {
        let asked = step * (thread + 1) % 37
        #expect((try? prefetcher.batch(ofStep: asked))?.indices == sampler.indices(ofStep: asked))
      }
    }
  }

  @Test("loading happens while the caller computes")
  func overlap() throws {
    // 20 ms to load and 40 ms to compute, ten times: 0.42 s where they overlap, 0.6 s one after the other.
    let prefetcher = try BatchPrefetcher(dataset: Slow(delay: 0.02), batchSize: 10, seed: 7)
    _ = try prefetcher.batch(ofStep: 0)
    var waited = 0.0
    for step in 1...10 {
      Thread.sleep(forTimeInterval: 0.04)
      let start = Date()
      _ = try prefetcher.batch(ofStep: step)
      waited += Date().timeIntervalSince(start)
    }
    #expect(waited < 0.1, "0.2 s without prefetching")
  }

  @Test("no more than depth batches ahead; the thread ends with the prefetcher")
  func bounded() throws {
    let set = Slow()
    weak var weakSet: Slow?
    do {
      let own = Slow()
      weakSet = own
      let prefetcher = try BatchPrefetcher(dataset: own, batchSize: 10, seed: 7)
      _ = try prefetcher.batch(ofStep: 0)
    }
    let prefetcher = try BatchPrefetcher(dataset: set, batchSize: 10, seed: 7, depth: 3)
    Thread.sleep(forTimeInterval: 0.05)
    #expect(set.batches == 0, "nothing was asked for")
    _ = try prefetcher.batch(ofStep: 0)
    Thread.sleep(forTimeInterval: 0.1)
    #expect(set.batches == 4)
    for _ in 0..<100 where weakSet != nil { Thread.sleep(forTimeInterval: 0.01) }
    #expect(weakSet == nil)
  }

  /// With room for 8, the steps 1, 2 and 3 leave 7, 6 and 5 ready and nothing happens; step 4 leaves half, and the
  /// thread goes on to step 4 + 8.
  @Test("the thread is woken when half of the batches are used up")
  func refills() throws {
    let set = Slow()
    let prefetcher = try BatchPrefetcher(dataset: set, batchSize: 10, seed: 7, depth: 8)
    // Asks, and waits until so many were prepared, or for a while where it is more.
    func prepared(after step: Int, _ expected: Int) throws -> Int {
      _ = try prefetcher.batch(ofStep: step)
      for _ in 0..<500 where set.batches < expected { Thread.sleep(forTimeInterval: 0.01) }
      Thread.sleep(forTimeInterval: 0.05)
      return set.batches
    }
    for (step, count) in [9, 9, 9, 9, 13].enumerated() { #expect(try prepared(after: step, count) == count) }
  }

  @Test("a bad sample's error comes with the step that it belongs to, and only then")
  func errors() throws {
    let prefetcher = try BatchPrefetcher(dataset: Slow(bad: 13), batchSize: 10, seed: 7)
    var sampler = try BatchSampler(count: 100, batchSize: 10, seed: 7)
    var failed = 0
    for step in 0..<10 {
      let isBad = sampler.indices(ofStep: step).contains(13)
      let found = error { () throws(FileError) in try prefetcher.batch(ofStep: step) }
      #expect((found?.problem == .corruptPNG) == isBad)
      if isBad { failed += 1 }
    }
    #expect(failed == 1)
    #expect(
      error { () throws(FileError) in try BatchPrefetcher(dataset: Slow(), batchSize: 101, seed: 1) }?.problem
        == .invalidArgument)
  }

  @Test("reading a real image folder through it hides the decoding")
  func imageFolder() throws {
    try withFolder { folder in
      let pixels = (0..<256 * 256 * 3).map { UInt8($0 % 251) }
      let file = jpeg(width: 256, height: 256, pixels)
      for number in 0..<64 { try AtomicFile.write(file, to: folder.appendingPathComponent("\(100 + number).jpg")) }
      let set = try ImageFolder(folder: folder, side: 32).dataset(memoryLimit: 0)
      let prefetcher = try BatchPrefetcher(dataset: set, batchSize: 16, seed: 1)
      var sampler = try BatchSampler(count: 64, batchSize: 16, seed: 1)
      for step in 0..<6 {
        #expect(try prefetcher.batch(ofStep: step).samples == set.batch(sampler.indices(ofStep: step)))
      }
    }
  }
}
