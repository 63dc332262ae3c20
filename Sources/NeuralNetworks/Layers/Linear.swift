import TorchTensors

/// y = x Wᵀ + b, with W of shape [outputs, inputs] as in PyTorch.
///
/// Input [batch, inputs], output [batch, outputs]. Weights and biases start as PyTorch's do, U(±1/√inputs), unless an
/// initializer is given; then biases start at zero.
public struct Linear: WeightedLayer {
  /// `weight` and, if there is one, `bias`.
  public let parameters: [ParameterDeclaration]

  /// A fully connected layer.
  public init(_ inputs: Int, _ outputs: Int, bias: Bool = true, initializer: Initializer? = nil) {
    let standard = Initializer.torchStandard(fanIn: inputs)
    parameters =
      [ParameterDeclaration("weight", [outputs, inputs], initializer ?? standard)]
      + (bias ? [ParameterDeclaration("bias", [outputs], initializer == nil ? standard : .constant(0))] : [])
  }

  /// input · weightᵀ + bias.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try input.linear(weight: own[0], bias: own.parameters.count > 1 ? own[1] : nil)
  }
}
