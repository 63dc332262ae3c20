import CTorch

/// Where a tensor's elements are and its arithmetic happens.
///
/// CUDA's kernels are in a library of their own, which is loaded from libtorch's folder when a CUDA device is first
/// named or asked about; where it is missing, the operation that needed it throws and says so. libtorch settles once
/// on what devices there are, so ask (`Device.cuda(0).isAvailable`) at the start of a program that may use CUDA.
public enum Device: Hashable, Sendable, CustomStringConvertible {
  /// The processor.
  case cpu
  /// The CUDA device of this number, counted from 0.
  case cuda(Int)
  /// Apple's GPU. It has no float64.
  case mps

  init(_ native: CTDevice) {
    switch native.kind {
    case CTDeviceCUDA: self = .cuda(Int(native.index))
    case CTDeviceMPS: self = .mps
    default: self = .cpu
    }
  }

  var native: CTDevice {
    switch self {
    case .cpu: CTDevice(kind: CTDeviceCPU, index: 0)
    case .cuda(let index): CTDevice(kind: CTDeviceCUDA, index: Int32(clamping: index))
    case .mps: CTDevice(kind: CTDeviceMPS, index: 0)
    }
  }

  /// PyTorch's name for it: `cpu`, `cuda:0`, `mps`.
  public var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    case .mps: "mps"
    }
  }

  /// Whether tensors can be made there. The first question about CUDA loads its library (about a second).
  public var isAvailable: Bool { ct_device_is_available(native) }

  /// Waits until all that was asked of the device is done; at once on the CPU. For measuring time.
  public func synchronize() throws(TorchError) {
    try check("synchronize", using: ()) { ct_synchronize(native) }
  }
}
