import TorchTensors

/// Convolution of images: (N, inputs, H, W) to (N, outputs, H′, W′), L′ = ⌊(L + 2 padding - kernel) / stride⌋ + 1.
///
/// `weight` is [outputs, inputs / groups, kernel, kernel] as in PyTorch. Weights and biases start as PyTorch's do,
/// U(±1/√fanIn) with fanIn = inputs / groups · kernel², unless an initializer is given; then biases start at zero.
public struct Conv2d: WeightedLayer {
  /// `weight` and, if there is one, `bias`.
  public let parameters: [ParameterDeclaration]
  let stride: Pair
  let padding: Pair
  let groups: Int

  /// A convolution with a square kernel.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1, bias: Bool = true,
    initializer: Initializer? = nil
  ) {
    // A number of groups that does not divide is libtorch's to refuse; here it must only not divide by zero.
    let perGroup = inputs / max(1, groups)
    let standard = Initializer.torchStandard(fanIn: perGroup * kernel * kernel)
    parameters =
      [ParameterDeclaration("weight", [outputs, perGroup, kernel, kernel], initializer ?? standard)]
      + (bias ? [ParameterDeclaration("bias", [outputs], initializer == nil ? standard : .constant(0))] : [])
    self.stride = Pair(stride)
    self.padding = Pair(padding)
    self.groups = groups
  }

  /// The cross-correlation with `weight`, plus the bias.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try input.conv2d(
      weight: own[0], bias: own.parameters.count > 1 ? own[1] : nil, stride: stride, padding: padding, groups: groups)
  }
}

/// The transposed ("fractionally strided") convolution, the adjoint of `Conv2d`: (N, inputs, H, W) to
/// (N, outputs, H′, W′), L′ = (L - 1) stride - 2 padding + kernel + outputPadding.
///
/// `weight` is [inputs, outputs, kernel, kernel] as in PyTorch, and starts as PyTorch's does, U(±1/√(outputs kernel²)),
/// unless an initializer is given; then biases start at zero.
public struct ConvTranspose2d: WeightedLayer {
  /// `weight` and, if there is one, `bias`.
  public let parameters: [ParameterDeclaration]
  let stride: Pair
  let padding: Pair
  let outputPadding: Pair

  /// 1: rows of `weight` are inputs.
  public var outputDimension: Int { 1 }

  /// A transposed convolution with a square kernel.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0,
    bias: Bool = true, initializer: Initializer? = nil
  ) {
    let standard = Initializer.torchStandard(fanIn: outputs * kernel * kernel)
    parameters =
      [ParameterDeclaration("weight", [inputs, outputs, kernel, kernel], initializer ?? standard)]
      + (bias ? [ParameterDeclaration("bias", [outputs], initializer == nil ? standard : .constant(0))] : [])
    self.stride = Pair(stride)
    self.padding = Pair(padding)
    self.outputPadding = Pair(outputPadding)
  }

  /// The adjoint of the cross-correlation with `weight`, plus the bias.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try input.convTranspose2d(
      weight: own[0], bias: own.parameters.count > 1 ? own[1] : nil, stride: stride, padding: padding,
      outputPadding: outputPadding)
  }
}
