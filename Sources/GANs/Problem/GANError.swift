/// Why a GAN cannot be trained as it was described.
public enum GANError: Error, CustomStringConvertible, Equatable {
  /// The optimizer needs a zero-sum game and the loss is not.
  case lossIsNotZeroSum(optimizer: String, loss: String, zeroSum: [String])
  /// The optimizer needs a zero-sum game, and this regularizer gives the discriminator a term that the generator has
  /// not.
  case regularizerIsNotZeroSum(optimizer: String, regularizer: String)
  /// There is no curvature to take of a part of the batch.
  case curvatureNeedsSecondOrder(optimizer: String)
  /// The optimizer does not move the discriminator.
  case discriminatorDoesNotMove(optimizer: String)
  /// The architecture is for samples of another shape.
  case shapeMismatch(architecture: String, required: [Int], data: String, given: [Int], fitting: [String])

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .lossIsNotZeroSum(let optimizer, let loss, let zeroSum):
      return "optimizer '\(optimizer)' requires a zero-sum loss, '\(loss)' is general-sum; take one of: "
        + zeroSum.joined(separator: ", ")
    case .regularizerIsNotZeroSum(let optimizer, let regularizer):
      return
        "optimizer '\(optimizer)' requires a zero-sum game, and the regularizer '\(regularizer)', which couples the "
        + "players in the discriminator's loss alone, makes it general-sum; take r1, or an optimizer for general-sum "
        + "games such as acgd-gmres"
    case .curvatureNeedsSecondOrder(let optimizer):
      return
        "a curvature batch requires an optimizer with second derivatives, and '\(optimizer)' uses gradients alone; "
        + "leave out the curvature batch, or take acgd or cgd"
    case .discriminatorDoesNotMove(let optimizer):
      return "several discriminator steps require an optimizer that moves the discriminator, and '\(optimizer)' moves "
        + "the generator alone; take 1 discriminator step"
    case .shapeMismatch(let architecture, let required, let data, let given, let fitting):
      return "the architecture '\(architecture)' requires samples of shape \(required), '\(data)' has \(given); "
        + (fitting.isEmpty
          ? "leave the architecture out for perceptrons of any shape" : "take \(fitting.joined(separator: " or "))")
        + "; PNG and JPEG folders can be scaled with image-size"
    }
  }
}
