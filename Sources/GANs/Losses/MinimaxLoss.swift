import TorchTensors
import Training

/// The saturating minimax loss: zero-sum, cross entropy of a discriminator that tells real from generated.
///
///     g = mean softplus(-D(real)) + mean softplus(D(G(z))),   f = -g
///
/// with softplus(t) = log(1 + eᵗ), so -log σ(D) = softplus(-D). At D = 0 everywhere, g = 2 log 2.
///
/// Source: I. Goodfellow et al., "Generative Adversarial Networks", 2014, arXiv:1406.2661, equation 1.
public struct MinimaxLoss: SeparableGANLoss {
  /// Name, formula and source.
  public let card = LossCard(
    name: "minimax", formula: "f = -g, g = E softplus(-D(real)) + E softplus(D(G(z)))",
    source: "Goodfellow et al., Generative Adversarial Networks, 2014, arXiv:1406.2661, equation 1", isZeroSum: true,
    unit: "nats")

  /// Nothing to choose.
  public init() {}
  /// mean softplus(-D).
  public func onReal(_ logits: Tensor) throws(TorchError) -> Tensor { try (-logits).softplus().mean() }
  /// mean softplus(D).
  public func onFake(_ logits: Tensor) throws(TorchError) -> Tensor { try logits.softplus().mean() }
  /// -mean softplus(D).
  public func generator(_ logits: Tensor) throws(TorchError) -> Tensor { try -logits.softplus().mean() }
}
