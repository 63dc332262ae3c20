import Foundation
import TorchTensors

/// The inception score: how sure a classifier is of each sample, and how many classes there are of them.
///
///     IS = exp(1/N Σᵢ KL(p(y|xᵢ) ‖ p(y))),   p(y) = 1/N Σᵢ p(y|xᵢ)
///
/// From 1 (every sample gets the same answer) to the number of classes K (sure of each, all classes equally often). With
/// `splits` > 1 the samples are taken in order in so many parts of equal size, and the mean is the value; the remark has
/// the parts' standard deviation (divisor: their number), as in the original program. The remainder is left out.
///
/// Limits: it does not look at the data, so a generator of one perfect sample a class has the highest score; and it
/// depends on the classifier: compare scores of one classifier alone.
///
/// Source: T. Salimans et al., "Improved techniques for training GANs", 2016, arXiv:1606.03498, section 4; without splits
/// as R. Johnson and T. Zhang, 2018, arXiv:1801.06309.
public struct InceptionScore: Score {
  /// In how many parts the samples are scored.
  public let splits: Int

  /// In one part, or in several.
  public init(splits: Int = 1) { self.splits = splits }

  /// See `Score`.
  public let card = ScoreCard(
    name: "inception-score", title: "inception score", formula: "exp(E KL(p(y|x) ‖ p(y)))",
    source: "Salimans et al., 2016, arXiv:1606.03498", needs: .probabilities,
    values: [ValueCard("inception-score", better: .higher, range: 1...Double.infinity)])

  /// The value, by the samples alone.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    guard let probabilities = try pair.samples.probabilities else { throw Self.noProbabilities(card.title) }
    let size = pair.samples.count / max(1, splits)
    if size < 1 {
      throw ScoreRefusal("\(splits) splits require as many samples, and there are \(pair.samples.count)")
    }
    var parts: [Double] = []
    var influences: [Tensor] = []
    for part in 0..<max(1, splits) {
      let range = part * size..<(part + 1) * size
      let divergences = try Self.divergences(probabilities, range)
      let score = exp(try divergences.mean().item())
      parts.append(score)
      // d log IS = KLᵢ - mean KL: the marginal's own part vanishes, since it minimises the sum.
      influences.append(try (divergences - divergences.mean()) * score)
    }
    let mean = parts.reduce(0, +) / Double(parts.count)
    let deviation = (parts.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(parts.count)).squareRoot()
    let rest = pair.samples.count - size * parts.count
    if rest > 0 { influences.append(try Tensor.zeros([rest], dtype: .float64)) }
    return [
      Estimate(
        card.values[0], max(1, mean), .influences(samples: try Tensor.concatenate(influences), reference: nil),
        remark: splits > 1 ? "mean of \(splits) splits, whose standard deviation is \(deviation)" : nil)
    ]
  }

  /// KL(p(y|xᵢ) ‖ p(y)) of each sample of the range, in nats.
  private static func divergences(_ probabilities: ClassProbabilities, _ range: Range<Int>) throws -> Tensor {
    let p = try probabilities.conditional.narrow(0, start: range.lowerBound, length: range.count)
    let logarithms = try probabilities.logarithms.narrow(0, start: range.lowerBound, length: range.count)
    // A class that nobody has a chance of adds nothing: 0 · log 0 = 0.
    let marginal = try p.mean([0]).clamp(low: Double.leastNormalMagnitude)
    let difference = try logarithms.clamp(low: -800) - marginal.log()
    return try (p * difference).sum([1])
  }

  static func noProbabilities(_ score: String) -> ScoreRefusal {
    ScoreRefusal(
      "the \(score) requires a classifier's probabilities, and these features have none; take the features of "
        + "`counterplay classify`, or a TorchScript network that returns (features, logits)")
  }
}
