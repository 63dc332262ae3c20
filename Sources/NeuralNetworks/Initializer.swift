import TorchTensors

/// How a parameter is drawn before training.
public enum Initializer: Sendable, Equatable {
  /// The same number everywhere.
  case constant(Double)
  /// N(mean, deviation²).
  case normal(mean: Double = 0, deviation: Double)
  /// U(-bound, bound).
  case uniform(bound: Double)
  /// gain · Q: orthonormal rows, or columns where there are fewer of them, of the tensor as a matrix with its first
  /// dimension as rows.
  ///
  /// Source: A. Saxe, J. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
  /// linear neural networks", 2013, arXiv:1312.6120.
  case orthogonal(gain: Double = 1)

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

  /// N(0, gain² 2 / (fanIn + fanOut)), the normal form of `xavierUniform`.
  public static func xavierNormal(fanIn: Int, fanOut: Int, gain: Double = 1) -> Initializer {
    .normal(deviation: gain * (2 / Double(max(1, fanIn + fanOut))).squareRoot())
  }

  /// N(0, 2 / ((1 + slope²) fanIn)), for rectifiers with this negative slope.
  ///
  /// Source: K. He et al., "Delving Deep into Rectifiers", 2015, arXiv:1502.01852, equation 10.
  public static func heNormal(fanIn: Int, slope: Double = 0) -> Initializer {
    .normal(deviation: (2 / ((1 + slope * slope) * Double(max(1, fanIn)))).squareRoot())
  }

  /// U(-b, b) with the variance of `heNormal`: b = √(6 / ((1 + slope²) fanIn)).
  public static func heUniform(fanIn: Int, slope: Double = 0) -> Initializer {
    .uniform(bound: (6 / ((1 + slope * slope) * Double(max(1, fanIn)))).squareRoot())
  }

  /// A tensor drawn from a random stream.
  func draw(_ shape: [Int], from stream: RandomStream, dtype: DType) throws(TorchError) -> Tensor {
    switch self {
    case .constant(let value): return try Tensor.full(shape, value, dtype: dtype, device: stream.device)
    case .normal(let mean, let deviation):
      let centred = try stream.normal(shape, dtype: dtype) * deviation
      return mean == 0 ? centred : try centred + mean
    case .uniform(let bound): return try stream.uniform(shape, dtype: dtype) * (2 * bound) - bound
    case .orthogonal(let gain):
      let rows = shape.first ?? 1
      let columns = shape.dropFirst().reduce(1, *)
      let (q, r) = try stream.normal([max(rows, columns), min(rows, columns)], dtype: dtype).qr()
      // R's diagonal made positive, so that Q is uniformly distributed and not what the factorization prefers.
      let side = min(rows, columns)
      let diagonal = try Tensor(int64s: (0..<Int64(side)).map { $0 }, shape: [side, 1], device: stream.device)
      let signs = try r.gather(1, diagonal).reshape([side]).sign()
      let uniform = try q * signs * gain
      return try (rows < columns ? uniform.transpose() : uniform).reshape(shape)
    }
  }
}
