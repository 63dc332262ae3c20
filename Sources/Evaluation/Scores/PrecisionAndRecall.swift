import TorchTensors

/// Improved precision and recall: the share of samples that lie in the data's manifold, and of data that lie in the
/// samples'.
///
/// A set's manifold is the union of balls around its vectors, each as far as its k-th nearest neighbour of the set
/// (k = 3, itself left out); on the sphere counts as within.
///
/// Limits: a far outlier has a huge ball, so precision can be fooled by samples far from everything: read it beside
/// coverage. Grows with n; compare at equal n. O(n² d).
///
/// Source: T. Kynkäänniemi et al., "Improved precision and recall metric for assessing generative models", 2019,
/// arXiv:1904.06991.
public struct PrecisionAndRecall: Score {
  /// k is the pair's.
  public init() {}

  /// See `Score`.
  public let card = ScoreCard(
    name: "precision-recall", title: "improved precision and recall",
    formula: "share within the other set's k-nearest balls, k = 3",
    source: "Kynkäänniemi et al., 2019, arXiv:1904.06991",
    needs: .features,
    values: [
      ValueCard("precision", better: .higher, range: 0...1), ValueCard("recall", better: .higher, range: 0...1),
    ])

  /// Both.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    try pair.require(max(pair.manifoldNeighbours, pair.ballNeighbours) + 1, for: "precision and recall")
    let crossing = try pair.crossing()
    let inside = try crossing.sampleMargins.lessOrEqual(0).to(.float64)
    let found = try crossing.referenceMargins.lessOrEqual(0).to(.float64)
    return [
      Estimate(card.values[0], try inside.mean().item(), .influences(samples: inside, reference: nil)),
      Estimate(card.values[1], try found.mean().item(), .influences(samples: nil, reference: found)),
    ]
  }
}
