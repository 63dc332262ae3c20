import TorchTensors

/// A player's networks with everything that stands still within a step: parameters at rest, buffers, the recorder that
/// is told what the buffers become. What moves is handed in at each evaluation, so the point may be anywhere.
public struct StandingNetworks: Sendable {
  /// The networks.
  public let networks: PlayerNetworks
  private let resting: [Tensor]
  private let buffers: [Tensor]
  private let recorder: BufferRecorder?

  /// Networks with their resting parameters and buffers. Without `buffers` no layer may read any; without `recorder`
  /// nobody is told what they become.
  public init(
    _ networks: PlayerNetworks, resting: TensorList? = nil, buffers: TensorList? = nil, recorder: BufferRecorder? = nil
  ) throws(TorchError) {
    self.networks = networks
    self.resting = try resting?.views() ?? []
    self.buffers = try buffers?.views() ?? []
    self.recorder = recorder
    guard self.resting.count == networks.restingLayout.entries.count else {
      throw TorchError(
        operation: "StandingNetworks",
        message: "\(networks.restingLayout.entries.count) resting tensors are required, given \(self.resting.count)")
    }
  }

  /// The output of the network `name` on `input`, with `moving`, the tensors of the player's whole vector
  /// (`TensorList.views` or `leaves`).
  ///
  /// The pass's recorder is this one's, unless `isRecording` is false. Throws `TorchError` where there is no such
  /// network or shapes do not fit.
  public func callAsFunction(
    _ name: String, _ input: Tensor, _ moving: [Tensor], in pass: ForwardPass = ForwardPass(), isRecording: Bool = true
  ) throws(TorchError) -> Tensor {
    let member = try networks.member(name)
    guard moving.count == networks.layout.entries.count else {
      throw TorchError(
        operation: "StandingNetworks",
        message: "\(networks.layout.entries.count) tensors that move are required, given \(moving.count)")
    }
    var pass = pass
    pass.recorder = isRecording ? recorder : nil
    return try member.network(
      input, networks.parameters(of: member, moving, resting),
      buffers: buffers.isEmpty ? [] : buffers[member.buffers], in: pass)
  }
}
