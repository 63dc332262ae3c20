import TorchTensors
import Training

/// The hinge loss: general-sum; D is content where it exceeds 1 on real and falls below -1 on generated samples.
///
///     g = mean max(0, 1 - D(real)) + mean max(0, 1 + D(G(z))),   f = -mean D(G(z))
///
/// Source: J. Lim and J. Ye, "Geometric GAN", 2017, arXiv:1705.02894; as in T. Miyato et al., "Spectral Normalization
/// for Generative Adversarial Networks", 2018, arXiv:1802.05957, equations 16 and 17.
public struct HingeLoss: SeparableGANLoss {
  /// Name, formula and source.
  public let card = LossCard(
    name: "hinge", formula: "f = -E D(G(z)), g = E max(0, 1 - D(real)) + E max(0, 1 + D(G(z)))",
    source:
      "Lim and Ye, Geometric GAN, 2017, arXiv:1705.02894; Miyato et al., 2018, arXiv:1802.05957, equations 16, 17",
    isZeroSum: false)

  /// Nothing to choose: the margins are ±1.
  public init() {}
  /// mean max(0, 1 - D).
  public func onReal(_ logits: Tensor) throws(TorchError) -> Tensor { try (1 - logits).relu().mean() }
  /// mean max(0, 1 + D).
  public func onFake(_ logits: Tensor) throws(TorchError) -> Tensor { try (logits + 1).relu().mean() }
  /// -mean D.
  public func generator(_ logits: Tensor) throws(TorchError) -> Tensor { try -logits.mean() }
}
