import Evaluation
import Testing
import TorchTensors

/// The intervals: influence functions against differences, and coverage where the truth is known.
@Suite("Intervals") struct IntervalTests {
  static func set(_ seed: UInt64, _ count: Int, repeating place: Int? = nil) throws -> FeatureSet {
    var features = try RandomStream(seed: seed).normal([count, 3], dtype: .float64) + Double(seed) * 0.2
    var logits = try RandomStream(seed: seed + 50).normal([count, 4], dtype: .float64) * 2
    if let place {
      features = try Tensor.concatenate([features, features.narrow(0, start: place, length: 1)])
      logits = try Tensor.concatenate([logits, logits.narrow(0, start: place, length: 1)])
    }
    return try FeatureSet(features: features, logits: logits, samples: features)
  }

  /// One more of sample i among n moves a score by ψᵢ/n, to first order: exactly what the interval is made of. (Scores of
  /// neighbours and of pairs in order are no smooth functions of weights that are whole; theirs are means.) The divisor
  /// n - 1 of covariances and the diagonal of the kernel's sums move too, which is of the order of value/n, the same for
  /// all i: differences between two samples are compared.
  @Test(arguments: ["inception-score", "diversity", "frechet-distance", "kernel-distance", "moments"])
  func influencesAreDerivatives(name: String) throws {
    let count = 400
    let (a, b) = (try Self.set(1, count), try Self.set(2, count))
    let score = try name == "kernel-distance" ? KernelDistance(subsetSize: 10_000) : ScoreCatalogue.named(name)
    for (place, estimate) in try score.estimates(ScoredPair(a, against: b)).enumerated() {
      guard case .influences(let own, _) = estimate.spread, let own else {
        Issue.record("no influences")
        continue
      }
      let influences = try own.doubles()
      let order = influences.indices.sorted { influences[$0] < influences[$1] }
      let (low, high) = (order[0], order[count - 1])
      func with(_ sample: Int) throws -> Double {
        // The kernel distance of unequal counts would draw subsets: there a sample takes another's place instead.
        if name == "kernel-distance" { return try replaced(sample) }
        return try score.estimates(ScoredPair(Self.set(1, count, repeating: sample), against: b))[place].value
      }
      func replaced(_ sample: Int) throws -> Double {
        let middle = order[count / 2]
        var rows = (0..<count).map(Int64.init)
        rows[middle] = Int64(sample)
        let features = try a.features.indexSelect(0, Tensor(int64s: rows))
        return try score.estimates(ScoredPair(FeatureSet(features: features), against: b))[place].value
      }
      let moved = try (with(high) - with(low)) * Double(count)
      let predicted = influences[high] - influences[low]
      #expect(abs(moved - predicted) < 0.1 * predicted, "\(estimate.card.name): \(moved), predicted \(predicted)")
    }
  }

  /// Far apart, the Fréchet distance of n samples is nearly normal around the distance of the distributions: intervals of
  /// 95 % hold it about that often. ‖μ₁ - μ₂‖² = 3 · 4, equal covariances; the bias of 3 dimensions at n = 300 is small.
  @Test func intervalsHoldTheTruth() throws {
    var hits = 0
    for run in 0..<60 as Range<UInt64> {
      let a = try RandomStream(seed: 1000 + run).normal([300, 3], dtype: .float64) + 2
      let b = try RandomStream(seed: 2000 + run).normal([300, 3], dtype: .float64)
      let pair = try ScoredPair(FeatureSet(features: a), against: FeatureSet(features: b))
      let found = try FrechetDistance().estimates(pair)[0].interval(
        samples: Bootstrap(count: 300, replicates: 200, seed: run),
        reference: Bootstrap(count: 300, replicates: 200, seed: run + 1))
      let interval = try #require(found)
      if interval.contains(12) { hits += 1 }
    }
    // Binomial(60, 0.95) is below 51 with a chance of 0.3 %.
    #expect(hits >= 51, "\(hits) of 60")
  }

  /// The sliced distance's potentials: a set moved by t in one dimension is at |t|; moving it on by ε adds ε.
  @Test func potentialsAreThoseOfTransport() throws {
    let x = try RandomStream(seed: 1).uniform([3000, 1], dtype: .float64)
    let y = try RandomStream(seed: 2).uniform([3000, 1], dtype: .float64) * 2
    let pair = try ScoredPair(
      FeatureSet(features: x, samples: x), against: FeatureSet(features: y, samples: y))
    let estimate = try SlicedWassersteinScore(directions: 3).estimates(pair)[0]
    guard case .influences(let own, let others) = estimate.spread, let own, let others else {
      Issue.record("no influences")
      return
    }
    // Doubling the weight of a sample, all others the same: W₂² on a line by the quantile functions, exactly. What is left
    // between that and the potentials is of the order of the gaps between samples, whence so many, and without thin tails.
    func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
      let (p, q) = (a.sorted(), b.sorted())
      var (i, j, sum, position) = (0, 0, 0.0, 0.0)
      while i < p.count, j < q.count {
        let end = min(Double(i + 1) / Double(p.count), Double(j + 1) / Double(q.count))
        sum += (end - position) * (p[i] - q[j]) * (p[i] - q[j])
        if end >= Double(i + 1) / Double(p.count) - 1e-12 { i += 1 }
        if end >= Double(j + 1) / Double(q.count) - 1e-12 { j += 1 }
        position = end
      }
      return sum
    }
    let (a, b) = (try x.doubles(), try y.doubles())
    #expect(abs(squaredDistance(a, b).squareRoot() - estimate.value) < 1e-9)
    for (influence, isOwn) in [(try own.doubles(), true), (try others.doubles(), false)] {
      let side = isOwn ? a : b
      let (low, high) = (side.firstIndex(of: side.min() ?? 0) ?? 0, side.firstIndex(of: side.max() ?? 0) ?? 0)
      func with(_ place: Int) -> Double {
        (isOwn ? squaredDistance(a + [a[place]], b) : squaredDistance(a, b + [b[place]])).squareRoot()
      }
      let moved = (with(high) - with(low)) * Double(side.count), predicted = influence[high] - influence[low]
      #expect(abs(moved - predicted) < 0.1 * abs(predicted) + 0.05, "\(moved), predicted \(predicted)")
    }
  }
}
