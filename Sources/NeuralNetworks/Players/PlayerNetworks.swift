import TorchTensors

/// The networks of one player under names, and which of their parameters move.
///
/// All parameters are named `network.layer.parameter` (`generator.0.weight`), in the player's vector, in files and in
/// messages alike. Parameters that rest (are frozen) are not part of the vector that an optimizer moves: they stand in a
/// list of their own, so that moments, inner solves and Jacobians never see them. A layer of which a parameter rests, or
/// a network of which all do, keeps its buffers too: what rests does not change at all.
///
/// A player all of whose parameters are to rest `stands`: its vector stays in the game, since its opponent may reckon with
/// the answer that it would give (one-sided CGD), and the trainer moves the other player alone.
///
/// A player of a one-player problem has no networks: `PlayerNetworks.none`.
public struct PlayerNetworks: Sendable {
  /// One network, and where its tensors stand among the player's.
  struct Member: Sendable {
    let name: String
    let network: Network
    let parameters: Range<Int>
    let buffers: Range<Int>
  }

  /// Where a parameter is: its place in the list of those that move, or of those that rest.
  enum Place: Sendable {
    case moving(Int)
    case resting(Int)
  }

  let members: [Member]
  let places: [Place]
  /// The parameters that move: what an optimizer sees.
  public let layout: ParameterLayout
  /// The parameters that rest.
  public let restingLayout: ParameterLayout
  /// The buffers of all networks.
  public let bufferLayout: ParameterLayout
  /// The places among the buffers of those that rest.
  public let restingBuffers: Set<Int>
  /// Whether all parameters were to rest. They count as moving in the lists above.
  public let stands: Bool

  /// Networks by names of their own, all of whose parameters move.
  ///
  /// Throws `TorchError` where two networks share a name.
  public init(_ networks: [(name: String, network: Network)]) throws(TorchError) {
    try self.init(networks) { _ in false }
  }

  /// Networks by names of their own; `rests` is asked for each parameter by its whole name.
  public init(
    _ networks: [(name: String, network: Network)], rests: (String) -> Bool
  ) throws(TorchError) {
    var members: [Member] = []
    var places: [Place] = []
    var moving: [ParameterLayout.Entry] = []
    var resting: [ParameterLayout.Entry] = []
    var buffers: [ParameterLayout.Entry] = []
    var restingBuffers: Set<Int> = []
    let whole = networks.flatMap { name, network in network.layout.entries.map { "\(name).\($0.name)" } }
    stands = !whole.isEmpty && whole.allSatisfy(rests)
    for (name, network) in networks {
      let parameters = places.count..<places.count + network.layout.entries.count
      let kept = buffers.count..<buffers.count + network.bufferLayout.entries.count
      members.append(Member(name: name, network: network, parameters: parameters, buffers: kept))
      var layersAtRest: Set<Substring> = []
      for entry in network.layout.entries {
        let named = ParameterLayout.Entry(name: "\(name).\(entry.name)", shape: entry.shape)
        if !stands, rests(named.name) {
          places.append(.resting(resting.count))
          resting.append(named)
          layersAtRest.insert(Self.layer(of: named.name))
        } else {
          places.append(.moving(moving.count))
          moving.append(named)
        }
      }
      let isAtRest =
        !parameters.isEmpty && parameters.allSatisfy { if case .resting = places[$0] { true } else { false } }
      for entry in network.bufferLayout.entries {
        let named = ParameterLayout.Entry(name: "\(name).\(entry.name)", shape: entry.shape)
        if isAtRest || layersAtRest.contains(Self.layer(of: named.name)) { restingBuffers.insert(buffers.count) }
        buffers.append(named)
      }
    }
    self.members = members
    self.places = places
    self.restingBuffers = restingBuffers
    layout = try ParameterLayout(moving)
    restingLayout = try ParameterLayout(resting)
    bufferLayout = try ParameterLayout(buffers)
  }

  private static func layer(of name: String) -> Substring { name[..<(name.lastIndex(of: ".") ?? name.endIndex)] }

  /// A player without networks, for problems of one player.
  public static var none: PlayerNetworks { get throws(TorchError) { try PlayerNetworks([]) } }

  /// The names of the networks, in order.
  public var names: [String] { members.map(\.name) }

  /// The network of this name; nil if there is none.
  public func network(_ name: String) -> Network? { members.first { $0.name == name }?.network }

  /// The names of the conditions that its networks ask the pass for, in the order of the first to ask.
  public var conditions: [String] {
    members.reduce(into: []) { names, member in names += member.network.conditions.filter { !names.contains($0) } }
  }

  /// How many numbers an optimizer moves.
  public var parameterCount: Int { layout.count }

  // MARK: - Before training

  /// Parameters before training: those that move, and those that rest.
  ///
  /// Each is drawn from a stream that its whole name and the seed determine, so a network or a layer that is added
  /// leaves the others' draws as they were.
  public func initialParameters(
    seed: UInt64, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> (moving: TensorList, resting: TensorList) {
    var moving: [Tensor] = []
    var resting: [Tensor] = []
    for member in members {
      let drawn = try member.network.initialParameters(
        seed: seed, stream: streamNumber(of: member.name), dtype: dtype, device: device)
      for (place, tensor) in zip(places[member.parameters], try drawn.views()) {
        switch place {
        case .moving: moving.append(tensor)
        case .resting: resting.append(tensor)
        }
      }
    }
    return (
      try Self.list(moving, layout, dtype: dtype, device: device),
      try Self.list(resting, restingLayout, dtype: dtype, device: device)
    )
  }

  /// Buffers before training, for these parameters.
  public func initialBuffers(
    moving: TensorList, resting: TensorList, seed: UInt64
  ) throws(TorchError) -> TensorList {
    let (free, held) = (try moving.views(), try resting.views())
    var tensors: [Tensor] = []
    for member in members where !member.buffers.isEmpty {
      let own = try TensorList(flattening: parameters(of: member, free, held), member.network.layout)
      tensors += try member.network.initialBuffers(
        for: own, seed: seed, stream: streamNumber(of: member.name + "/buffers")
      )
      .views()
    }
    return try Self.list(tensors, bufferLayout, dtype: moving.dtype ?? .float32, device: moving.device)
  }

  private static func list(
    _ tensors: [Tensor], _ layout: ParameterLayout, dtype: DType, device: Device
  ) throws(TorchError) -> TensorList {
    if tensors.isEmpty { return try TensorList(zeros: layout, dtype: dtype, device: device) }
    return try TensorList(flattening: tensors, layout)
  }

  // MARK: - Evaluation

  /// One network's parameters in its own order, from those that move and those that rest.
  func parameters(of member: Member, _ moving: [Tensor], _ resting: [Tensor]) -> [Tensor] {
    if resting.isEmpty { return members.count == 1 ? moving : Array(moving[member.parameters]) }
    return places[member.parameters].map { place in
      switch place {
      case .moving(let index): moving[index]
      case .resting(let index): resting[index]
      }
    }
  }

  /// The member of this name; throws `TorchError` where there is none.
  func member(_ name: String) throws(TorchError) -> Member {
    if let member = members.first(where: { $0.name == name }) { return member }
    throw TorchError(
      operation: "PlayerNetworks",
      message: "a network named '\(name)' is required, and this player has "
        + (names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")))
  }
}
