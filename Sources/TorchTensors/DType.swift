import CTorch

/// The type of a tensor's elements.
public enum DType: UInt32, Sendable, Codable, CaseIterable, CustomStringConvertible {
  /// Unsigned bytes, the form in which images are stored.
  case uint8 = 0
  /// 64-bit signed integers: class labels and places.
  case int64 = 4
  /// IEEE single precision, the usual type of a network's parameters.
  case float32 = 6
  /// IEEE double precision.
  case float64 = 7
  /// Truth values, the results of comparisons.
  case bool = 11
  /// Single precision with the mantissa cut to 8 bits.
  case bfloat16 = 15

  /// PyTorch's name for it.
  public var description: String {
    switch self {
    case .uint8: "uint8"
    case .int64: "int64"
    case .float32: "float32"
    case .float64: "float64"
    case .bool: "bool"
    case .bfloat16: "bfloat16"
    }
  }

  /// Whether gradients can be taken with respect to such elements.
  public var isFloatingPoint: Bool { self == .float32 || self == .float64 || self == .bfloat16 }

  /// Bytes of one element.
  public var byteCount: Int {
    switch self {
    case .uint8, .bool: 1
    case .bfloat16: 2
    case .float32: 4
    case .int64, .float64: 8
    }
  }

  var native: CTType { CTType(rawValue: rawValue) }
}
