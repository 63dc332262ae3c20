import NeuralNetworks
import TorchTensors

/// The exponential moving average of a player's networks, which samples better than the networks of any one step.
///
///     x̄ ← d x̄ + (1 - d) x        after every step, with the decay d
///
/// x are the parameters that move and, as with `use_buffers` of PyTorch's `AveragedModel`, the buffers: running means and
/// variances that belong to other weights than x̄ would shift what x̄ generates. Singular vectors are taken over as they
/// are (`PlayerNetworks.average`).
///
/// Source: Y. Yazıcı et al., "The unusual effectiveness of averaging in GAN training", 2019, arXiv:1806.04498.
public struct NetworkAverage: Sendable {
  /// The average of the parameters.
  public internal(set) var parameters: TensorList
  /// That of the buffers; empty where the networks have none.
  public internal(set) var buffers: TensorList

  /// Starts from these.
  public init(startingFrom parameters: TensorList, buffers: TensorList) {
    self.parameters = parameters
    self.buffers = buffers
  }

  /// Takes in a step: O(parameters).
  mutating func follow(
    _ parameters: TensorList, buffers: TensorList, of networks: PlayerNetworks, decay: Double
  ) throws(TorchError) {
    try self.parameters.scale(by: decay)
    try self.parameters.add(parameters, times: 1 - decay)
    try networks.average(&self.buffers, with: buffers, decay: decay)
  }

  /// What an averaged tensor is called in files: `generator-average.0.weight` for `generator.0.weight`.
  public static func stored(_ name: String) -> String {
    guard let dot = name.firstIndex(of: ".") else { return name + "-average" }
    return name[..<dot] + "-average" + name[dot...]
  }
}
