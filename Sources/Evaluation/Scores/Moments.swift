import TorchTensors

/// How far means and covariances of the features are apart: ‖μ₁ - μ₂‖ and the Frobenius norm ‖Σ₁ - Σ₂‖.
///
/// The two parts of what a Fréchet distance sees, in the features' own units. O(n d²).
///
/// Source: elementary; as losses of generators Y. Li, K. Swersky and R. Zemel, "Generative moment matching networks", 2015,
/// arXiv:1502.02761.
public struct Moments: Score {
  /// Has no settings.
  public init() {}

  /// See `Score`.
  public let card = ScoreCard(
    name: "moments", title: "moments", formula: "‖μ₁ - μ₂‖, ‖Σ₁ - Σ₂‖_F",
    source: "Li, Swersky and Zemel, 2015, arXiv:1502.02761", needs: .features,
    values: [ValueCard("mean-distance", better: .lower), ValueCard("covariance-distance", better: .lower)])

  /// Both.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    try pair.require(2, for: "a covariance")
    let (a, b) = (pair.samples, pair.reference)
    let shift = try a.moments.mean - b.moments.mean
    let distance = try shift.norm().item()
    func along(_ set: FeatureSet, _ sign: Double) throws -> Tensor? {
      if distance == 0 { return nil }
      let direction = try (shift * (sign / distance)).transpose()
      return try (set.features.to(.float64) - set.moments.mean).matmul(direction).squeeze(1)
    }
    // ‖A₁A₁ᵀ - A₂A₂ᵀ‖² = Σλ₁² + Σλ₂² - 2‖A₁ᵀA₂‖²
    let (rootOfA, rootOfB) = (try a.covarianceRoot, try b.covarianceRoot)
    func squares(_ root: CovarianceRoot) throws -> Double { try root.values?.square().sum().item() ?? 0 }
    let cross = try pair.crossOfRoots()?.square().sum().item() ?? 0
    let spread = max(0, try squares(rootOfA) + squares(rootOfB) - 2 * cross).squareRoot()
    // ⟨Σ₁ - Σ₂, x̃x̃ᵀ⟩/‖Σ₁ - Σ₂‖ of each vector.
    func influence(_ set: FeatureSet, _ own: CovarianceRoot, _ other: CovarianceRoot) throws -> Tensor? {
      if spread == 0 { return nil }
      let centred = try set.features.to(.float32) - set.moments.mean.to(.float32)
      func form(_ root: CovarianceRoot) throws -> Tensor {
        guard let matrix = root.root else { return try Tensor.zeros([set.count]) }
        return try centred.matmul(matrix.to(.float32)).square().sum([1])
      }
      return try (form(own) - form(other)) / spread
    }
    return [
      Estimate(
        card.values[0], distance, .influences(samples: try along(a, 1), reference: try along(b, -1)),
        remark: distance == 0 ? "the means are equal" : nil),
      Estimate(
        card.values[1], spread,
        .influences(
          samples: try influence(a, rootOfA, rootOfB), reference: try influence(b, rootOfB, rootOfA)),
        remark: spread == 0 ? "the covariances are equal" : nil),
    ]
  }
}
