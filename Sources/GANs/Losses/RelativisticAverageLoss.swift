import TorchTensors
import Training

/// The relativistic average losses: general-sum; D judges whether a sample is more real than the other batch is on
/// average.
///
/// With r = D(real) - mean D(G(z)) and s = D(G(z)) - mean D(real):
///
///     standard:      g = mean softplus(-r) + mean softplus(s)          f = mean softplus(-s) + mean softplus(r)
///     least squares: g = mean (r - 1)² + mean (s + 1)²                 f = mean (s - 1)² + mean (r + 1)²
///     hinge:         g = mean max(0, 1 - r) + mean max(0, 1 + s)       f = mean max(0, 1 - s) + mean max(0, 1 + r)
///
/// Source: A. Jolicoeur-Martineau, "The relativistic discriminator: a key element missing from standard GAN", 2018,
/// arXiv:1807.00734, section 4 (RaSGAN, RaLSGAN, RaHingeGAN).
public struct RelativisticAverageLoss: JointGANLoss {
  /// What is made of the differences.
  public enum Base: String, Sendable, CaseIterable {
    /// Cross entropy.
    case standard = "relativistic-average"
    /// Squares.
    case leastSquares = "relativistic-average-least-squares"
    /// Hinges.
    case hinge = "relativistic-average-hinge"

    var words: String {
      switch self {
      case .standard: "f = E softplus(-s) + E softplus(r), g = E softplus(-r) + E softplus(s)"
      case .leastSquares: "f = E (s - 1)² + E (r + 1)², g = E (r - 1)² + E (s + 1)²"
      case .hinge: "f = E max(0, 1 - s) + E max(0, 1 + r), g = E max(0, 1 - r) + E max(0, 1 + s)"
      }
    }
  }

  /// What is made of the differences.
  public let base: Base

  /// With this base.
  public init(_ base: Base) { self.base = base }

  /// Name, formula and source.
  public var card: LossCard {
    LossCard(
      name: base.rawValue, formula: base.words + "; r = D(real) - E D(G(z)), s = D(G(z)) - E D(real)",
      source: "Jolicoeur-Martineau, The relativistic discriminator, 2018, arXiv:1807.00734, section 4",
      isZeroSum: false, unit: base == .standard ? "nats" : nil)
  }

  /// Of real over generated.
  public func discriminator(real: Tensor, fake: Tensor) throws(TorchError) -> Tensor { try preference(real, fake) }

  /// Of generated over real.
  public func generator(real: Tensor, fake: Tensor) throws(TorchError) -> Tensor { try preference(fake, real) }

  private func preference(_ better: Tensor, _ worse: Tensor) throws(TorchError) -> Tensor {
    let r = try better - worse.mean()
    let s = try worse - better.mean()
    switch base {
    case .standard: return try (-r).softplus().mean() + s.softplus().mean()
    case .leastSquares: return try (r - 1).square().mean() + (s + 1).square().mean()
    case .hinge: return try (1 - r).relu().mean() + (s + 1).relu().mean()
    }
  }
}
