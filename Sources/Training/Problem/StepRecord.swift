import GameDynamics
import NeuralNetworks
import TorchTensors

/// What the evaluations of a step have shown: losses, gradients, whatever the problem notes.
///
/// A value: it is read after the step and steers nothing. Tensors are read (and a device waited for) only when a number
/// is asked for, so noting costs next to nothing.
public struct StepRecord: Sendable {
  var losses = Players<Tensor?>(x: nil, y: nil)
  var gradients = Players<TensorList?>(x: nil, y: nil)
  var tensors: [String: Tensor] = [:]

  /// A player's loss at its last evaluation, before the step moved; NaN where it was not evaluated.
  public func loss(_ player: Player) throws -> Double { try losses[player]?.item() ?? .nan }
  /// The norm of a player's own gradient as the game gave it, before any clipping; NaN where there was none.
  public func gradientNorm(_ player: Player) throws -> Double { try gradients[player]?.norm() ?? .nan }
  /// What a game noted under a name, detached from its graph; nil where nothing was.
  public func tensor(_ name: String) -> Tensor? { tensors[name] }
}

/// Takes down what a step's evaluations show; a later evaluation's word takes the place of an earlier one's.
///
/// A run evaluates its games and reads the record on one thread; the class is shared only between the games of one run.
public final class StepRecorder: @unchecked Sendable {
  /// What has been told since `begin`.
  public private(set) var record = StepRecord()
  /// Told what the buffers of both players' networks become.
  public let buffers = Players(x: BufferRecorder(), y: BufferRecorder())
  /// How long the run has waited for data so far: for batches to be ready and to be on the device.
  public private(set) var loadingTime = Duration.zero

  /// Empty, as at the beginning of a run.
  public init() {}

  /// A new step begins: what earlier ones told is forgotten.
  func begin() { record = StepRecord() }

  /// A player's loss.
  public func note(loss: Tensor, of player: Player) { record.losses[player] = try? loss.detach() }
  /// A player's own gradient.
  public func note(gradient: TensorList, of player: Player) { record.gradients[player] = gradient }
  /// Anything else, under a name: logits, parts of a loss. A metric reads it.
  public func note(_ name: String, _ tensor: Tensor) { record.tensors[name] = try? tensor.detach() }
  /// Time that was spent waiting for data.
  public func note(loading duration: Duration) { loadingTime += duration }
}
