import DurableFiles

/// Reads the JSON of a safetensors header, byte by byte and strictly: only what the format allows, and no name twice,
/// which a general JSON reader would silently let pass.
struct HeaderScanner {
  /// What a header says of one tensor; nothing about it has been checked but its JSON.
  struct RawEntry {
    var name: String
    var dtype: String
    var shape: [Int]
    var offsets: [Int]
  }

  /// Why the scan stopped, and at which byte of the header.
  struct Failure: Error {
    var problem: FileError.Problem
    var required: String
    var given: String
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The whole header: an object, then nothing but spaces, with which writers align the data.
  mutating func header() throws(Failure) -> (entries: [RawEntry], metadata: [String: String]) {
    var entries: [RawEntry] = []
    var metadata: [String: String] = [:]
    guard bytes.first == UInt8(ascii: "{") else { throw unexpected("an object that begins with the first byte") }
    try object { (scanner, name) throws(Failure) in
      if name == "__metadata__" {
        try scanner.object { (scanner, key) throws(Failure) in metadata[key] = try scanner.string() }
      } else {
        entries.append(try scanner.entry(name))
      }
    }
    skipSpaces()
    if position < bytes.count { throw unexpected("the end of the header") }
    return (entries, metadata)
  }

  private mutating func entry(_ name: String) throws(Failure) -> RawEntry {
    var dtype: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { (scanner, key) throws(Failure) in
      switch key {
      case "dtype": dtype = try scanner.string()
      case "shape": shape = try scanner.numbers()
      case "data_offsets": offsets = try scanner.numbers()
      default: throw scanner.unexpected("dtype, shape and data_offsets alone", "'\(key)' for tensor '\(name)'")
      }
    }
    guard let dtype, let shape, let offsets, offsets.count == 2 else {
      throw unexpected("dtype, shape and two data_offsets", "tensor '\(name)' without all of them")
    }
    return RawEntry(name: name, dtype: dtype, shape: shape, offsets: offsets)
  }

  // MARK: - JSON

  /// `{ "key": value, ... }` with keys that all differ; `value` reads one value.
  private mutating func object(_ value: (inout HeaderScanner, String) throws(Failure) -> Void) throws(Failure) {
    try expect("{")
    var seen: Set<String> = []
    if next(is: "}") { return }
    repeat {
      let key = try string()
      guard seen.insert(key).inserted else {
        throw Failure(problem: .duplicateName, required: "names that all differ", given: "'\(key)' twice")
      }
      try expect(":")
      try value(&self, key)
    } while next(is: ",")
    try expect("}")
  }

  /// `[n, ...]`: whole numbers from zero up.
  private mutating func numbers() throws(Failure) -> [Int] {
    try expect("[")
    var numbers: [Int] = []
    if next(is: "]") { return numbers }
    repeat {
      skipSpaces()
      let start = position
      while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
      guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
        throw unexpected("a whole number from 0 to 2⁶³ - 1")
      }
      numbers.append(number)
    } while next(is: ",")
    try expect("]")
    return numbers
  }

  private mutating func string() throws(Failure) -> String {
    try expect("\"")
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else { throw unexpected("UTF-8") }
        return text
      case UInt8(ascii: "\\"): content.append(contentsOf: Array(String(try escape()).utf8))
      case ..<0x20: throw unexpected("no control characters in a string")
      default: content.append(byte)
      }
    }
    throw unexpected("the end of a string")
  }

  /// What follows a backslash.
  private mutating func escape() throws(Failure) -> Character {
    guard position < bytes.count else { throw unexpected("an escaped character") }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(letter))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var units = [try hexadecimal()]
      if (0xd800..<0xdc00).contains(units[0]) {
        try expectNow("\\")
        try expectNow("u")
        units.append(try hexadecimal())
      }
      guard let text = String(validating: units, as: UTF16.self), let character = text.first else {
        throw unexpected("a pair of UTF-16 surrogates")
      }
      return character
    default: throw unexpected("one of the escapes that JSON knows")
    }
  }

  private mutating func hexadecimal() throws(Failure) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw unexpected("four hexadecimal digits") }
    position += 4
    return unit
  }

  private mutating func skipSpaces() {
    while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
  }

  private mutating func next(is mark: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(Failure) {
    if !next(is: mark) { throw unexpected("'\(mark)'") }
  }

  private mutating func expectNow(_ mark: Unicode.Scalar) throws(Failure) {
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { throw unexpected("'\(mark)'") }
    position += 1
  }

  private func unexpected(_ required: String, _ given: String? = nil) -> Failure {
    let rest = String(decoding: bytes[min(position, bytes.count)...].prefix(20), as: UTF8.self)
    return Failure(
      problem: .malformedHeader, required: required,
      given: given ?? (rest.isEmpty ? "the header's end" : "'\(rest)' at byte \(position) of the header"))
  }
}
