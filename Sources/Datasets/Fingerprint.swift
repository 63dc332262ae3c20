/// A 64-bit fingerprint of the content of a data set, by which a checkpoint notices that its data set has changed.
///
/// FNV-1a (Fowler, Noll, Vo): hash = (hash XOR byte) · 1099511628211 mod 2⁶⁴ over all bytes. It guards against
/// accidents (another split, another version, a damaged file), not against an adversary. About one nanosecond a byte.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  /// The hash.
  public private(set) var value: UInt64

  /// A fingerprint that was stored before.
  public init(value: UInt64) { self.value = value }

  /// The FNV-1a hash of these bytes.
  public init(of bytes: [UInt8]) {
    self.init()
    absorb(bytes)
  }

  /// Reads `description` back; nil where the text is not 16 hexadecimal digits.
  public init?(_ hexadecimal: String) {
    guard hexadecimal.utf8.count == 16, hexadecimal.utf8.first != UInt8(ascii: "+"),
      let value = UInt64(hexadecimal, radix: 16)
    else { return nil }
    self.value = value
  }

  /// 16 hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The hash of nothing (FNV's offset basis).
  init() { value = 0xcbf2_9ce4_8422_2325 }

  mutating func absorb(_ bytes: [UInt8]) {
    var hash = value
    bytes.withUnsafeBufferPointer { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 } }
    value = hash
  }

  /// Eight bytes, little-endian on every machine.
  mutating func absorb(_ number: UInt64) {
    var hash = value
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      hash = (hash ^ ((number >> shift) & 0xff)) &* 0x100_0000_01b3
    }
    value = hash
  }

  mutating func absorb(_ numbers: [Int]) {
    absorb(UInt64(numbers.count))
    for number in numbers { absorb(UInt64(bitPattern: Int64(number))) }
  }

  /// The number of bytes of its UTF-8, and they, so that no two lists of texts meet.
  mutating func absorb(_ text: String) {
    absorb(UInt64(text.utf8.count))
    absorb(Array(text.utf8))
  }
}
