import TorchTensors

/// Whether samples are copies: the share that lies as near to its nearest datum as that lies to any other datum, or
/// nearer.
///
///     1/N Σᵢ 1{‖xᵢ - y*‖ ≤ min_{j ≠ *} ‖y* - yⱼ‖},   y* the datum nearest to xᵢ
///
/// Copies give 1. Fresh draws of the data's own distribution give the chance that two nearest neighbours are each other's:
/// 2/3 on a line, 0.62 in the plane, 1/2 in many dimensions (the floor has it). More than the floor is memory; less are
/// samples away from the data. The reference must be what the generator was trained on.
///
/// Limits: of data that stand twice in the reference (the remark says how many those are) only exact copies count. In the
/// features chosen: a mirrored copy is far in pixels. Only as many data as are compared are looked at.
///
/// Source: A. Alaa et al., "How faithful is your synthetic data? Sample-level metrics for evaluating and auditing
/// generative models", 2022, arXiv:2102.08921, whose authenticity is 1 - this; the chances: M. Schilling, "Mutual and shared
/// neighbor probabilities: finite- and infinite-dimensional results", 1986.
public struct Memorisation: Score {
  /// Has no settings.
  public init() {}

  /// See `Score`.
  public let card = ScoreCard(
    name: "memorisation", title: "nearest-neighbour memorisation",
    formula: "share as near to its nearest datum as that is to other data, or nearer",
    source: "Alaa et al., 2022, arXiv:2102.08921",
    needs: .features, values: [ValueCard("memorised", better: .likeData, range: 0...1)])

  /// The share.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    try pair.require(max(pair.manifoldNeighbours, pair.ballNeighbours) + 1, for: "memorisation")
    let crossing = try pair.crossing()
    let remark =
      crossing.repeated > 0
      ? "\(crossing.repeated) of \(pair.reference.count) data repeat another: only exact copies of them are counted"
      : nil
    return [
      Estimate(
        card.values[0], try crossing.copies.mean().item(), .influences(samples: crossing.copies, reference: nil),
        remark: remark)
    ]
  }
}
