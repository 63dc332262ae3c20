import TorchTensors
import Training

/// The loss of composite functional gradients: a discriminator trained by logistic regression, which estimates
/// D ≈ ln(p*/p), and a generator that goes straight up D.
///
///     g = mean softplus(-D(real)) + mean softplus(D(G(z))),   f = -mean D(G(z))
///
/// At the best D, f is KL(p‖p*), and its functional gradient in a sample is -∇D: s(x) = 1, where the minimax loss has
/// s = σ(D) and the non-saturating one s = σ(-D) (`FunctionalGradient`).
///
/// Source: R. Johnson and T. Zhang, "Composite Functional Gradient Learning of Generative Adversarial Models", 2018,
/// arXiv:1801.06309, sections 2 and 3.
public struct CompositeFunctionalLoss: SeparableGANLoss {
  /// Name, formula and source.
  public let card = LossCard(
    name: "cfg", formula: "f = -E D(G(z)), g = E softplus(-D(real)) + E softplus(D(G(z)))",
    source: "Johnson and Zhang, Composite Functional Gradient Learning of Generative Adversarial Models, 2018, "
      + "arXiv:1801.06309, section 3", isZeroSum: false, unit: "nats")

  /// Nothing to choose.
  public init() {}
  /// mean softplus(-D).
  public func onReal(_ logits: Tensor) throws(TorchError) -> Tensor { try (-logits).softplus().mean() }
  /// mean softplus(D).
  public func onFake(_ logits: Tensor) throws(TorchError) -> Tensor { try logits.softplus().mean() }
  /// -mean D.
  public func generator(_ logits: Tensor) throws(TorchError) -> Tensor { try -logits.mean() }
}
