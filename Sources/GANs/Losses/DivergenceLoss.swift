import TorchTensors
import Training

/// The variational losses of the f-GAN: zero-sum. D's best answer makes -g the f-divergence between data and generator.
///
///     g = -mean a(D(real)) + mean f*(a(D(G(z)))),   f = -g
///
/// with the output activation a of the divergence (called g_f in the paper) and its conjugate f*; a keeps a(D) where
/// f* is defined. f*∘a is computed in one piece, which cancels what would overflow:
///
/// | divergence | a(v) | f*(t) | f*(a(v)) | f'(p/q), the best a(D) |
/// |---|---|---|---|---|
/// | Kullback-Leibler ∫ p log(p/q) | v | exp(t - 1) | exp(v - 1) | 1 + log(p/q) |
/// | reverse Kullback-Leibler ∫ q log(q/p) | -exp(-v) | -1 - log(-t) | v - 1 | -q/p |
/// | Pearson χ² ∫ (q - p)²/q | v | t²/4 + t | v²/4 + v | 2(p/q - 1) |
/// | Neyman χ² ∫ (p - q)²/p | 1 - exp(-v) | 2 - 2√(1 - t) | 2 - 2 exp(-v/2) | 1 - (q/p)² |
/// | squared Hellinger ∫ (√p - √q)² | 1 - exp(-v) | t / (1 - t) | exp(v) - 1 | 1 - √(q/p) |
/// | Jensen-Shannon (twice) | log 2 - softplus(-v) | -log(2 - exp t) | softplus(v) - log 2 | log(2p / (p + q)) |
///
/// Source: S. Nowozin, B. Cseke and R. Tomioka, "f-GAN: Training Generative Neural Samplers using Variational
/// Divergence Minimization", 2016, arXiv:1606.00709, equation 6, tables 2 and 6. The generator's alternative loss
/// (their section 3.2) is not used.
public struct DivergenceLoss: SeparableGANLoss {
  /// The divergences P‖Q of the data's p and the generator's q.
  public enum Divergence: String, Sendable, CaseIterable {
    /// ∫ p log(p/q).
    case kullbackLeibler = "kl"
    /// ∫ q log(q/p).
    case reverseKullbackLeibler = "reverse-kl"
    /// ∫ (q - p)²/q.
    case pearson = "pearson"
    /// ∫ (p - q)²/p.
    case neyman = "neyman"
    /// ∫ (√p - √q)².
    case squaredHellinger = "hellinger"
    /// ∫ p log(2p/(p + q)) + q log(2q/(p + q)).
    case jensenShannon = "jensen-shannon"

    /// True when the divergence is an average of logarithms.
    var isLogarithmic: Bool {
      switch self {
      case .kullbackLeibler, .reverseKullbackLeibler, .jensenShannon: true
      case .pearson, .neyman, .squaredHellinger: false
      }
    }

    var words: (activation: String, conjugate: String) {
      switch self {
      case .kullbackLeibler: ("D", "exp(D - 1)")
      case .reverseKullbackLeibler: ("-exp(-D)", "D - 1")
      case .pearson: ("D", "D²/4 + D")
      case .neyman: ("1 - exp(-D)", "2 - 2 exp(-D/2)")
      case .squaredHellinger: ("1 - exp(-D)", "exp(D) - 1")
      case .jensenShannon: ("log 2 - softplus(-D)", "softplus(D) - log 2")
      }
    }
  }

  /// The divergence.
  public let divergence: Divergence

  /// The loss of a divergence.
  public init(_ divergence: Divergence) { self.divergence = divergence }

  /// Name, formula and source.
  public var card: LossCard {
    let (activation, conjugate) = divergence.words
    return LossCard(
      name: "f-" + divergence.rawValue,
      formula: "f = -g, g = -E a(D(real)) + E f*(a(D(G(z)))), a(D) = \(activation), f*(a(D)) = \(conjugate)",
      source: "Nowozin, Cseke and Tomioka, f-GAN, 2016, arXiv:1606.00709, equation 6, tables 2 and 6", isZeroSum: true,
      unit: divergence.isLogarithmic ? "nats" : nil)
  }

  private static let log2 = 0.693_147_180_559_945_3

  /// -mean a(D).
  public func onReal(_ logits: Tensor) throws(TorchError) -> Tensor {
    switch divergence {
    case .kullbackLeibler, .pearson: return try -logits.mean()
    case .reverseKullbackLeibler: return try (-logits).exp().mean()
    case .neyman, .squaredHellinger: return try (-logits).expm1().mean()
    case .jensenShannon: return try (-logits).softplus().mean() - Self.log2
    }
  }

  /// mean f*(a(D)).
  public func onFake(_ logits: Tensor) throws(TorchError) -> Tensor {
    switch divergence {
    case .kullbackLeibler: return try (logits - 1).exp().mean()
    case .reverseKullbackLeibler: return try logits.mean() - 1
    case .pearson: return try (logits.square() * 0.25 + logits).mean()
    case .neyman: return try (logits * -0.5).expm1().mean() * -2
    case .squaredHellinger: return try logits.expm1().mean()
    case .jensenShannon: return try logits.softplus().mean() - Self.log2
    }
  }

  /// -mean f*(a(D)).
  public func generator(_ logits: Tensor) throws(TorchError) -> Tensor { try -onFake(logits) }
}
