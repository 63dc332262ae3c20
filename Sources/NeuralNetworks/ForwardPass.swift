import TorchTensors

/// What holds for one evaluation of a whole network: training or not, conditions, the seed of its noise.
///
/// A network's output is a function of input, parameters, buffers and pass, and of nothing else: the same four give the
/// same numbers.
public struct ForwardPass: Sendable {
  /// Training, or use of the trained network.
  public enum Mode: Sendable {
    /// Batch statistics, dropout on.
    case training
    /// Kept statistics, dropout off.
    case evaluation
  }

  /// Training or evaluation.
  public var mode: Mode
  /// What conditional networks are told of the samples.
  public var conditions: Conditions
  /// The seed of dropout's masks. A minibatch has one, so that looking at it twice shows the same.
  public var seed: UInt64
  /// How many samples the batch has whose first ones the input is; nil where the input is a whole batch. Random numbers
  /// are drawn for all of them, so that a part meets the masks that it meets in the whole.
  public var wholeBatch: Int?
  /// Which of several evaluations with one seed this is: D(real) and D(G(z)) shall have masks of their own.
  public var call: UInt64
  /// Whether third derivatives will be taken, as Hessian products of gradient penalties do. libtorch's own
  /// normalizations are exact up to the second order only; with this they are put together from elementary operations,
  /// exact to any order and slower.
  public var anyOrder: Bool
  /// Told what the buffers become after this batch; nil where nothing is to be learned of it.
  public var recorder: BufferRecorder?

  /// A pass; training unless said otherwise, and without a record.
  public init(
    mode: Mode = .training, conditions: Conditions = .none, seed: UInt64 = 0, wholeBatch: Int? = nil, call: UInt64 = 0,
    anyOrder: Bool = false, recorder: BufferRecorder? = nil
  ) {
    self.mode = mode
    self.conditions = conditions
    self.seed = seed
    self.wholeBatch = wholeBatch
    self.call = call
    self.anyOrder = anyOrder
    self.recorder = recorder
  }
}

/// Collects what the buffers of one network become, pass by pass, until the caller takes it over or lets it go.
///
/// Passes with one recorder follow one another: the second starts from what the first left, as in PyTorch, where
/// D(real) and D(G(z)) both move the running statistics.
///
/// - Note: One recorder belongs to one run, which evaluates on one thread.
public final class BufferRecorder: @unchecked Sendable {
  private var latest: [Int: Tensor] = [:]

  /// Empty, as before the first pass.
  public init() {}

  /// Whether nothing was recorded.
  public var isEmpty: Bool { latest.isEmpty }

  /// The buffer as the passes so far have left it.
  public func current(_ index: Int, startingFrom kept: Tensor) -> Tensor { latest[index] ?? kept }

  /// What the buffer of this index (in the network's order) becomes.
  public func record(_ value: Tensor, at index: Int) { latest[index] = value }

  /// Forgets everything.
  public func clear() { latest = [:] }

  /// `buffers` with everything recorded put in its place, but for the places in `except`; `buffers` itself stays as it
  /// is.
  ///
  /// Throws `TorchError` when they are not the buffers that the passes were given.
  public func committed(to buffers: TensorList, except: Set<Int> = []) throws(TorchError) -> TensorList {
    if latest.isEmpty { return buffers }
    var views = try buffers.views()
    for (index, value) in latest where !except.contains(index) {
      guard views.indices.contains(index) else {
        throw TorchError(
          operation: "BufferRecorder",
          message: "buffer \(index) was recorded, and the list has \(views.count); commit to the recorded network's own"
        )
      }
      views[index] = value
    }
    return try TensorList(flattening: views, buffers.layout)
  }
}
