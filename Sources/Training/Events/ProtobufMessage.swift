/// The wire format of a protocol buffer's message, as far as TensorBoard's events need it.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  mutating func integer(_ field: UInt64, _ value: Int64) {
    varint(field << 3 | 0)
    varint(UInt64(bitPattern: value))
  }

  mutating func double(_ field: UInt64, _ value: Double) {
    varint(field << 3 | 1)
    append(value.bitPattern, 8)
  }

  mutating func float(_ field: UInt64, _ value: Float) {
    varint(field << 3 | 5)
    append(UInt64(value.bitPattern), 4)
  }

  mutating func data(_ field: UInt64, _ value: [UInt8]) {
    varint(field << 3 | 2)
    varint(UInt64(value.count))
    bytes += value
  }

  mutating func string(_ field: UInt64, _ value: String) { data(field, Array(value.utf8)) }

  /// A packed repeated field.
  mutating func doubles(_ field: UInt64, _ values: [Double]) {
    varint(field << 3 | 2)
    varint(UInt64(8 * values.count))
    for value in values { append(value.bitPattern, 8) }
  }

  mutating func message(_ field: UInt64, _ build: (inout ProtobufMessage) -> Void) {
    var inner = ProtobufMessage()
    build(&inner)
    data(field, inner.bytes)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func append(_ word: UInt64, _ count: Int) {
    for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(shift)))) }
  }
}
