import Foundation
import TorchTensors

/// The diversity score: whether the samples have the classes of the data in the data's shares.
///
///     exp(-KL(p(y) ‖ p*(y))),   p and p* the mean predicted distributions of samples and data
///
/// From 0 to 1, which is equal shares; one class of ten equally frequent ones gives 0.1.
///
/// Limits: says nothing of what the samples look like, nor of variety within a class.
///
/// Source: R. Johnson and T. Zhang, "Composite functional gradient learning of generative adversarial models", 2018,
/// arXiv:1801.06309, section 4.
public struct DiversityScore: Score {
  /// Has no settings.
  public init() {}

  /// See `Score`.
  public let card = ScoreCard(
    name: "diversity", title: "diversity score", formula: "exp(-KL(p(y) ‖ p*(y)))",
    source: "Johnson and Zhang, 2018, arXiv:1801.06309", needs: .probabilities,
    values: [ValueCard("diversity", better: .higher, range: 0...1)])

  /// The value.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    guard let p = try pair.samples.probabilities, let q = try pair.reference.probabilities else {
      throw InceptionScore.noProbabilities(card.title)
    }
    let (own, data) = (try p.marginal(), try q.marginal())
    let (shares, others) = (try own.doubles(), try data.doubles())
    let divergence = zip(shares, others).reduce(0.0) { sum, pair in
      pair.0 == 0 ? sum : sum + pair.0 * log(pair.0 / pair.1)
    }
    guard divergence.isFinite else {
      return [
        Estimate(
          card.values[0], 0, .influences(samples: nil, reference: nil),
          remark: "the samples have a class that the data have not at all: the divergence is infinite")
      ]
    }
    let value = min(1, exp(-divergence))
    let logarithms = try Tensor(
      zip(shares, others).map { $0 == 0 || $1 == 0 ? 0 : log($0 / $1) }, shape: [shares.count, 1], dtype: .float64)
    let ratios = try Tensor(
      zip(shares, others).map { $1 == 0 ? 0 : $0 / $1 }, shape: [shares.count, 1], dtype: .float64)
    return [
      Estimate(
        card.values[0], value,
        .influences(
          samples: try p.conditional.matmul(logarithms).squeeze(1) * -value,
          reference: try q.conditional.matmul(ratios).squeeze(1) * value))
    ]
  }
}
