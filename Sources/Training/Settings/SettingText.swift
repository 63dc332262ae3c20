/// A setting's value as text, as files have it: what all sources of settings are turned into and all settings are read
/// from.
public enum SettingText: Equatable, Sendable {
  /// A number, a name, `true` or `false`.
  case scalar(String)
  /// A list of numbers.
  case list([String])
  /// Names with numbers, in order of the names.
  case map([String: String])

  /// In a line, as YAML's flow style has it.
  public var text: String {
    switch self {
    case .scalar(let text): return Self.quoted(text)
    case .list(let texts): return "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
    case .map(let texts):
      return "{" + texts.sorted { $0.key < $1.key }.map { "\(Self.quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }
  }

  /// Plain where nothing in it can be taken for syntax or for another kind of value, otherwise in double quotes.
  private static func quoted(_ text: String) -> String {
    let first = text.unicodeScalars.first
    let isPlain =
      first.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) || "/.-".unicodeScalars.contains($0) } ?? false
    let rest = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-+".unicodeScalars.contains($0))
    }
    let words = ["null", "~", "-", "---", "yes", "no", "on", "off"]
    if isPlain, rest, !words.contains(text.lowercased()) { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": escaped += "\\\(scalar)"
      case _ where scalar.value < 32 || scalar.value == 127:
        let digits = String(scalar.value, radix: 16)
        escaped += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "\"\(escaped)\""
  }
}

/// Why a text is no value of a setting.
public struct SettingProblem: Error, Equatable, Sendable {
  /// Which part of it, where it has parts: the name in a map.
  public var part: String?
  /// What would be one: `a whole number`, `at least 1`.
  public var required: String
  /// What is there.
  public var given: String

  /// Required, given.
  public init(part: String? = nil, required: String, given: String) {
    self.part = part
    self.required = required
    self.given = given
  }
}
