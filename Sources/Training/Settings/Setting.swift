/// One setting of a run: everything about it in one place.
///
/// A setting is a property of a `SettingTable`. Its flag, its key in YAML and in `checkpoint.json`, its help, its bounds,
/// the check of a resumed run and its line in the documentation all follow from this value.
public struct Setting<Value: SettingValue>: Sendable {
  /// The key in files, which is also the flag's name: `batch`.
  public let key: String
  /// What holds where nothing is given; nil for a setting that may be left open.
  public let standard: Value
  /// A sentence: `Samples a batch.`
  public let help: String
  /// What holds where nothing is given, in words, if the standard value does not say it: `the architecture's, or 64`.
  public let otherwise: String?
  /// What the value must be beyond its kind.
  public let bound: SettingBound<Value>?
  /// Whether a run may be resumed with another value: so for what does not change the numbers, but for rounding.
  public let mayChangeOnResume: Bool
  /// Keys under which older files have it.
  public let formerKeys: [String]
  /// The flags of a command line; the key's own where none is listed.
  public let flags: [SettingFlag]

  /// A setting. Checkpoints written before there was this table named settings by the properties' names; where that was
  /// the key in camel case, it need not be listed in `formerKeys`.
  public init(
    _ key: String, _ help: String, standard: Value, _ bound: SettingBound<Value>? = nil, otherwise: String? = nil,
    mayChangeOnResume: Bool = false, formerKeys: [String] = [], flags: [SettingFlag]? = nil
  ) {
    self.key = key
    self.standard = standard
    self.bound = bound
    self.otherwise = otherwise
    self.mayChangeOnResume = mayChangeOnResume
    self.formerKeys = [key.camelCase] + formerKeys
    self.help = help
    self.flags = flags ?? [SettingFlag(key, help)]
  }

  /// The value of a text; throws what is wrong with its kind or with the value.
  public func value(of text: SettingText?) throws(SettingProblem) -> Value {
    let value = try Value.read(text)
    if let bound, !bound.holds(value) { throw SettingProblem(required: bound.required, given: value.text.given) }
    return value
  }
}

/// A flag by which a setting, or a part of it, is given.
public struct SettingFlag: Sendable {
  /// Without the hyphens.
  public let name: String
  /// A sentence, without the default.
  public let help: String
  /// What holds otherwise, where it is another word than the setting's.
  public let otherwise: String?
  /// Which name of a map it sets; nil for the whole setting, or for `NAME=NUMBER`.
  public let entry: String?
  /// The number of a map's entry that is given without one; nil where there is none.
  public let number: (@Sendable (String) throws -> Double)?

  /// Sets the whole setting, or the name `entry` of a map.
  public init(
    _ name: String, _ help: String, entry: String? = nil, otherwise: String? = nil,
    number: (@Sendable (String) throws -> Double)? = nil
  ) {
    self.name = name
    self.entry = entry
    self.otherwise = otherwise
    self.number = number
    self.help = help
  }
}

/// A setting whatever its value's type: what files, flags and documentation ask for.
public protocol SettingEntry: Sendable {
  /// Its name in files.
  var key: String { get }
  /// What it is, in a sentence.
  var help: String { get }
  /// What holds where no value is given, in words; nil where the standard value says it.
  var otherwise: String? { get }
  /// Whether a run may go on with another value: it changes no number.
  var mayChangeOnResume: Bool { get }
  /// Names that it had in files of before.
  var formerKeys: [String] { get }
  /// What sets it on a command line.
  var flags: [SettingFlag] { get }
  /// How it is given on a command line.
  var form: SettingForm { get }
  /// What a text must be.
  var required: String { get }
  /// The standard value; nil for a setting that is left open.
  var standardText: SettingText? { get }
  /// Whether its value is a word, not a number: written in quotes in JSON.
  var isWord: Bool { get }
  /// The same text as the value itself is written; throws what is wrong with it.
  func canonical(_ text: SettingText?) throws(SettingProblem) -> SettingText?
}

extension Setting: SettingEntry {
  /// As its type of value is given: a flag alone, a value, a list, `NAME=NUMBER`.
  public var form: SettingForm { Value.form }
  /// The kind of value, and its bound.
  public var required: String {
    guard let bound else { return Value.required }
    return isWord ? bound.required : "\(Value.required), \(bound.required)"
  }
  /// The standard value as files have it.
  public var standardText: SettingText? { standard.text }
  /// So for strings.
  public var isWord: Bool { Value.self is String.Type || Value.self is String?.Type }
  /// Reads the value, checks its bound and writes it again: `6.4e1` becomes `64`.
  public func canonical(_ text: SettingText?) throws(SettingProblem) -> SettingText? { try value(of: text).text }
}

extension SettingEntry {
  /// What holds where nothing is given, in words; nil where there is nothing to say.
  public var defaultWords: String? {
    if let otherwise { return otherwise }
    return switch standardText {
    case .scalar("true"): "yes"
    case .scalar("false"): "no"
    case .scalar(let word): word
    case .list(let words): words.joined(separator: ",")
    case .map, nil: nil
    }
  }
}

extension String {
  /// `image-size` as `imageSize`.
  fileprivate var camelCase: String {
    let words = split(separator: "-")
    return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
