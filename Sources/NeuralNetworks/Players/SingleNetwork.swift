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

  /// The device of its numbers.
  public var device: Device { parameters.device }

  /// The network's output in evaluation mode, without a graph.
  public func callAsFunction(_ input: Tensor, conditions: Conditions = .none) throws -> Tensor {
    try withoutGradient {
      try network(
        input, parameters.views(), buffers: buffers?.views() ?? [],
        in: ForwardPass(mode: .evaluation, conditions: conditions))
    }
  }
}

extension SingleNetwork {
  /// The layers before the one of this name, and those from it on, each with its own numbers. Throws `TorchError` where
  /// there is no such layer.
  public func split(before name: String) throws(TorchError) -> (SingleNetwork, SingleNetwork) {
    let (head, tail) = try network.split(before: name)
    func part(_ list: TensorList, _ layout: ParameterLayout) throws(TorchError) -> TensorList {
      var own: [Tensor] = []
      for entry in layout.entries { if let tensor = try list[entry.name] { own.append(tensor) } }
      return try TensorList(flattening: own, layout)
    }
    func single(_ network: Network) throws(TorchError) -> SingleNetwork {
      var kept: TensorList?
      if let buffers, !network.bufferLayout.entries.isEmpty { kept = try part(buffers, network.bufferLayout) }
      return SingleNetwork(network: network, parameters: try part(parameters, network.layout), buffers: kept)
    }
    return (try single(head), try single(tail))
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
