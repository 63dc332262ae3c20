/// TFRecord's framing: length (8 bytes), masked CRC of the length (4), content, masked CRC of the content (4), all
/// little-endian.
enum RecordFraming {
  static func frame(_ content: [UInt8]) -> [UInt8] {
    let length = littleEndian(UInt64(content.count), 8)
    return length + littleEndian(UInt64(masked(crc32c(length))), 4) + content
      + littleEndian(UInt64(masked(crc32c(content))), 4)
  }

  /// TensorFlow's mask: a rotation and a constant, so that checksums of checksums do not weaken each other.
  static func masked(_ crc: UInt32) -> UInt32 { (crc >> 15 | crc << 17) &+ 0xa282_ead8 }

  /// CRC-32C (Castagnoli), reflected polynomial 0x82f63b78.
  static func crc32c(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    table.withUnsafeBufferPointer { table in
      for byte in bytes { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    }
    return ~crc
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
  }

  private static func littleEndian(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }
}
