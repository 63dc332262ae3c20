import CTorch

/// All of them compute (x - mean) / √(variance + epsilon) · weight + bias, with the variance over n elements divided by
/// n; they differ in what the mean is over. Weight and bias nil mean 1 and 0.
extension Tensor {
  /// Mean over the batch and all positions of each channel, for (N, C) or (N, C, …).
  ///
  /// When `training`, the batch's statistics are used, and the running ones (float, shape (C), where given) change in
  /// place: running ← (1 - momentum) · running + momentum · batch, the batch's variance divided by n - 1. Otherwise the
  /// running ones are used and required. To look at a batch without changing them, pass nil while training.
  public func batchNorm(
    weight: Tensor? = nil, bias: Tensor? = nil, runningMean: Tensor? = nil, runningVariance: Tensor? = nil,
    training: Bool, momentum: Double = 0.1, epsilon: Double = 1e-5
  ) throws(TorchError) -> Tensor {
    try Tensor.make("batchNorm", using: (self, weight, bias, runningMean, runningVariance)) {
      ct_batch_norm(
        handle, weight.handle, bias.handle, runningMean.handle, runningVariance.handle, training, momentum, epsilon, $0)
    }
  }

  /// Mean over the positions of each channel of each image, for (N, C, …).
  public func instanceNorm(
    weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
  ) throws(TorchError) -> Tensor {
    try Tensor.make("instanceNorm", using: (self, weight, bias)) {
      ct_instance_norm(handle, weight.handle, bias.handle, epsilon, $0)
    }
  }

  /// Mean over the positions of each of `groups` groups of channels of each image, for (N, C, …); weight and bias (C).
  public func groupNorm(
    groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
  ) throws(TorchError) -> Tensor {
    try Tensor.make("groupNorm", using: (self, weight, bias)) {
      ct_group_norm(handle, Int64(groups), weight.handle, bias.handle, epsilon, $0)
    }
  }

  /// Mean over the last dimensions, whose lengths are `shape`; weight and bias have that shape.
  public func layerNorm(
    _ shape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
  ) throws(TorchError) -> Tensor {
    try Tensor.make("layerNorm", using: (self, weight, bias)) { out in
      shape.withNumbers { ct_layer_norm(handle, $0, $1, weight.handle, bias.handle, epsilon, out) }
    }
  }
}
