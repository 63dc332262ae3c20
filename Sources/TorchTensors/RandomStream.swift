import CTorch
import GameDynamics

/// A seeded source of random tensors. There is no global one: whoever draws names the stream.
///
/// The numbers depend on the seed, the device and the order of the draws, and not on the number of threads. A seed
/// below 2³² gives on the CPU the numbers of PyTorch's `torch.Generator().manual_seed(seed)`; larger seeds use all
/// their 64 bits, where PyTorch would drop the high half.
///
/// The noise of step t of a run should come from `RandomStream(seed:stream:step:)`, so that a resumed run needs no
/// generator state.
public final class RandomStream {
  /// The seed that the generator started from.
  public let seed: UInt64
  /// Where the numbers are drawn.
  public let device: Device
  private let generator: CTGenerator

  /// A generator for tensors on `device`.
  /// - Throws: `TorchError` when the device cannot be used.
  public init(seed: UInt64, device: Device = .cpu) throws(TorchError) {
    var result = CTGenerator(object: nil)
    try check("RandomStream", using: ()) { ct_generator(seed, device.native, &result) }
    self.seed = seed
    self.device = device
    generator = result
  }

  /// The generator of one purpose (`stream`) at one step of a run, seeded by `seed(_:stream:step:)`.
  /// - Throws: `TorchError` when the device cannot be used.
  public convenience init(seed: UInt64, stream: UInt64, step: UInt64, device: Device = .cpu) throws(TorchError) {
    try self.init(seed: RandomStream.seed(seed, stream: stream, step: step), device: device)
  }

  deinit { ct_generator_free(generator) }

  /// A seed from a run's seed, a purpose's number and a step's number.
  ///
  /// For one seed and stream no two steps share a seed; seeds of different triples differ but for one chance in 2⁶⁴
  /// (`SplitMix64.seed`). The seed of a draw's use, `Draw.number(for:)`, is this for a draw without a path.
  public static func seed(_ seed: UInt64, stream: UInt64, step: UInt64) -> UInt64 {
    SplitMix64.seed(seed, stream: stream, step: step)
  }

  /// Independent standard normal numbers.
  public func normal(_ shape: [Int], dtype: DType = .float32) throws(TorchError) -> Tensor {
    try Tensor.make("normal", using: self) { out in
      shape.withNumbers { ct_normal(generator, $0, $1, dtype.native, device.native, out) }
    }
  }

  /// Independent numbers, uniform on [0, 1).
  public func uniform(_ shape: [Int], dtype: DType = .float32) throws(TorchError) -> Tensor {
    try Tensor.make("uniform", using: self) { out in
      shape.withNumbers { ct_uniform(generator, $0, $1, dtype.native, device.native, out) }
    }
  }

  /// Standard normal numbers for the first samples of a batch: drawn for all `batch` samples, of which the first
  /// `shape[0]` samples' are given, so that a part of a batch meets what it meets in the whole. Drawn for `shape` alone
  /// where `batch` is nil. Cost: that of the whole batch's draw.
  /// - Throws: `TorchError` when the batch has fewer samples than the shape.
  public func normal(_ shape: [Int], ofBatch batch: Int?, dtype: DType = .float32) throws(TorchError) -> Tensor {
    try Self.first(shape, ofBatch: batch) { (shape) throws(TorchError) in try normal(shape, dtype: dtype) }
  }

  /// As `normal(_:ofBatch:dtype:)`, uniform on [0, 1).
  /// - Throws: `TorchError` when the batch has fewer samples than the shape.
  public func uniform(_ shape: [Int], ofBatch batch: Int?, dtype: DType = .float32) throws(TorchError) -> Tensor {
    try Self.first(shape, ofBatch: batch) { (shape) throws(TorchError) in try uniform(shape, dtype: dtype) }
  }

  private static func first(
    _ shape: [Int], ofBatch batch: Int?, _ draw: ([Int]) throws(TorchError) -> Tensor
  ) throws(TorchError) -> Tensor {
    guard let batch, let own = shape.first, own != batch else { return try draw(shape) }
    return try draw([batch] + shape.dropFirst()).narrow(0, start: 0, length: own)
  }

  /// Independent whole numbers, uniform on `range`.
  /// - Throws: `TorchError` when the range is empty.
  public func integers(_ range: Range<Int>, _ shape: [Int], dtype: DType = .int64) throws(TorchError) -> Tensor {
    try Tensor.make("integers", using: self) { out in
      shape.withNumbers {
        ct_random_integers(
          generator, Int64(range.lowerBound), Int64(range.upperBound), $0, $1, dtype.native, device.native, out)
      }
    }
  }

  /// The numbers 0 ..< `count` in random order, as int64.
  public func permutation(_ count: Int) throws(TorchError) -> Tensor {
    try Tensor.make("permutation", using: self) { ct_permutation(generator, Int64(count), device.native, $0) }
  }
}
