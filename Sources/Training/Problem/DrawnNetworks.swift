import GameDynamics
import NeuralNetworks
import TorchTensors

/// The numbers of all networks of a problem before training, drawn from a seed.
public struct DrawnNetworks: Sendable {
  /// Both players' parameters that move.
  public let point: Players<TensorList>
  /// Both players' parameters that rest.
  public let resting: Players<TensorList>
  /// Both players' buffers.
  public let buffers: Players<TensorList>

  /// Draws them: functions of the seed and of the parameters' names.
  public init(_ players: Players<PlayerNetworks>, seed: UInt64, device: Device = .cpu) throws {
    let parameters = try players.map { try $0.initialParameters(seed: seed, device: device) }
    point = parameters.map(\.moving)
    resting = parameters.map(\.resting)
    let (moving, held) = (point, resting)
    func buffers(_ player: Player) throws -> TensorList {
      try players[player].initialBuffers(moving: moving[player], resting: held[player], seed: seed)
    }
    self.buffers = Players(x: try buffers(.x), y: try buffers(.y))
  }
}

extension TrainingProblem {
  /// The game of a draw before training: for looking at a problem without a run. Returns the point too.
  public func gameBeforeTraining(
    of draw: Draw, device: Device = .cpu
  ) throws -> (game: StepGame, point: Players<TensorList>) {
    let drawn = try DrawnNetworks(players, seed: draw.seed, device: device)
    let frame = Frame(
      resting: drawn.resting, buffers: drawn.buffers, memory: try initialMemory(seed: draw.seed),
      recorder: StepRecorder(), device: device)
    return (try game(of: draw, in: frame), drawn.point)
  }
}
