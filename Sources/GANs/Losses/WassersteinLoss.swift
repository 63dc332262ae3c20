import TorchTensors
import Training

/// The Wasserstein loss, without the constraint on the critic that makes it a distance: zero-sum.
///
///     g = mean D(G(z)) - mean D(real),   f = -g
///
/// Source: M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein GAN", 2017, arXiv:1701.07875, equation 3. The ICR
/// experiments use it as it is here, with no clipping and no penalty: arXiv:1910.05852, section 5.
public struct WassersteinLoss: SeparableGANLoss {
  /// Name, formula and source.
  public let card = LossCard(
    name: "wgan", formula: "f = -g, g = E D(G(z)) - E D(real)",
    source: "Arjovsky, Chintala and Bottou, Wasserstein GAN, 2017, arXiv:1701.07875, equation 3", isZeroSum: true)

  /// Nothing to choose.
  public init() {}
  /// -mean D.
  public func onReal(_ logits: Tensor) throws(TorchError) -> Tensor { try -logits.mean() }
  /// mean D.
  public func onFake(_ logits: Tensor) throws(TorchError) -> Tensor { try logits.mean() }
  /// -mean D.
  public func generator(_ logits: Tensor) throws(TorchError) -> Tensor { try -logits.mean() }
}
