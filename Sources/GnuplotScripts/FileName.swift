/// A name that becomes a file name and part of a script.
enum FileName {
  /// Throws `PlotError.invalidName` for what could not be written portably.
  static func validate(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        return true
      default: return false
      }
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 120, !name.hasPrefix("."), !name.hasPrefix("-") else {
      throw PlotError.invalidName(
        kind: "file name", given: name,
        allowed: "1 to 120 of the characters a-z A-Z 0-9 _ - . (not starting with - or .)")
    }
  }
}
