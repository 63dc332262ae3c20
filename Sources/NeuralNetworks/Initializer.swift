import TorchTensors

/// How a parameter is drawn before training.
public enum Initializer: Sendable, Equatable {
  /// The same number everywhere.
  case constant(Double)
  /// N(mean 0, deviation²).
  case normal(deviation: Double)
  /// U(-bound, bound).
  case uniform(bound: Double)

  /// U(-1/√fanIn, 1/√fanIn): what PyTorch's `Linear` and convolutions start weights and biases with.
  public static func torchStandard(fanIn: Int) -> Initializer {
    .uniform(bound: 1 / Double(max(1, fanIn)).squareRoot())
  }

  /// U(-b, b), b = gain √(6 / (fanIn + fanOut)), which keeps the variance of signals and gradients alike.
  ///
  /// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
  /// AISTATS 2010, equation 16.
  public static func xavierUniform(fanIn: Int, fanOut: Int, gain: Double = 1) -> Initializer {
    .uniform(bound: gain * (6 / Double(max(1, fanIn + fanOut))).squareRoot())
  }

  /// N(0, 2 / ((1 + slope²) fanIn)), for rectifiers with this negative slope.
  ///
  /// Source: K. He et al., "Delving Deep into Rectifiers", 2015, arXiv:1502.01852, equation 10.
  public static func heNormal(fanIn: Int, slope: Double = 0) -> Initializer {
    .normal(deviation: (2 / ((1 + slope * slope) * Double(max(1, fanIn)))).squareRoot())
  }

  /// A tensor drawn from a random stream.
  func draw(_ shape: [Int], from stream: RandomStream, dtype: DType) throws(TorchError) -> Tensor {
    switch self {
    case .constant(let value): return try Tensor.full(shape, value, dtype: dtype, device: stream.device)
    case .normal(let deviation): return try stream.normal(shape, dtype: dtype) * deviation
    case .uniform(let bound): return try stream.uniform(shape, dtype: dtype) * (2 * bound) - bound
    }
  }
}
