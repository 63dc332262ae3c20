import TorchTensors

/// An elementwise nonlinearity.
public enum Activation: Layer, Equatable {
  /// max(0, x).
  case relu
  /// x above zero, slope·x below.
  case leakyReLU(slope: Double = 0.01)
  /// tanh x.
  case tanh
  /// 1/(1 + e⁻ˣ).
  case sigmoid
  /// log(1 + eˣ).
  case softplus

  /// See `Layer`.
  public func callAsFunction(
    _ input: Tensor, _ parameters: ArraySlice<Tensor>, in pass: ForwardPass
  ) throws(TorchError) -> Tensor {
    switch self {
    case .relu: return try input.relu()
    case .leakyReLU(let slope): return try input.leakyRelu(slope: slope)
    case .tanh: return try input.tanh()
    case .sigmoid: return try input.sigmoid()
    case .softplus: return try input.softplus()
    }
  }
}

/// Gives every sample of a batch another shape with as many numbers.
public struct Reshape: Layer {
  /// The shape of one sample.
  public let shape: [Int]

  /// A reshape of every sample.
  public init(_ shape: [Int]) { self.shape = shape }

  /// See `Layer`.
  public func callAsFunction(
    _ input: Tensor, _ parameters: ArraySlice<Tensor>, in pass: ForwardPass
  ) throws(TorchError) -> Tensor {
    guard let batch = input.shape.first else {
      throw TorchError(operation: "Reshape", message: "a batch is required, given a tensor of rank 0")
    }
    return try input.reshape([batch] + shape)
  }
}
