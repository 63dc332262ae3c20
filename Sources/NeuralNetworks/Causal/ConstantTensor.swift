import Synchronization
import TorchTensors

/// Numbers that a layer multiplies by and never learns, as tensors of the types and on the devices that are asked for,
/// each made once.
final class ConstantTensor: Sendable {
  private struct Kind: Hashable {
    let dtype: DType
    let device: Device
  }

  private let values: [Float]
  private let shape: [Int]
  private let made = Mutex<[Kind: Tensor]>([:])

  init(_ values: [Float], shape: [Int]) {
    self.values = values
    self.shape = shape
  }

  /// The numbers as another tensor's are.
  func tensor(like other: Tensor) throws(TorchError) -> Tensor {
    let kind = Kind(dtype: other.dtype ?? .float32, device: other.device)
    return try made.withLock { known throws(TorchError) in
      if let tensor = known[kind] { return tensor }
      let tensor = try Tensor(floats: values, shape: shape, dtype: kind.dtype, device: kind.device)
      known[kind] = tensor
      return tensor
    }
  }
}
