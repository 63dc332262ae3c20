import Training
import TorchTensors

/// How far a score would move with other samples of the same distributions: weights of resampled sets.
///
/// A score is a function of the empirical distribution. With its influence function ψ (what a little more weight on sample
/// i adds), a resampled set of weights wᵢ moves it by Σ (wᵢ - 1/n) ψᵢ to first order: the bootstrap of the linearised
/// score. For means (precision, density, coverage) that is the ordinary bootstrap, exactly. Distances are resampled so
/// because the ordinary bootstrap is biased there: a resampled set has repeated samples, and is farther from anything. Near
/// zero, where a distance is quadratic, the interval is too wide rather than too narrow, by about √2.
///
/// Source: B. Efron and R. Tibshirani, "An introduction to the bootstrap", 1993, chapters 6, 13 and 22; T. DiCiccio and
/// B. Efron, "Bootstrap confidence intervals", 1996.
public struct Bootstrap {
  /// wᵢ - 1/n, [replicates, n].
  private let deviations: Tensor
  /// wᵢ, how often sample i was drawn, over n, [replicates, n].
  let weights: Tensor

  /// Weights of `replicates` resampled sets of `count` samples; a function of the seed.
  public init(count: Int, replicates: Int, seed: UInt64) throws {
    let draws = try RandomStream(seed: seed, stream: RandomUse.bootstrap, step: 0)
      .integers(0..<count, [replicates * count]).int64s()
    var counts = [Float](repeating: 0, count: replicates * count)
    for replicate in 0..<replicates {
      let start = replicate * count
      for place in start..<start + count { counts[start + Int(draws[place])] += 1 }
    }
    weights = try Tensor(floats: counts, shape: [replicates, count], dtype: .float64) / Double(count)
    deviations = try weights - 1 / Double(count)
  }

  /// Σ (wᵢ - 1/n) ψᵢ of each replicate.
  func moves(_ influence: Tensor) throws -> Tensor {
    try deviations.matmul(influence.to(.float64).reshape([-1, 1])).squeeze(1)
  }

  /// The middle 95 % of the replicates.
  static func interval(_ replicates: [Double]) -> ClosedRange<Double>? {
    guard !replicates.isEmpty, replicates.allSatisfy(\.isFinite) else { return nil }
    let ordered = replicates.sorted()
    func quantile(_ q: Double) -> Double {
      let place = q * Double(ordered.count - 1)
      let (low, high) = (ordered[Int(place)], ordered[min(Int(place) + 1, ordered.count - 1)])
      return low + (place - place.rounded(.down)) * (high - low)
    }
    return quantile(0.025)...quantile(0.975)
  }
}

extension RandomUse {
  /// Which samples a resampled set has, which subsets a kernel distance compares.
  static let bootstrap: UInt64 = 9, subsets: UInt64 = 10
}
