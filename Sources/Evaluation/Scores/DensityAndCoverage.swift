import TorchTensors

/// Density and coverage: in how many of the data's balls a sample lies, and the share of data with a sample in its ball.
///
///     density = 1/(k N) Σᵢ #{j : ‖xᵢ - yⱼ‖ < rⱼ},   coverage = 1/M Σⱼ 1{some ‖xᵢ - yⱼ‖ < rⱼ}
///
/// with rⱼ the distance of yⱼ to its k-th nearest other datum, k = 5. Equal distributions have a density of 1 on average
/// and a coverage of 1 - 2⁻ᵏ; density can be above 1.
///
/// Limits: density rewards samples where data are dense. Data that repeat each other more than k times have balls without
/// inside, which the remark counts. Compare at equal n. O(n² d).
///
/// Source: M. F. Naeem et al., "Reliable fidelity and diversity metrics for generative models", 2020, arXiv:2002.09797.
public struct DensityAndCoverage: Score {
  /// k is the pair's.
  public init() {}

  /// See `Score`.
  public let card = ScoreCard(
    name: "density-coverage", title: "density and coverage",
    formula: "1/(kN) Σ balls around samples; share of balls hit, k = 5",
    source: "Naeem et al., 2020, arXiv:2002.09797", needs: .features,
    values: [ValueCard("density", better: .likeData), ValueCard("coverage", better: .higher, range: 0...1)])

  /// Both.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    try pair.require(max(pair.manifoldNeighbours, pair.ballNeighbours) + 1, for: "density and coverage")
    let crossing = try pair.crossing()
    let balls = try crossing.ballsAroundSamples / Double(pair.ballNeighbours)
    let remark =
      crossing.pointBalls > 0
      ? "\(crossing.pointBalls) of \(pair.reference.count) data have \(pair.ballNeighbours) equals or more: their balls are "
        + "points, and hold no sample"
      : nil
    return [
      Estimate(card.values[0], try balls.mean().item(), .influences(samples: balls, reference: nil), remark: remark),
      Estimate(
        card.values[1], try crossing.covered.mean().item(), .influences(samples: nil, reference: crossing.covered),
        remark: remark),
    ]
  }
}
