import TorchTensors
import Training

/// The relativistic loss: general-sum; D judges whether a real sample is more real than the generated one beside it.
///
///     g = mean softplus(-(D(real) - D(G(z)))),   f = mean softplus(-(D(G(z)) - D(real)))
///
/// over pairs, so both batches must be of one size.
///
/// Source: A. Jolicoeur-Martineau, "The relativistic discriminator: a key element missing from standard GAN", 2018,
/// arXiv:1807.00734, section 4 (RSGAN).
public struct RelativisticLoss: JointGANLoss {
  /// Name, formula and source.
  public let card = LossCard(
    name: "relativistic", formula: "f = E softplus(D(real) - D(G(z))), g = E softplus(D(G(z)) - D(real)), over pairs",
    source: "Jolicoeur-Martineau, The relativistic discriminator, 2018, arXiv:1807.00734, section 4 (RSGAN)",
    isZeroSum: false, unit: "nats")

  /// Nothing to choose.
  public init() {}

  /// mean softplus(fake - real).
  public func discriminator(real: Tensor, fake: Tensor) throws(TorchError) -> Tensor {
    try difference(fake, real).softplus().mean()
  }

  /// mean softplus(real - fake).
  public func generator(real: Tensor, fake: Tensor) throws(TorchError) -> Tensor {
    try difference(real, fake).softplus().mean()
  }

  /// Shapes that differ would be broadcast to all pairs: another loss.
  private func difference(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    guard a.shape == b.shape else {
      throw TorchError(
        operation: "RelativisticLoss",
        message: "as many real samples as generated ones are required, given logits of shapes \(a.shape) and \(b.shape)"
      )
    }
    return try a - b
  }
}
