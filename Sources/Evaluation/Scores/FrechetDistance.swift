import TorchTensors

/// The Fréchet distance: how far the normal distributions of the same means and covariances are from each other.
///
///     ‖μ₁ - μ₂‖² + tr(Σ₁ + Σ₂ - 2 (Σ₁^½ Σ₂ Σ₁^½)^½)
///
/// the square of their Wasserstein distance, with covariances of divisor n - 1. With features of the Inception network it
/// is called FID. Computed by roots Σ = A Aᵀ: the trace of the matrix root is the sum of the singular values of A₁ᵀA₂, so
/// singular covariances lose nothing and no root of a rounding error is taken.
///
/// Limits: biased upwards by some d²/n: compare at equal n, and as a multiple of the floor. Blind to everything beyond two
/// moments. O(n d² + d³) for n > d: some ten seconds for d = 2,048.
///
/// Source: D. Dowson and B. Landau, "The Fréchet distance between multivariate normal distributions", 1982; M. Heusel et
/// al., "GANs trained by a two time-scale update rule converge to a local Nash equilibrium", 2017, arXiv:1706.08500.
public struct FrechetDistance: Score {
  /// Has no settings.
  public init() {}

  /// See `Score`.
  public let card = ScoreCard(
    name: "frechet-distance", title: "Fréchet distance", formula: "‖μ₁ - μ₂‖² + tr(Σ₁ + Σ₂ - 2 (Σ₁^½ Σ₂ Σ₁^½)^½)",
    source: "Heusel et al., 2017, arXiv:1706.08500", needs: .features,
    values: [ValueCard("frechet-distance", better: .lower)])

  /// The value.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    try pair.require(2, for: "the Fréchet distance")
    let (a, b) = (try pair.samples.moments, try pair.reference.moments)
    let shift = try a.mean - b.mean
    let squaredShift = try shift.square().sum().item()
    var traceOfRoot = 0.0
    var influences: (Tensor, Tensor)?
    if let cross = try pair.crossOfRoots() {
      let (u, values, v) = try cross.svd()
      traceOfRoot = try values.sum().item()
      influences = (
        try influence(of: pair.samples, shift, along: u, values),
        try influence(of: pair.reference, -shift, along: v.transpose(), values)
      )
    }
    let raw = squaredShift + a.totalVariance + b.totalVariance - 2 * traceOfRoot
    let rounding = 1e-9 * (squaredShift + a.totalVariance + b.totalVariance)
    var remarks: [String] = []
    if raw <= rounding { remarks.append("zero but for rounding: the sets have the same moments") }
    if pair.count <= pair.samples.dimension {
      remarks.append(
        "\(pair.count) samples of \(pair.samples.dimension) features leave the covariances singular: compare at this count "
          + "alone")
    }
    return [
      Estimate(
        card.values[0], raw <= rounding ? max(0, raw) : raw,
        .influences(samples: influences?.0, reference: influences?.1),
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    ]
  }

  /// 2⟨μ₁ - μ₂, x̃⟩ + ‖x̃‖² - x̃ᵀ T x̃ of each vector x̃ = x - μ₁, T the optimal transport's matrix: with A₁ᵀA₂ = U S Vᵀ and
  /// the whitened z = Uᵀ A₁⁺ x̃ it is Σₖ sₖ zₖ². In single precision: it makes an interval, not the value.
  private func influence(of set: FeatureSet, _ shift: Tensor, along u: Tensor, _ values: Tensor) throws -> Tensor {
    guard let root = try set.covarianceRoot.root, let eigenvalues = try set.covarianceRoot.values else {
      return try Tensor.zeros([set.count])
    }
    let whitening = try (root / eigenvalues).matmul(u).to(.float32)
    let centred = try set.features.to(.float32) - set.moments.mean.to(.float32)
    let z = try centred.matmul(whitening)
    let linear = try centred.matmul(shift.to(.float32).transpose()).squeeze(1) * 2
    return try linear + centred.square().sum([1]) - z.square().matmul(values.to(.float32).unsqueeze(1)).squeeze(1)
  }
}
