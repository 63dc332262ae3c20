import TorchTensors

/// What a classifier says of each sample: p(y|x) and its logarithm, in double precision.
struct ClassProbabilities {
  /// [n, K].
  let conditional: Tensor
  /// log p(y|x), [n, K].
  let logarithms: Tensor

  init(logits: Tensor) throws {
    logarithms = try logits.to(.float64).logSoftmax(1)
    conditional = try logarithms.exp()
  }

  /// p(y): the mean of p(y|x) over these samples, [K].
  func marginal(_ range: Range<Int>? = nil) throws -> Tensor {
    guard let range else { return try conditional.mean([0]) }
    return try conditional.narrow(0, start: range.lowerBound, length: range.count).mean([0])
  }
}
