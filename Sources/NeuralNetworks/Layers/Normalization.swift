import TorchTensors

/// (x - mean) / √(variance + ε) · weight + bias over the last dimensions of each sample, whose lengths are `shape`.
///
/// Source: J. Ba, J. Kiros and G. Hinton, "Layer Normalization", 2016, arXiv:1607.06450.
public struct LayerNorm: Layer {
  /// `weight` and `bias` of that shape; none when not affine.
  public let parameters: [ParameterDeclaration]
  private let shape: [Int]
  private let epsilon: Double

  /// Layer normalization of samples of this shape: [C, H, W] for images.
  public init(_ shape: [Int], affine: Bool = true, epsilon: Double = 1e-5) {
    self.shape = shape
    self.epsilon = epsilon
    parameters =
      affine
      ? [ParameterDeclaration("weight", shape, .constant(1)), ParameterDeclaration("bias", shape, .constant(0))]
      : []
  }

  /// See `Layer`.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let affine = !own.parameters.isEmpty
    return try input.layerNorm(shape, weight: affine ? own[0] : nil, bias: affine ? own[1] : nil, epsilon: epsilon)
  }
}

/// (x - mean) / √(variance + ε) over the positions of each channel of each image (N, C, H, W); not affine unless asked
/// for, as in PyTorch.
///
/// Source: D. Ulyanov, A. Vedaldi and V. Lempitsky, "Instance Normalization", 2016, arXiv:1607.08022.
public struct InstanceNorm: Layer {
  /// `weight` and `bias`, [channels]; none when not affine.
  public let parameters: [ParameterDeclaration]
  private let epsilon: Double

  /// Instance normalization of this many channels.
  public init(_ channels: Int, affine: Bool = false, epsilon: Double = 1e-5) {
    self.epsilon = epsilon
    parameters =
      affine
      ? [
        ParameterDeclaration("weight", [channels], .constant(1)),
        ParameterDeclaration("bias", [channels], .constant(0)),
      ] : []
  }

  /// See `Layer`.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let affine = !own.parameters.isEmpty
    return try input.instanceNorm(weight: affine ? own[0] : nil, bias: affine ? own[1] : nil, epsilon: epsilon)
  }
}

/// (x - mean) / √(variance + ε) · weight + bias over each of `groups` groups of channels of each image.
///
/// Source: Y. Wu and K. He, "Group Normalization", 2018, arXiv:1803.08494.
public struct GroupNorm: Layer {
  /// `weight` and `bias`, [channels].
  public let parameters: [ParameterDeclaration]
  private let groups: Int
  private let epsilon: Double

  /// Group normalization of this many channels.
  public init(groups: Int, _ channels: Int, epsilon: Double = 1e-5) {
    self.groups = groups
    self.epsilon = epsilon
    parameters = [
      ParameterDeclaration("weight", [channels], .constant(1)),
      ParameterDeclaration("bias", [channels], .constant(0)),
    ]
  }

  /// See `Layer`.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try input.groupNorm(groups: groups, weight: own[0], bias: own[1], epsilon: epsilon)
  }
}
