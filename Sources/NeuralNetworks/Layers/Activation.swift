import TorchTensors

/// An elementwise nonlinearity.
public enum Activation: Layer, Equatable {
  /// max(0, x).
  case relu
  /// x above zero, slope·x below.
  case leakyReLU(slope: Double = 0.01)
  /// x above zero, alpha (eˣ - 1) below.
  case elu(alpha: Double = 1)
  /// 1.0507… · elu(x, 1.6733…), which keeps mean 0 and variance 1 (Klambauer et al. 2017, arXiv:1706.02515).
  case selu
  /// x Φ(x), Φ the distribution function of the standard normal.
  case gelu
  /// x / (1 + e⁻ˣ), also called swish.
  case silu
  /// x tanh(softplus(x)) (Misra 2019, arXiv:1908.08681).
  case mish
  /// tanh x.
  case tanh
  /// 1/(1 + e⁻ˣ).
  case sigmoid
  /// log(1 + eˣ).
  case softplus
  /// sin x.
  case sine
  /// x.
  case identity

  /// Number by number.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    switch self {
    case .relu: return try input.relu()
    case .leakyReLU(let slope): return try input.leakyRelu(slope: slope)
    case .elu(let alpha): return try input.elu(alpha: alpha)
    case .selu: return try input.elu(alpha: 1.673_263_242_354_377_2) * 1.050_700_987_355_480_5
    case .gelu: return try input.gelu()
    case .silu: return try input.silu()
    case .mish: return try input * input.softplus().tanh()
    case .tanh: return try input.tanh()
    case .sigmoid: return try input.sigmoid()
    case .softplus: return try input.softplus()
    case .sine: return try input.sin()
    case .identity: return input
    }
  }
}

/// x above zero, slope·x below, with a slope that is learned: one, or one for each channel.
///
/// Source: K. He et al., "Delving Deep into Rectifiers", 2015, arXiv:1502.01852.
public struct PReLU: Layer {
  /// `weight`, the slopes, which start at 0.25.
  public let parameters: [ParameterDeclaration]

  /// One slope for all channels, or `channels` of them.
  public init(channels: Int = 1) { parameters = [ParameterDeclaration("weight", [channels], .constant(0.25))] }

  /// max(0, x) - slope · max(0, -x), a slope a channel or one for all.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let positions = [Int](repeating: 1, count: max(0, input.rank - 2))
    let slopes = positions.isEmpty ? own[0] : try own[0].reshape(own[0].shape + positions)
    return try input.relu() - slopes * (-input).relu()
  }
}
