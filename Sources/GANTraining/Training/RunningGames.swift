import GameDynamics
import NeuralNetworks
import TorchTensors

/// The games of one run: those of a `MinibatchSource` on the buffers that the run has got to, with clipped gradients.
///
/// Buffers are the run's and not the source's: a source is a function of the step alone.
final class RunningGames: GameSource, @unchecked Sendable {
  // One run steps, commits and reads on one thread.
  typealias Source = ClippedGame
  private let source: MinibatchSource
  private let clip: Double?
  private let recorders: Players<BufferRecorder>?
  /// Both networks' buffers; nil where neither has any.
  private(set) var buffers: Players<TensorList>?

  init(_ source: MinibatchSource, buffers: Players<TensorList>?, clip: Double?) {
    self.source = source
    self.buffers = buffers
    self.clip = clip
    recorders = buffers == nil ? nil : Players(x: BufferRecorder(), y: BufferRecorder())
  }

  func game(atStep step: Int) throws -> ClippedGame {
    ClippedGame(try source.game(atStep: step, buffers: buffers, recorders: recorders), bound: clip)
  }

  /// Takes over what the step's evaluations have made of the buffers.
  func commit() throws {
    guard let recorders, let current = buffers else { return }
    buffers = Players(x: try recorders.x.committed(to: current.x), y: try recorders.y.committed(to: current.y))
    recorders.x.clear()
    recorders.y.clear()
  }
}
