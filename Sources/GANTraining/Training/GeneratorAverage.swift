import NeuralNetworks
import TorchTensors

/// The exponential moving average of a run's generator, which samples better than the generator of any one step.
///
///     x̄ ← d x̄ + (1 - d) x        after every step, with the decay d = `TrainingConfiguration.generatorAverage`
///
/// x are the parameters and, as with `use_buffers` of PyTorch's `AveragedModel`, the buffers: running means and
/// variances that belong to other weights than x̄ would shift what x̄ generates. Singular vectors are taken over as they
/// are (`Network.average`).
///
/// Source: Y. Yazıcı et al., "The unusual effectiveness of averaging in GAN training", 2019, arXiv:1806.04498.
public struct GeneratorAverage: Sendable {
  /// The average of the parameters.
  public private(set) var parameters: TensorList
  /// That of the buffers; nil where neither network has any.
  public private(set) var buffers: TensorList?

  /// Starts from a generator.
  init(startingFrom parameters: TensorList, buffers: TensorList?) {
    self.parameters = parameters
    self.buffers = buffers
  }

  /// Takes in a step: O(parameters).
  mutating func follow(
    _ parameters: TensorList, buffers: TensorList?, of network: Network, decay: Double
  ) throws(TorchError) {
    try self.parameters.scale(by: decay)
    try self.parameters.add(parameters, times: 1 - decay)
    guard let buffers, var average = self.buffers else { return }
    // Otherwise two lists see the elements, and the average is written into new memory.
    self.buffers = nil
    try network.average(&average, with: buffers, decay: decay)
    self.buffers = average
  }

  // MARK: - In checkpoints

  /// Its name among a checkpoint's further vectors.
  static let name = "generator-average"

  /// One list of all, the buffers beside the parameters as in a `state_dict` of PyTorch.
  func stored() throws(TorchError) -> TensorList {
    guard let buffers, !buffers.layout.entries.isEmpty else { return parameters }
    return try TensorList(
      flattening: parameters.views() + buffers.views(), Self.layout(parameters.layout, buffers.layout))
  }

  /// Reads `stored` back. `parameters` and `buffers` are the generator's of the same step.
  ///
  /// Checkpoints of before buffers were averaged have the parameters alone: then the average goes on from the
  /// generator's buffers, with which it was sampled at that time. Throws `CheckpointError.foreign` for any other list.
  init(restoring stored: TensorList, like parameters: TensorList, buffers: TensorList?, from place: String) throws {
    if stored.layout == parameters.layout {
      self.init(startingFrom: stored, buffers: buffers)
      return
    }
    guard let buffers, try stored.layout == Self.layout(parameters.layout, buffers.layout) else {
      throw CheckpointError(
        .foreign, subject: place, required: "an average of this generator",
        given: "one of \(stored.layout.entries.count) tensors of \(stored.count) numbers",
        remedy: "resume with the architecture in the checkpoint's configuration, or start a new run")
    }
    let views = try stored.views()
    let count = parameters.layout.entries.count
    self.init(
      startingFrom: try TensorList(flattening: Array(views.prefix(count)), parameters.layout),
      buffers: try TensorList(flattening: Array(views.dropFirst(count)), buffers.layout))
  }

  private static func layout(
    _ parameters: ParameterLayout, _ buffers: ParameterLayout
  ) throws(TorchError) -> ParameterLayout {
    try ParameterLayout(parameters.entries + buffers.entries)
  }
}
