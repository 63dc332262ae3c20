import CTorch

extension Tensor {
  /// max(x, 0); its derivative at 0 is 0.
  public func relu() throws(TorchError) -> Tensor { try unary("relu", CTUnaryRelu) }
  /// tanh x.
  public func tanh() throws(TorchError) -> Tensor { try unary("tanh", CTUnaryTanh) }
  /// 1 / (1 + e⁻ˣ).
  public func sigmoid() throws(TorchError) -> Tensor { try unary("sigmoid", CTUnarySigmoid) }
  /// log(1 / (1 + e⁻ˣ)), without overflow.
  public func logSigmoid() throws(TorchError) -> Tensor { try unary("logSigmoid", CTUnaryLogSigmoid) }
  /// x / (1 + e⁻ˣ), also called swish.
  public func silu() throws(TorchError) -> Tensor { try unary("silu", CTUnarySilu) }
  /// x Φ(x) with Φ the distribution function of the standard normal (the exact form).
  public func gelu() throws(TorchError) -> Tensor { try unary("gelu", CTUnaryGelu) }

  /// x where positive, `slope` · x elsewhere.
  public func leakyRelu(slope: Double = 0.01) throws(TorchError) -> Tensor {
    try Tensor.make("leakyRelu", using: self) { ct_leaky_relu(handle, slope, $0) }
  }

  /// x where positive, `alpha` (eˣ - 1) elsewhere.
  public func elu(alpha: Double = 1) throws(TorchError) -> Tensor {
    try Tensor.make("elu", using: self) { ct_elu(handle, alpha, $0) }
  }

  /// log(1 + e^(beta x)) / beta, without overflow; libtorch answers x itself where beta x > 20.
  ///
  /// With a logit l, softplus(-l) = -log sigmoid(l) and softplus(l) = -log(1 - sigmoid(l)) are a GAN's losses.
  public func softplus(beta: Double = 1) throws(TorchError) -> Tensor {
    try Tensor.make("softplus", using: self) { ct_softplus(handle, beta, $0) }
  }

  /// eˣ / Σ eˣ along `dim`.
  public func softmax(_ dim: Int = -1) throws(TorchError) -> Tensor {
    try Tensor.make("softmax", using: self) { ct_softmax(handle, Int64(dim), $0) }
  }

  /// log softmax along `dim`, without overflow.
  public func logSoftmax(_ dim: Int = -1) throws(TorchError) -> Tensor {
    try Tensor.make("logSoftmax", using: self) { ct_log_softmax(handle, Int64(dim), $0) }
  }
}
