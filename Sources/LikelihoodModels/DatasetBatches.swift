import Datasets
import TorchTensors

extension Dataset {
  /// Shows `body` the first `count` samples (nil for all) in batches, [n] + the sample's shape, with the place of each
  /// batch's first, on a device. Throws what reading and `body` throw.
  func eachBatch(
    of size: Int, upTo count: Int? = nil, on device: Device = .cpu, _ body: (Int, Tensor) throws -> Void
  ) throws {
    let end = Swift.min(count ?? self.count, self.count)
    for start in stride(from: 0, to: end, by: size) {
      let places = Array(start..<Swift.min(start + size, end))
      try body(start, Tensor(floats: batch(places), shape: [places.count] + sampleShape, device: device))
    }
  }
}
