import TorchTensors

/// (x - mean) / √(variance + ε) · weight + bias for each channel of (N, C) or (N, C, H, W).
///
/// In training mean and variance (over n, biased) are the batch's, and with a recorder the running ones become
/// (1 - momentum) · running + momentum · batch (the variance over n - 1), as in PyTorch. In evaluation they are the
/// running ones, which are then required. A pass without a recorder leaves no trace, and so does one for derivatives of
/// any order.
///
/// Source: S. Ioffe and C. Szegedy, "Batch Normalization", 2015, arXiv:1502.03167.
public struct BatchNorm: Layer {
  /// `weight` and `bias`; none when not affine.
  public let parameters: [ParameterDeclaration]
  /// `running_mean` and `running_var`.
  public let buffers: [BufferDeclaration]
  let statistics: BatchStatistics

  /// Batch normalization of this many channels.
  public init(
    _ channels: Int, affine: Bool = true, momentum: Double = 0.1, epsilon: Double = 1e-5,
    initializer: Initializer = .constant(1)
  ) {
    parameters =
      affine
      ? [
        ParameterDeclaration("weight", [channels], initializer),
        ParameterDeclaration("bias", [channels], .constant(0)),
      ] : []
    statistics = BatchStatistics(momentum: momentum, epsilon: epsilon)
    buffers = BatchStatistics.buffers(channels)
  }

  /// Normalized by the batch's statistics in a training pass, which tells the pass the running ones, and by the running
  /// ones in an evaluation.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let affine = !own.parameters.isEmpty
    return try statistics.normalize(
      input, weight: affine ? own[0] : nil, bias: affine ? own[1] : nil, buffers: own.buffers, in: pass)
  }
}

/// Batch normalization with a gain and a bias for each class: those of each sample's own class are applied to it.
///
/// Gains start at one and biases at zero, for every class.
///
/// Source: H. de Vries et al., "Modulating early visual processing by language", 2017, arXiv:1707.00683, as used by
/// T. Miyato and M. Koyama, "cGANs with Projection Discriminator", 2018, arXiv:1802.05637.
public struct ConditionalBatchNorm: Layer {
  /// `gain.weight` and `bias.weight`, [classes, channels] each.
  public let parameters: [ParameterDeclaration]
  /// `running_mean` and `running_var`.
  public let buffers: [BufferDeclaration]
  /// The class's.
  public let conditions: [String]
  let statistics: BatchStatistics

  /// Conditional batch normalization of this many channels; `condition` is the name of the classes (int64, [batch]).
  public init(
    _ channels: Int, classes: Int, condition: String = Conditions.label, momentum: Double = 0.1, epsilon: Double = 1e-5
  ) {
    conditions = [condition]
    parameters = [
      ParameterDeclaration("gain.weight", [classes, channels], .constant(1)),
      ParameterDeclaration("bias.weight", [classes, channels], .constant(0)),
    ]
    statistics = BatchStatistics(momentum: momentum, epsilon: epsilon)
    buffers = BatchStatistics.buffers(channels)
  }

  /// As `BatchNorm`, then each sample's own gain and bias. Throws where the pass lacks the condition.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let labels = try pass.conditions.required(conditions[0], by: "ConditionalBatchNorm")
    let normal = try statistics.normalize(input, weight: nil, bias: nil, buffers: own.buffers, in: pass)
    let gain = try own[0].embedding(labels)
    let bias = try own[1].embedding(labels)
    let positions = [Int](repeating: 1, count: max(0, input.rank - 2))
    if positions.isEmpty { return try normal * gain + bias }
    return try normal * gain.reshape(gain.shape + positions) + bias.reshape(bias.shape + positions)
  }
}

/// The part of batch normalization that does not depend on where gain and bias come from.
struct BatchStatistics: Sendable {
  let momentum: Double
  let epsilon: Double

  static func buffers(_ channels: Int) -> [BufferDeclaration] {
    [
      BufferDeclaration("running_mean", [channels], .constant(0)),
      BufferDeclaration("running_var", [channels], .constant(1)),
    ]
  }

  func normalize(
    _ input: Tensor, weight: Tensor?, bias: Tensor?, buffers: ArraySlice<Tensor>, in pass: ForwardPass
  ) throws(TorchError) -> Tensor {
    let shape = input.shape
    if pass.mode == .training {
      guard shape.count >= 2, shape[0] * shape[2...].reduce(1, *) > 1 else {
        throw TorchError(
          operation: "BatchNorm",
          message: "training requires more than one value per channel, given a tensor of shape \(shape); "
            + "use a larger batch, or a pass in evaluation mode")
      }
      guard let recorder = pass.recorder, !pass.anyOrder else {
        if pass.anyOrder {
          let normal = try input.standardized([0] + shape.indices.dropFirst(2), epsilon: epsilon)
          guard let weight, let bias else { return normal }
          return try normal.scaled(channels: weight, bias)
        }
        return try input.batchNorm(weight: weight, bias: bias, training: true, epsilon: epsilon)
      }
      let (mean, variance, first) = try running(buffers)
      // libtorch changes the running statistics in place: it gets copies, and the recorder gets them.
      let newMean = try recorder.current(first, startingFrom: mean).clone()
      let newVariance = try recorder.current(first + 1, startingFrom: variance).clone()
      let output = try input.batchNorm(
        weight: weight, bias: bias, runningMean: newMean, runningVariance: newVariance, training: true,
        momentum: momentum, epsilon: epsilon)
      recorder.record(newMean, at: first)
      recorder.record(newVariance, at: first + 1)
      return output
    }
    let (mean, variance, _) = try running(buffers)
    return try input.batchNorm(
      weight: weight, bias: bias, runningMean: mean, runningVariance: variance, training: false, epsilon: epsilon)
  }

  private func running(
    _ buffers: ArraySlice<Tensor>
  ) throws(TorchError) -> (mean: Tensor, variance: Tensor, first: Int) {
    guard buffers.count == 2 else {
      throw TorchError(
        operation: "BatchNorm",
        message: "running statistics are required in evaluation mode and for a recorder, and the network was given no "
          + "buffers; `Network.initialBuffers` makes them")
    }
    let first = buffers.startIndex
    return (buffers[first], buffers[first + 1], first)
  }
}
