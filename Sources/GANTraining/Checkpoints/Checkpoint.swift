import Datasets
import Foundation
import GameDynamics
import TorchTensors

/// All that a run needs to go on as if it had never stopped: the point, the optimizer's state, and what they belong to.
///
/// There is no generator state in it: batches and noise of step t are functions of (seed, t).
public struct Checkpoint<State: OptimizerState>: Sendable where State.V == TensorList {
  /// Steps taken.
  public var step: Int
  /// Both networks' parameters.
  public var point: Players<TensorList>
  /// What the optimizer remembers.
  public var state: State
  /// Both networks' buffers, such as running means, where they have any. In the file they stand beside the parameters,
  /// as in a `state_dict` of PyTorch.
  public var buffers: Players<TensorList>?
  /// Further vectors, by names such as `generator-ema` (an average of the generator): kept and given back as they are.
  public var extras: [String: TensorList]
  /// What the run computes.
  public var configuration: TrainingConfiguration
  /// The data it was trained on.
  public var data: Fingerprint
  /// What the networks fit; nil where nobody said.
  public var dataDescription: DataDescription?

  /// A checkpoint of a run after `step` steps.
  public init(
    step: Int, point: Players<TensorList>, state: State, buffers: Players<TensorList>? = nil,
    extras: [String: TensorList] = [:], configuration: TrainingConfiguration, data: Fingerprint,
    dataDescription: DataDescription? = nil
  ) {
    self.step = step
    self.point = point
    self.state = state
    self.buffers = buffers
    self.extras = extras
    self.configuration = configuration
    self.data = data
    self.dataDescription = dataDescription
  }
}

/// A checkpoint on the disk whose numbers have not been read yet: what it is of, to build the networks that fit it.
public struct StoredCheckpoint: Sendable, Equatable {
  /// Its folder.
  public let folder: URL
  /// What `checkpoint.json` says.
  public let manifest: CheckpointManifest
}

/// `checkpoint.json`: everything about a checkpoint but its tensors.
public struct CheckpointManifest: Sendable, Equatable, Codable {
  /// Which layout of files this is; this program writes and reads 1.
  public var format: Int
  /// Steps taken.
  public var step: Int
  /// What the run computes.
  public var configuration: TrainingConfiguration
  /// The data's fingerprint, 16 hexadecimal digits.
  public var data: String
  /// What the networks fit; nil where nobody said.
  public var dataDescription: DataDescription?
  /// The names of the state's vectors, in the optimizer's order. Their tensors are in `optimizer.safetensors`.
  public var vectors: [String]
  /// The names of the state's numbers; they are in `optimizer.safetensors` too, as F64 scalars, so bit for bit.
  public var scalars: [String]
  /// The state's counters.
  public var counters: [String: Int]
  /// Names, shapes and element types of the further vectors, whose tensors are in `weights.safetensors`.
  public var extras: [String: ParameterLayout]

  static let currentFormat = 1
}
