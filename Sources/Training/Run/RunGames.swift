import GameDynamics
import NeuralNetworks
import TorchTensors

/// The games of one run: those of its problem in the frame that the run has got to, with clipped gradients.
///
/// Frames are the run's and not the problem's: a problem is a function of draw and frame alone.
final class RunGames<Problem: TrainingProblem>: GameSource, @unchecked Sendable {
  // One run steps, commits and reads on one thread.
  typealias Source = ClippedGame<Problem.StepGame>
  let problem: Problem
  private let seed: UInt64
  private let clip: Double?
  private let device: Device
  private let resting: Players<TensorList>
  /// Both players' buffers as the last step left them.
  private(set) var buffers: Players<TensorList>
  /// What the problem remembers after the last step.
  var memory: Problem.Memory
  /// Told by all games of the run.
  let recorder = StepRecorder()

  init(
    _ problem: Problem, seed: UInt64, clip: Double?, device: Device, resting: Players<TensorList>,
    buffers: Players<TensorList>, memory: Problem.Memory
  ) {
    self.problem = problem
    self.seed = seed
    self.clip = clip
    self.device = device
    self.resting = resting
    self.buffers = buffers
    self.memory = memory
  }

  func game(atStep step: Int) throws -> ClippedGame<Problem.StepGame> {
    recorder.begin()
    let frame = Frame(
      resting: resting, buffers: buffers, memory: memory, recorder: recorder, device: device)
    return ClippedGame(try problem.game(of: Draw(seed: seed, step: step), in: frame), bound: clip)
  }

  /// Takes over what the step's evaluations have made of the buffers.
  func commit() throws {
    for player in Player.allCases where !buffers[player].layout.entries.isEmpty {
      let networks = problem.players[player]
      if !networks.stands {
        buffers[player] = try networks.committed(recorder.buffers[player], to: buffers[player])
      }
      recorder.buffers[player].clear()
    }
  }
}
