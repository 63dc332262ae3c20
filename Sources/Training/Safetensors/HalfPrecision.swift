import Foundation

/// IEEE half precision (binary16: one sign bit, 5 of the exponent, 10 of the fraction), widened to Float, which holds
/// every such number exactly. By hand, since `Float16` is not available on every platform.
enum HalfPrecision {
  /// The numbers of little-endian bytes, two each.
  static func floats(_ bytes: Data) -> [Float] {
    bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 2).map {
        float(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)))
      }
    }
  }

  static func float(_ bits: UInt16) -> Float {
    let (sign, exponent, fraction) = (UInt32(bits >> 15) << 31, UInt32(bits >> 10 & 31), UInt32(bits & 1023))
    switch exponent {
    case 0: return Float(bitPattern: sign | (Float(fraction) * 0x1p-24).bitPattern)
    case 31: return Float(bitPattern: sign | 255 << 23 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 127 - 15) << 23 | fraction << 13)
    }
  }
}
