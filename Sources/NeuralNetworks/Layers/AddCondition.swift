import TorchTensors

/// The input plus a condition of the same shape: coefficients on the coarse image that they refine, so that what follows
/// sees the whole image.
///
/// Source: E. Denton et al., "Deep Generative Image Models using a Laplacian Pyramid of Adversarial Networks", 2015,
/// arXiv:1506.05751, section 3: the discriminator's first step.
public struct AddCondition: Layer {
  /// The condition's.
  public let conditions: [String]

  /// Addition of the condition of this name.
  public init(_ name: String) { conditions = [name] }

  /// The sum. Throws where the pass lacks the condition or the shapes differ.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let condition = try pass.conditions.required(conditions[0], by: "AddCondition")
    guard condition.shape == input.shape else {
      throw TorchError(
        operation: "AddCondition",
        message: "the condition '\(conditions[0])' is required in the input's shape \(input.shape), given "
          + "\(condition.shape); enlarge it first")
    }
    return try input + condition.to(input.dtype ?? .float32)
  }
}

extension AddCondition: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String {
    code.assign("\(input) + \(code.condition(conditions[0])).to(z.dtype)")
  }
}
