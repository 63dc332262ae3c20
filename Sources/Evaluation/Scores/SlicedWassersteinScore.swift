import TorchTensors

/// The sliced Wasserstein distance of the samples themselves: pixels in [-1, 1], coordinates of points.
///
/// See `SlicedWasserstein` for the formula, its limits and its source. The interval is that of the linearised distance,
/// whose influence function is the Kantorovich potential over 2 SW₂.
public struct SlicedWassersteinScore: Score {
  /// On how many directions.
  public let directions: Int

  /// On 512 directions, unless something else is said.
  public init(directions: Int = 512) { self.directions = directions }

  /// See `Score`.
  public let card = ScoreCard(
    name: "sliced-wasserstein", title: "sliced Wasserstein distance", formula: "√(E_θ W₂(⟨x, θ⟩, ⟨y, θ⟩)²)",
    source: "Deshpande, Zhang and Schwing, 2018, arXiv:1803.11188", needs: .samples,
    values: [ValueCard("sliced-wasserstein", better: .lower)])

  /// The value.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    guard let a = pair.samples.samples, let b = pair.reference.samples else {
      throw ScoreRefusal(
        "the sliced Wasserstein distance requires the samples themselves, and these are too many to be kept in memory; "
          + "give a smaller --samples")
    }
    guard a.shape == b.shape else {
      throw ScoreRefusal(
        "the sliced Wasserstein distance requires two sets of one shape, and they are \(a.shape) and \(b.shape)")
    }
    let transport = try SlicedWasserstein.transport(
      a, b, directions: directions, seed: pair.seed, potentials: a.shape[0] > 1)
    let distance = transport.distance
    let scale = distance > 0 ? 1 / (2 * distance) : 0
    return [
      Estimate(
        card.values[0], distance,
        .influences(
          samples: try transport.potentials.map { try $0.0 * scale },
          reference: try transport.potentials.map { try $0.1 * scale }))
    ]
  }
}
