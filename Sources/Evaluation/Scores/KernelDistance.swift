import Training
import TorchTensors

/// The kernel distance KID: the squared maximum mean discrepancy of a cubic kernel, without bias.
///
///     k(a, b) = (aᵀb/d + 1)³
///     KID = [Σ_{i≠j} k(xᵢ, xⱼ) + Σ_{i≠j} k(yᵢ, yⱼ)]/(m(m - 1)) - 2 Σ k(xᵢ, yⱼ)/m²
///
/// the mean over `subsets` of m = `subsetSize` samples a side, drawn without replacement (one, of all, where there are no
/// more). Zero on average for equal distributions, whatever n: so a good generator's can be negative, and the remark says
/// so.
///
/// Limits: the three sums nearly cancel; a distance within the floor's interval is none. Depends on the features' scale.
/// O(subsets m² d).
///
/// Source: M. Bińkowski, D. Sutherland, M. Arbel and A. Gretton, "Demystifying MMD GANs", 2018, arXiv:1801.01401.
public struct KernelDistance: Score {
  /// How many subsets, of how many samples.
  public let subsets: Int, subsetSize: Int

  /// 50 subsets of 1,000, as in the original program.
  public init(subsets: Int = 50, subsetSize: Int = 1000) {
    self.subsets = subsets
    self.subsetSize = subsetSize
  }

  /// See `Score`.
  public let card = ScoreCard(
    name: "kernel-distance", title: "kernel distance (KID)", formula: "MMD² of k(a, b) = (aᵀb/d + 1)³, unbiased",
    source: "Bińkowski et al., 2018, arXiv:1801.01401", needs: .features,
    values: [ValueCard("kernel-distance", better: .lower, range: -Double.infinity...Double.infinity)])

  /// The value.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    try pair.require(2, for: "the kernel distance")
    let size = min(max(2, subsetSize), pair.count)
    let isWhole = size == pair.samples.count && size == pair.reference.count
    var values: [Double] = []
    var ofSamples = RowMeans(count: pair.samples.count), ofReference = RowMeans(count: pair.reference.count)
    for subset in 0..<(isWhole ? 1 : max(1, subsets)) {
      func draw(_ count: Int, _ side: UInt64) throws -> Tensor {
        try RandomStream(seed: pair.seed, stream: RandomUse.subsets, step: UInt64(2 * subset) + side)
          .permutation(count).narrow(0, start: 0, length: size)
      }
      let (places, others) = (try draw(pair.samples.count, 0), try draw(pair.reference.count, 1))
      // In double from the products on: the sums nearly cancel.
      let x = try pair.samples.features.indexSelect(0, places).to(.float64)
      let y = try pair.reference.features.indexSelect(0, others).to(.float64)
      let across = try Self.kernel(x, y)
      let (own, ofOthers) = (try Self.rowMeans(x), try Self.rowMeans(y))
      let (rows, columns) = (try across.mean([1]), try across.mean([0]))
      values.append(try own.mean().item() + ofOthers.mean().item() - 2 * rows.mean().item())
      ofSamples.add(try (own - rows).doubles(), at: try places.int64s())
      ofReference.add(try (ofOthers - columns).doubles(), at: try others.int64s())
    }
    let value = values.reduce(0, +) / Double(values.count)
    var remarks: [String] = []
    if value < 0 {
      remarks.append("negative: an unbiased estimate of a distance that is zero or nearly so")
    }
    if size < subsetSize {
      remarks.append("of \(size) samples a side, fewer than the usual \(subsetSize)")
    }
    return [
      Estimate(
        card.values[0], value,
        .influences(samples: try ofSamples.influence(), reference: try ofReference.influence()),
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    ]
  }

  private static func kernel(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let base = try (a.matmul(b.transpose()) / Double(a.shape[1])).add_(1)
    return try base.square() * base
  }

  /// For each vector the mean of k with the others. k is symmetric: of the products between blocks of vectors half are
  /// taken.
  private static func rowMeans(_ x: Tensor) throws -> Tensor {
    let count = x.shape[0]
    let base = try (x.square().sum([1]) / Double(x.shape[1])).add_(1)
    var sums = try -(base.square() * base)
    for start in stride(from: 0, to: count, by: block) {
      let end = min(start + block, count)
      let rows = try x.narrow(0, start: start, length: end - start)
      let products = try kernel(rows, x.narrow(0, start: start, length: count - start))
      var parts = [try Tensor.zeros([start], dtype: .float64), try products.sum([1])]
      if end < count { parts.append(try products.narrow(1, start: end - start, length: count - end).sum([0])) }
      sums = try sums + Tensor.concatenate(parts)
    }
    return try sums / Double(count - 1)
  }

  /// Vectors of a block: small ones leave less undone, large ones are quicker a product.
  private static let block = 256
}

/// Means of what each sample was given in the subsets that it was in.
private struct RowMeans {
  private var sums: [Double], times: [Double]

  init(count: Int) {
    sums = Array(repeating: 0, count: count)
    times = sums
  }

  mutating func add(_ values: [Double], at places: [Int64]) {
    for (value, place) in zip(values, places) {
      sums[Int(place)] += value
      times[Int(place)] += 1
    }
  }

  /// Twice the mean less the mean of all; of samples that were in no subset nothing is known, and they add nothing.
  func influence() throws -> Tensor {
    let means = zip(sums, times).map { $1 > 0 ? 2 * $0 / $1 : .nan }
    let known = means.filter { !$0.isNaN }
    let mean = known.reduce(0, +) / Double(max(1, known.count))
    return try Tensor(means.map { $0.isNaN ? 0 : $0 - mean }, dtype: .float64)
  }
}
