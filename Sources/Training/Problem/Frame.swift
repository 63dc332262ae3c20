import GameDynamics
import NeuralNetworks
import TorchTensors

/// What stands still while the games of one step are evaluated.
public struct Frame<Memory: Sendable>: Sendable {
  /// The parameters that rest, of both players.
  public let resting: Players<TensorList>
  /// The buffers of both players' networks as the last step left them.
  public let buffers: Players<TensorList>
  /// What the problem remembers.
  public let memory: Memory
  /// Told what the evaluations of this step show.
  public let recorder: StepRecorder
  /// The device of the tensors.
  public let device: Device

  /// Made once a step, by the run, or by a test.
  public init(
    resting: Players<TensorList>, buffers: Players<TensorList>, memory: Memory, recorder: StepRecorder,
    device: Device = .cpu
  ) {
    self.resting = resting
    self.buffers = buffers
    self.memory = memory
    self.recorder = recorder
    self.device = device
  }

  /// The networks of a player on this frame: what rests, the buffers, their recorder.
  public func standing(_ players: Players<PlayerNetworks>, _ player: Player) throws(TorchError) -> StandingNetworks {
    let kept = buffers[player]
    return try StandingNetworks(
      players[player], resting: resting[player], buffers: kept.layout.entries.isEmpty ? nil : kept,
      recorder: kept.layout.entries.isEmpty ? nil : recorder.buffers[player])
  }
}
