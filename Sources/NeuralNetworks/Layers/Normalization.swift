import TorchTensors

/// (x - mean) / √(variance + ε) · weight + bias over the last dimensions of each sample, whose lengths are `shape`.
///
/// Source: J. Ba, J. Kiros and G. Hinton, "Layer Normalization", 2016, arXiv:1607.06450.
public struct LayerNorm: Layer {
  /// `weight` and `bias` of that shape; none when not affine.
  public let parameters: [ParameterDeclaration]
  let shape: [Int]
  let epsilon: Double

  /// Layer normalization of samples of this shape: [C, H, W] for images.
  public init(_ shape: [Int], affine: Bool = true, epsilon: Double = 1e-5) {
    self.shape = shape
    self.epsilon = epsilon
    parameters =
      affine
      ? [ParameterDeclaration("weight", shape, .constant(1)), ParameterDeclaration("bias", shape, .constant(0))]
      : []
  }

  /// The same shape, normalized over the last dimensions `shape`. Differentiable to any order where the pass asks for it
  /// (`anyOrder`); else libtorch's own, faster.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let affine = !own.parameters.isEmpty
    if pass.anyOrder {
      let normal = try input.standardized((1...max(1, shape.count)).map { -$0 }, epsilon: epsilon)
      return affine ? try normal * own[0] + own[1] : normal
    }
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
  let epsilon: Double

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

  /// The same shape, normalized over the pixels of each channel. Differentiable to any order where the pass asks for it.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let affine = !own.parameters.isEmpty
    if pass.anyOrder {
      let normal = try input.standardized([2, 3], epsilon: epsilon)
      return affine ? try normal.scaled(channels: own[0], own[1]) : normal
    }
    return try input.instanceNorm(weight: affine ? own[0] : nil, bias: affine ? own[1] : nil, epsilon: epsilon)
  }
}

/// (x - mean) / √(variance + ε) · weight + bias over each of `groups` groups of channels of each image.
///
/// Source: Y. Wu and K. He, "Group Normalization", 2018, arXiv:1803.08494.
public struct GroupNorm: Layer {
  /// `weight` and `bias`, [channels].
  public let parameters: [ParameterDeclaration]
  let groups: Int
  let epsilon: Double

  /// Group normalization of this many channels.
  public init(groups: Int, _ channels: Int, epsilon: Double = 1e-5) {
    self.groups = groups
    self.epsilon = epsilon
    parameters = [
      ParameterDeclaration("weight", [channels], .constant(1)),
      ParameterDeclaration("bias", [channels], .constant(0)),
    ]
  }

  /// The same shape, normalized over each group of channels. Differentiable to any order where the pass asks for it.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    if pass.anyOrder {
      let shape = input.shape
      let normal = try input.reshape([shape.first ?? 0, groups, -1]).standardized([2], epsilon: epsilon)
      return try normal.reshape(shape).scaled(channels: own[0], own[1])
    }
    return try input.groupNorm(groups: groups, weight: own[0], bias: own[1], epsilon: epsilon)
  }
}

extension Tensor {
  /// (x - mean) / √(variance + ε) over these dimensions, from operations that can be differentiated to any order.
  func standardized(_ dims: [Int], epsilon: Double) throws(TorchError) -> Tensor {
    let centred = try self - mean(dims, keepingDimensions: true)
    let variance = try centred.square().mean(dims, keepingDimensions: true)
    return try centred * (variance + epsilon).rsqrt()
  }

  /// x · weight + bias with one of each for a channel, dimension 1.
  func scaled(channels weight: Tensor, _ bias: Tensor) throws(TorchError) -> Tensor {
    let shape = [-1] + [Int](repeating: 1, count: Swift.max(0, rank - 2))
    return try self * weight.reshape(shape) + bias.reshape(shape)
  }
}
