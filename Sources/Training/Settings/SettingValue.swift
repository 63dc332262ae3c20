import Foundation

/// What the value of a setting may be: a type that is read from a text and written as one.
public protocol SettingValue: Sendable, Equatable {
  /// What a text must be, in words that follow "must be": `a whole number`.
  static var required: String { get }
  /// How it is given on a command line.
  static var form: SettingForm { get }
  /// Reads it; nil text is "left open". Throws what is wrong with the text.
  static func read(_ text: SettingText?) throws(SettingProblem) -> Self
  /// The text, from which `read` gives an equal value; nil for "left open".
  var text: SettingText? { get }
}

/// How values are given on a command line.
public enum SettingForm: Sendable, Equatable {
  /// `--batch 64`
  case scalar
  /// `--conditional`, `--no-conditional`
  case toggle
  /// `--hidden 128,128`
  case list
  /// `--hyperparameter NAME=NUMBER`, again and again.
  case map
}

/// Values that are one word: what `SettingValue` asks for follows.
public protocol ScalarSettingValue: SettingValue, CustomStringConvertible {
  /// nil where the word is none.
  init?(word: String)
}

extension ScalarSettingValue {
  /// One word of a command line.
  public static var form: SettingForm { .scalar }
  /// The word itself.
  public var text: SettingText? { .scalar(description) }
  /// Throws where there is no word, or one that the type does not know.
  public static func read(_ text: SettingText?) throws(SettingProblem) -> Self {
    guard case .scalar(let word) = text, let value = Self(word: word) else {
      throw SettingProblem(required: required, given: text.given)
    }
    return value
  }
}

extension SettingText? {
  /// As errors show it.
  var given: String {
    switch self {
    case .scalar(let word): "'\(word)'"
    case .some(let text): text.text
    case nil: "nothing"
    }
  }
}

extension Int: ScalarSettingValue {
  /// Any size and sign that 64 bits hold.
  public static var required: String { "a whole number" }
  /// `64`, and other ways to write it: `6.4e1`, `64.0`, `0x40`, `0o100`.
  public init?(word: String) { self.init(wholeNumber: word) }
}

extension UInt64: ScalarSettingValue {
  /// What the message says; a sign is refused.
  public static var required: String { "a whole number from 0 to 2⁶⁴ - 1" }
  /// In all the ways that `Int` is written.
  public init?(word: String) { self.init(wholeNumber: word) }
}

extension FixedWidthInteger {
  fileprivate init?(wholeNumber word: String) {
    if let exact = Self(word) {
      self = exact
    } else if word.hasPrefix("0o"), let octal = Self(word.dropFirst(2), radix: 8) {
      self = octal
    } else if let number = Double(word), let whole = Self(exactly: number) {
      self = whole
    } else {
      return nil
    }
  }
}

extension Double: ScalarSettingValue {
  /// Not finite ones too: bounds exclude them.
  public static var required: String { "a number" }
  /// A decimal or hexadecimal number.
  public init?(word: String) { self.init(word) }
}

extension String: ScalarSettingValue {
  /// Whatever it says.
  public static var required: String { "a word" }
  /// Every word is one.
  public init?(word: String) { self = word }
}

extension Bool: ScalarSettingValue {
  /// In YAML's words.
  public static var required: String { "true or false" }
  /// A flag with its opposite.
  public static var form: SettingForm { .toggle }
  /// The words of YAML 1.2 and of YAML 1.1.
  public init?(word: String) {
    switch word {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": self = true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": self = false
    default: return nil
    }
  }
}

/// Words of which there may be a list.
public protocol ListedSettingValue: ScalarSettingValue {
  /// What a text of several must be, in words that follow "must be".
  static var requiredOfList: String { get }
}

extension Int: ListedSettingValue {
  /// Whole numbers.
  public static var requiredOfList: String { "a list of whole numbers, such as [256, 512]" }
}

extension String: ListedSettingValue {
  /// Words.
  public static var requiredOfList: String { "a list of names, such as [generator, discriminator.0]" }
}

extension Array: SettingValue where Element: ListedSettingValue {
  /// Words of a list alone, not one by itself.
  public static var required: String { Element.requiredOfList }
  /// Words with commas between them.
  public static var form: SettingForm { .list }
  /// The words in order.
  public var text: SettingText? { .list(map(\.description)) }
  /// Throws the first that is none.
  public static func read(_ text: SettingText?) throws(SettingProblem) -> [Element] {
    guard case .list(let words) = text else { throw SettingProblem(required: required, given: text.given) }
    var result: [Element] = []
    for word in words {
      guard let value = Element(word: word) else { throw SettingProblem(required: required, given: "'\(word)'") }
      result.append(value)
    }
    return result
  }
}

extension [String: Double]: SettingValue {
  /// A mapping.
  public static var required: String { "names with numbers, such as {eta-x: 0.1}" }
  /// One pair at a time.
  public static var form: SettingForm { .map }
  /// Each number by its name, in full precision.
  public var text: SettingText? { .map(mapValues(\.description)) }
  /// Numbers must be finite.
  public static func read(_ text: SettingText?) throws(SettingProblem) -> [String: Double] {
    guard case .map(let words) = text else { throw SettingProblem(required: required, given: text.given) }
    var result: [String: Double] = [:]
    for (name, word) in words.sorted(by: { $0.key < $1.key }) {
      guard let number = Double(word), number.isFinite else {
        throw SettingProblem(part: name, required: "a number", given: "'\(word)'")
      }
      result[name] = number
    }
    return result
  }
}

/// Settings that may be left open.
extension Optional: SettingValue where Wrapped: SettingValue {
  /// What it must be if it is given.
  public static var required: String { Wrapped.required }
  /// As of what it may be.
  public static var form: SettingForm { Wrapped.form }
  /// nil for nil.
  public var text: SettingText? { flatMap(\.text) }
  /// nil for nil; throws what `Wrapped` throws.
  public static func read(_ text: SettingText?) throws(SettingProblem) -> Wrapped? {
    guard let text else { return nil }
    return try Wrapped.read(text)
  }
}
