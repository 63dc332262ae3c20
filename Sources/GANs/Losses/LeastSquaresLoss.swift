import TorchTensors
import Training

/// The least-squares loss: general-sum; D regresses 1 on real and 0 on generated samples, G wants 1.
///
///     g = ½ mean (D(real) - 1)² + ½ mean D(G(z))²,   f = ½ mean (D(G(z)) - 1)²
///
/// Source: X. Mao et al., "Least Squares Generative Adversarial Networks", 2016, arXiv:1611.04076, equation 2 with
/// a = 0, b = c = 1 (their equation 9).
public struct LeastSquaresLoss: SeparableGANLoss {
  /// Name, formula and source.
  public let card = LossCard(
    name: "least-squares", formula: "f = ½ E (D(G(z)) - 1)², g = ½ E (D(real) - 1)² + ½ E D(G(z))²",
    source: "Mao et al., Least Squares Generative Adversarial Networks, 2016, arXiv:1611.04076, equation 9",
    isZeroSum: false)

  /// Nothing to choose: the targets are 0 and 1.
  public init() {}
  /// ½ mean (D - 1)².
  public func onReal(_ logits: Tensor) throws(TorchError) -> Tensor { try (logits - 1).square().mean() * 0.5 }
  /// ½ mean D².
  public func onFake(_ logits: Tensor) throws(TorchError) -> Tensor { try logits.square().mean() * 0.5 }
  /// ½ mean (D - 1)².
  public func generator(_ logits: Tensor) throws(TorchError) -> Tensor { try (logits - 1).square().mean() * 0.5 }
}
