import GameDynamics
import NeuralNetworks
import TorchTensors

/// Networks that are used and no longer trained: evaluation mode, with the buffers that training has left.
public struct TrainedNetworks: Sendable {
  /// Both players' networks.
  public let networks: Players<PlayerNetworks>
  /// Their parameters that move.
  public let moving: Players<TensorList>
  /// Their parameters that rest.
  public let resting: Players<TensorList>
  /// Their buffers.
  public let buffers: Players<TensorList>

  /// Networks and all their numbers.
  public init(
    _ networks: Players<PlayerNetworks>, moving: Players<TensorList>, resting: Players<TensorList>,
    buffers: Players<TensorList>
  ) {
    self.networks = networks
    self.moving = moving
    self.resting = resting
    self.buffers = buffers
  }

  /// The device of the numbers.
  public var device: Device { moving.x.device }

  /// The output of a player's network.
  public func evaluate(
    _ player: Player, _ name: String, _ input: Tensor, conditions: Conditions = .none
  ) throws -> Tensor {
    try withoutGradient {
      let standing = try StandingNetworks(networks[player], resting: resting[player], buffers: buffers[player])
      return try standing(
        name, input, moving[player].views(), in: ForwardPass(mode: .evaluation, conditions: conditions))
    }
  }

  /// One network with its own parameters and buffers, in its own layouts.
  public func single(_ player: Player, _ name: String) throws -> SingleNetwork {
    try networks[player].single(
      name, moving: moving[player], resting: resting[player], buffers: buffers[player])
  }
}
