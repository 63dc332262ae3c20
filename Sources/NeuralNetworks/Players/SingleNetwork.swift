import TorchTensors

/// One network taken out of a player, with its own parameters and buffers under its own names (`0.weight`).
public struct SingleNetwork: Sendable {
  /// The network.
  public let network: Network
  /// Its parameters.
  public let parameters: TensorList
  /// Its buffers; nil where it has none.
  public let buffers: TensorList?

  /// A network with its numbers, in its own layouts.
  public init(network: Network, parameters: TensorList, buffers: TensorList?) {
    self.network = network
    self.parameters = parameters
    self.buffers = buffers
  }
}

extension PlayerNetworks {
  /// The network `name` with its part of the player's lists. Throws `TorchError` where there is none of this name.
  public func single(
    _ name: String, moving: TensorList, resting: TensorList, buffers: TensorList
  ) throws(TorchError) -> SingleNetwork {
    let member = try member(name)
    let own = parameters(of: member, try moving.views(), try resting.views())
    let kept = try buffers.views()[member.buffers]
    return SingleNetwork(
      network: member.network, parameters: try TensorList(flattening: own, member.network.layout),
      buffers: kept.isEmpty ? nil : try TensorList(flattening: Array(kept), member.network.bufferLayout))
  }
}
