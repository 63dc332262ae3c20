/// The settings of a run: a value for every setting of a table, read and written by the properties' names.
///
///     var settings = Settings<GANSettings>()
///     settings.batchSize = 128              // the property `batchSize` of the table
///     settings.run.steps                    // an included table, as settings of its own
///
/// Every value is kept as its text by the setting's key, so settings of one table are settings of every table that it
/// includes, and what a newer program has written besides stays as it is (`unknown`).
@dynamicMemberLookup
public struct Settings<Table: SettingTable>: Sendable, Equatable {
  /// By key: what is not left open, and what no setting of this table is.
  public internal(set) var texts: [String: SettingText] = [:]

  /// Every setting at its standard value.
  public init() {
    for entry in Table.all { texts[entry.key] = entry.standardText }
  }

  /// These texts over the standard values, by keys or former keys. Throws `TrainingError.badSetting`; keys that no
  /// setting has are kept.
  public init(texts: [String: SettingText]) throws {
    self.init()
    let all = Table.all
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
      if let entry = all.first(where: { $0.key == key }) ?? all.first(where: { $0.formerKeys.contains(key) }) {
        try set(entry, to: text)
      } else {
        self.texts[key] = text
      }
    }
  }

  /// A setting's value. What is set is checked by `check()`.
  public subscript<Value>(dynamicMember path: KeyPath<Table, Setting<Value>>) -> Value {
    get { self[Table.table[keyPath: path]] }
    set { texts[Table.table[keyPath: path].key] = newValue.text }
  }

  /// The settings of an included table. Costs a walk through the table: take it once, not in every step.
  public subscript<Other: SettingTable>(dynamicMember path: KeyPath<Table, Other>) -> Settings<Other> {
    get { Settings<Other>(copying: texts) }
    set { for entry in Other.all { texts[entry.key] = newValue.texts[entry.key] } }
  }

  fileprivate subscript<Value>(setting: Setting<Value>) -> Value {
    // A text that cannot be read was set as a value, such as NaN: `check` says so.
    (try? Value.read(texts[setting.key])) ?? setting.standard
  }

  /// The part of these texts that this table has.
  fileprivate init(copying texts: [String: SettingText]) {
    for entry in Table.all { self.texts[entry.key] = texts[entry.key] }
  }

  // MARK: - By key

  /// The text of a setting; nil where it is left open.
  public func text(_ entry: any SettingEntry) -> SettingText? { texts[entry.key] }

  /// Sets a setting from a text; nil leaves it open. `name` stands in errors for the key. Throws
  /// `TrainingError.badSetting`.
  public mutating func set(_ entry: any SettingEntry, to text: SettingText?, as name: String? = nil) throws {
    texts[entry.key] = try Self.canonical(text, of: entry, name: name ?? entry.key)
  }

  private static func canonical(
    _ text: SettingText?, of entry: any SettingEntry, name: String
  ) throws -> SettingText? {
    do {
      return try entry.canonical(text)
    } catch {
      throw TrainingError.badSetting(
        name: name + (error.part.map { ", \($0)" } ?? ""), required: error.required, given: error.given)
    }
  }

  /// Keys that no setting of this table has: of a newer program, or of another kind of run.
  public var unknown: [String] {
    let known = Set(Table.all.map(\.key))
    return texts.keys.filter { !known.contains($0) }.sorted()
  }

  /// Throws `TrainingError.badSetting` for the first value that is out of its bounds, or that does not go with another.
  public func check() throws {
    for entry in Table.all { _ = try Self.canonical(texts[entry.key], of: entry, name: entry.key) }
    try Table.check(self)
  }
}

extension Settings where Table: TrainingTable {
  /// A setting that every run has.
  public subscript<Value>(dynamicMember path: KeyPath<RunSettings, Setting<Value>>) -> Value {
    get { self[Table.table.run[keyPath: path]] }
    set { texts[Table.table.run[keyPath: path].key] = newValue.text }
  }
}

extension Settings where Table: DataTable {
  /// A setting of the data.
  public subscript<Value>(dynamicMember path: KeyPath<DataSettings, Setting<Value>>) -> Value {
    get { self[Table.table.source[keyPath: path]] }
    set { texts[Table.table.source[keyPath: path].key] = newValue.text }
  }
}
