import TorchTensors
import Training

/// The non-saturating loss ("-log D"): general-sum, with a generator whose gradient does not vanish where the
/// discriminator is sure.
///
///     g = mean softplus(-D(real)) + mean softplus(D(G(z))),   f = mean softplus(-D(G(z)))
///
/// Source: I. Goodfellow et al., "Generative Adversarial Networks", 2014, arXiv:1406.2661, section 3.
public struct NonSaturatingLoss: SeparableGANLoss {
  /// Name, formula and source.
  public let card = LossCard(
    name: "non-saturating", formula: "f = E softplus(-D(G(z))), g = E softplus(-D(real)) + E softplus(D(G(z)))",
    source: "Goodfellow et al., Generative Adversarial Networks, 2014, arXiv:1406.2661, section 3", isZeroSum: false,
    unit: "nats")

  /// Nothing to choose.
  public init() {}
  /// mean softplus(-D).
  public func onReal(_ logits: Tensor) throws(TorchError) -> Tensor { try (-logits).softplus().mean() }
  /// mean softplus(D).
  public func onFake(_ logits: Tensor) throws(TorchError) -> Tensor { try logits.softplus().mean() }
  /// mean softplus(-D).
  public func generator(_ logits: Tensor) throws(TorchError) -> Tensor { try (-logits).softplus().mean() }
}
