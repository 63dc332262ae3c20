/// What a setting's value must be beyond its kind. The one place where it is checked, wherever the value is from.
public struct SettingBound<Value: Sendable>: Sendable {
  /// In words that follow "must be": `at least 1`.
  public let required: String
  let holds: @Sendable (Value) -> Bool

  /// `required` in words, and whether a value is so.
  public init(_ required: String, holds: @escaping @Sendable (Value) -> Bool) {
    self.required = required
    self.holds = holds
  }

  /// Where there is a value, it must be so.
  public static func ifGiven<Wrapped>(_ bound: SettingBound<Wrapped>) -> Self where Value == Wrapped? {
    Self(bound.required) { $0.map(bound.holds) ?? true }
  }
}

extension SettingBound where Value: Comparable & CustomStringConvertible {
  /// At least this, which is allowed.
  public static func atLeast(_ least: Value) -> Self { Self("at least \(least)") { $0 >= least } }
}

extension SettingBound where Value == String {
  /// One of these words.
  public static func oneOf(_ words: [String]) -> Self {
    Self("one of \(words.joined(separator: ", "))") { words.contains($0) }
  }
}

extension SettingBound where Value == Double {
  /// Greater than, and finite.
  public static func above(_ bound: Double) -> Self {
    Self("above \(bound.formatted)") { $0 > bound && $0.isFinite }
  }

  /// From the first, and less than the second.
  public static func from(_ least: Double, below bound: Double) -> Self {
    Self("at least \(least.formatted) and below \(bound.formatted)") { $0 >= least && $0 < bound }
  }
}

extension Double {
  /// Whole numbers without a decimal point.
  fileprivate var formatted: String { Int(exactly: self).map(String.init) ?? description }
}
